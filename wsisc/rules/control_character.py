r"""A text holds a character that no document can carry.

Control characters are invisible, and Word refuses files that hold them. A zero-width space comes from web
pages, and makes Markdown of what is none; an override of direction (U+202E) lets words be read backwards.

Fails::

    title: "Progress\x07"

Passes::

    title: Progress

Reference: XML 1.0, 2.2 (Char); docs/format.md, rule 3.
"""

import re
from collections.abc import Iterator
from html import unescape

from wsisc import model
from wsisc.diagnostic import Finding, Severity
from wsisc.prose import Reading

SEVERITY = Severity.ERROR
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]"  # but in the flags of countries' parts
)
_ZERO_WIDTH = re.compile("\u200b")
_ENTITY = re.compile(r"\\.|&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
"""An entity, or a character behind a backslash, which begins none (CommonMark 0.31.2, 2.4 and 2.5)."""


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every character that is invisible and does harm, in any text."""
    for path, text in (*model.plain_texts(reading.submission), *model.rich_texts(reading.submission)):
        for match in _CONTROL.finditer(text):
            message = f"an invisible character (U+{ord(match[0]):04X})"
            yield Finding(path, message, "delete it, or put a space instead", match.start(), match.end())
    for path, text in model.rich_texts(reading.submission):
        for match in _ZERO_WIDTH.finditer(text):
            message = "an invisible character (U+200B, a space without width)"
            yield Finding(path, message, "delete it", match.start(), match.end())
        for match in _ENTITY.finditer(text):
            if match[0].startswith("\\"):
                continue
            if _CONTROL.search(_meant(match)) or _meant(match) in ("\n", "\u200b"):
                message = f"{match[0]} stands for an invisible character"
                yield Finding(path, message, "delete it, or put a space instead", match.start(), match.end())


def _meant(entity: re.Match[str]) -> str:
    """Return the character that an entity stands for; one that none has stands for a control character here."""
    number = int(entity[1]) if entity[1] else int(entity[2], 16) if entity[2] else None
    if number is None:
        return unescape(entity[0])
    return chr(number) if 0 < number <= 0x10FFFF else "\0"
