"""Diagnostics and their words -> the lines of Word comments, and the XML of the comments."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from wsisc import addresses
from wsisc.diagnostic import excerpt
from wsisc.lint import rules
from wsisc.localization import translate
from wsisc.messages import t
from wsisc.ooxml.names import SPACE, W
from wsisc.report.common import SEVERITY_NAMES
from wsisc.review.placement import Placed
from wsisc.text.sanitize import sanitize

AUTHOR = "wsisc"
INITIALS = "wsisc"
"""With the author, what distinguishes these comments from those of people and of merges; at most 9 characters."""

W_NAMESPACE = W[1:-1]


class CommentLine(NamedTuple):
    """A line of a comment, translated."""

    text: str
    is_bold: bool = False


def describe(placed: Placed, *, in_note: bool, is_apart: bool = False) -> list[CommentLine]:
    """Return the lines of the comment on a diagnostic, in the current language of messages.

    `in_note` is whether its words are in a note, `is_apart` whether its reference may be apart from its words.
    """
    found = placed.diagnostic
    lines = [CommentLine(_sentence(translate(found.message)), is_bold=True)]
    if placed.quote and in_note:
        lines.append(CommentLine(translate(t("In the footnote: “{quote}”", quote=excerpt(placed.quote)))))
    elif placed.quote and not (placed.is_exact and (placed.quote in found.message or not is_apart)):
        lines.append(CommentLine(translate(t("About “{quote}”", quote=excerpt(placed.quote)))))
    if found.hint:
        lines.append(CommentLine(_sentence(translate(found.hint))))
    page = addresses.rule_page(found.code) if rules.group_of(found.code) else ""
    values = {"severity": SEVERITY_NAMES[found.severity], "code": found.code}
    source = (
        t("{severity}: {code}, explained at {page}", page=page, **values) if page else t("{severity}: {code}", **values)
    )
    return [*lines, CommentLine(translate(source))]


def _sentence(text: str) -> str:
    """Return a message as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!', '…')) else '.'}"


def create_root() -> etree._Element:
    """Return the root of a part without comments."""
    return etree.Element(f"{W}comments", nsmap={"w": W_NAMESPACE})


def add_comment(root: etree._Element, number: int, lines: Sequence[CommentLine]) -> None:
    """Add a comment to those of a part."""
    attributes = {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS}
    comment = etree.SubElement(root, f"{W}comment", attributes)
    for at, line in enumerate(lines):
        paragraph = etree.SubElement(comment, f"{W}p")
        is_right_to_left = _is_right_to_left(line.text)
        if is_right_to_left:
            etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}bidi")
        if not at:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        names = [name for name, is_set in (("b", line.is_bold), ("rtl", is_right_to_left)) if is_set]
        look = etree.SubElement(run, f"{W}rPr") if names else run
        for name in names:
            etree.SubElement(look, f"{W}{name}")
        text = etree.SubElement(run, f"{W}t", {SPACE: "preserve"})
        text.text = sanitize(line.text)


def read_text(comment: etree._Element) -> str:
    """Return the text of a comment, a line for each paragraph."""
    lines = ("".join(each.text or "" for each in line.iter(f"{W}t")) for line in comment.iter(f"{W}p"))
    return "\n".join(lines)


def _is_right_to_left(text: str) -> bool:
    """Return whether a text begins with a letter of a script such as Arabic (Unicode Standard Annex 9, P2)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
