"""A text of a stranger -> the same text, safe to print on one line; the characters that no text or address may have."""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.messages import map_texts

# What would control a terminal or reverse the direction of text.
_CONTROLS = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
# GitHub's runner obeys "##[" anywhere in a line of a log, and "::" at its start (actions/runner, ActionCommand.cs);
# that of Azure Pipelines obeys "##vso[".
_COMMAND, _COMMAND_AT_START = "(?<=#)#(?=[a-z]*\\[)", "^\\s*:(?=:)"


@cache
def _unsafe(is_json: bool) -> re.Pattern[str]:
    # in JSON, control characters are escaped already, and a line never begins with a text
    return re.compile(
        f"[{_CONTROLS}]|{_COMMAND}" if is_json else f"[\x00-\x1f{_CONTROLS}]|{_COMMAND}|{_COMMAND_AT_START}"
    )


@cache
def _not_xml() -> re.Pattern[str]:
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def find_harmful(text: str) -> Iterator[re.Match[str]]:
    """Return the characters of a text that no text may have: none of them is printable."""
    return iter(()) if text.replace("\n", "").isprintable() else harmful().finditer(text)


@cache
def harmful() -> re.Pattern[str]:
    """Return a pattern of the characters that no text may have: no document can carry them, or they do harm unseen.

    XML 1.0, 2.2 (Char), and Unicode's advice against overrides of direction (UAX #9, 2.2), annotations between lines
    (23.8) and tags (23.9), except in the flags of countries' parts.
    """
    return re.compile(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
        "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]+"
    )


def find_invisible(text: str) -> re.Match[str] | None:
    """Return the first character that no address or path may have; nearly all of them are printable ASCII."""
    return None if text.isascii() and text.isprintable() else invisible().search(text)


@cache
def invisible() -> re.Pattern[str]:
    """Return a pattern of the characters that no address or path may have: unseen, or shown differently by programs.

    RFC 3987, 2.2 (ucschar) and 4.1 (no change of direction); joiners, which some scripts need, are allowed.
    """
    ends_of_planes = "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
    return re.compile(
        "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
        "\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
        f"\U000f0000-\U0010ffff{ends_of_planes}]"
    )


def sanitize(text: str) -> str:
    """Return a text of an author, or a file name, so that it is safe to print on one line.

    A message remains one, with safe values.
    """
    return map_texts(_sanitize_text, text)


def _sanitize_text(text: str) -> str:
    is_safe = text.isprintable() and "##" not in text and "::" not in text  # no pattern is compiled for most texts
    return text if is_safe else _unsafe(is_json=False).sub("\ufffd", text)


def escape_in_json(text: str) -> str:
    """Return JSON in which the characters that `sanitize` replaces are escaped."""
    return _unsafe(is_json=True).sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def sanitize_for_xml(text: str) -> str:
    """Return an unchecked text with U+FFFD for characters that neither UTF-8 nor XML can encode (XML 1.0, 2.2)."""
    return _not_xml().sub("\ufffd", text)
