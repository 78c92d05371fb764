"""Diagnostics and their words -> the lines of Word comments, and the XML of the comments."""

from collections.abc import Iterable

from lxml import etree

from wsisc.lint import rules
from wsisc.messages import addresses, t
from wsisc.messages.diagnostic import excerpt
from wsisc.messages.localization import translate
from wsisc.ooxml.builders import CommentLine, create_comment
from wsisc.ooxml.names import W
from wsisc.report.common import SEVERITY_NAMES
from wsisc.review.placement import Placed
from wsisc.text.sanitize import sanitize
from wsisc.text.scripts import HAN, has_any

AUTHOR = "wsisc"
INITIALS = "wsisc"
"""With the author, what distinguishes these comments from those of people and of merges; at most 9 characters."""

W_NAMESPACE = W[1:-1]


def describe(placed: Placed, *, in_note: bool, is_apart: bool = False) -> list[CommentLine]:
    """Return the lines of the comment on a diagnostic, in the current language of messages.

    `in_note` is whether its words are in a note, `is_apart` whether its reference may be apart from its words.
    """
    diagnostic = placed.diagnostic
    lines = [CommentLine(_sentence(diagnostic.message), is_bold=True)]
    if placed.quote and in_note:
        lines.append(CommentLine(translate(t("In the footnote: “{quote}”", quote=excerpt(placed.quote)))))
    elif placed.quote and not (placed.is_exact and (placed.quote in diagnostic.message or not is_apart)):
        lines.append(CommentLine(translate(t("About “{quote}”", quote=excerpt(placed.quote)))))
    if diagnostic.hint:
        lines.append(CommentLine(_sentence(diagnostic.hint)))
    page = addresses.rule_page(diagnostic.code) if rules.group_of(diagnostic.code) else ""
    values = {"severity": SEVERITY_NAMES[diagnostic.severity], "code": diagnostic.code}
    source = (
        t("{severity}: {code}, explained at {page}", page=page, **values) if page else t("{severity}: {code}", **values)
    )
    return [*lines, CommentLine(translate(source))]


def _sentence(message: str) -> str:
    """Return a message as a sentence in the current language; one in Chinese has the mark that ends one there."""
    text = translate(message)
    sentence = f"{text[:1].upper()}{text[1:]}"
    if text.endswith((".", "?", "!", "…", "。", "？", "！", "؟")):
        return sentence
    last = next((character for character in reversed(text) if character.isalpha()), "")
    is_chinese = text != message and has_any(HAN, last)
    return f"{sentence}{'。' if is_chinese else '.'}"


def create_root() -> etree._Element:
    """Return the root of a part without comments."""
    return etree.Element(f"{W}comments", nsmap={"w": W_NAMESPACE})


def add_comment(root: etree._Element, number: int, lines: Iterable[CommentLine]) -> None:
    """Add a comment to those of a part."""
    safe = [line._replace(text=sanitize(line.text)) for line in lines]
    root.append(create_comment(number, AUTHOR, safe, initials=INITIALS))


def read_text(comment: etree._Element) -> str:
    """Return the text of a comment, a line for each paragraph."""
    lines = ("".join(word.text or "" for word in line.iter(f"{W}t")) for line in comment.iter(f"{W}p"))
    return "\n".join(lines)
