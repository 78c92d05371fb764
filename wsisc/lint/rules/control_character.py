r"""A text contains a character that documents cannot contain.

Control characters are invisible, and Word refuses files that contain them. A zero-width space comes from web pages
and changes how Markdown is read; a direction override (U+202E) makes words appear backwards.

Fails::

    title: "Progress\x07"

Passes::

    title: Progress

Reference: XML 1.0, 2.2 (Char); docs/format.md, rule 3.
"""

import re
from collections.abc import Iterator
from html import unescape

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Finding, Severity
from wsisc.source import model
from wsisc.text.sanitize import find_harmful, harmful

SEVERITY = Severity.ERROR
_ZERO_WIDTH = "\u200b"
# A character reference (CommonMark, 6.2) that no backslash escapes.
_ENTITY = (
    r"(?<!\\)(?:\\\\)*(?P<entity>&(?:#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});)"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every harmful invisible character in any text."""
    for path, text in _texts(reading):
        for match in find_harmful(text):
            message = t("the text contains an invisible character (U+{code:04X})", code=ord(match[0][0]))
            yield Finding(path, message, t("delete it, or replace it with a space"), match.start(), match.end())
    for path, text in model.rich_texts(reading.submission):
        for match in re.finditer(_ZERO_WIDTH, text) if _ZERO_WIDTH in text else ():
            message = t("the text contains an invisible character (U+200B, zero-width space)")
            yield Finding(path, message, t("delete it"), match.start(), match.end())
        for match in re.finditer(_ENTITY, text):
            if harmful().search(_entity_character(match)) or _entity_character(match) in ("\n", "\u200b"):
                message = t("{entity} is the code of an invisible character", entity=match["entity"])
                hint = t("delete it, or replace it with a space")
                yield Finding(path, message, hint, match.start("entity"), match.end())


def _texts(reading: Reading) -> Iterator[tuple[DataPath, str]]:
    """Yield every text that a document can contain, those of comments included."""
    yield from model.plain_texts(reading.submission)
    yield from model.rich_texts(reading.submission)
    for path, comment in model.comments(reading.submission):
        for name in ("by", "quote", "text", "proposal"):
            yield (*path, name), getattr(comment, name) or ""


def _entity_character(entity: re.Match[str]) -> str:
    """Return the character of an entity; an invalid code point counts as a control character."""
    number = int(entity["decimal"]) if entity["decimal"] else int(entity["hex"], 16) if entity["hex"] else None
    if number is None:
        return unescape(entity["entity"])
    return chr(number) if 0 < number <= 0x10FFFF else "\0"
