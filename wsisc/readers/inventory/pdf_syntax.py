"""The bytes of a PDF -> its tokens, names and strings (ISO 32000-1, 7.2 and 7.3)."""

import re

TOKEN = re.compile(
    rb"[\0\t\n\f\r ]+|(?P<comment>%[^\r\n]*)|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)|(?P<mark><<|>>|[\[\]])"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>|(?P<string>\()|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)|(?P<other>.)",
    re.DOTALL,
)
_NAME_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_STRING_TOKEN = re.compile(rb"\\.|[()]", re.DOTALL)
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")  # 9.6.4


def unescape_name(name: bytes) -> bytes:
    """Return a name without its escapes."""
    return _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), name)


def find_string_end(data: bytes, start: int) -> int:
    """Return the position after the parenthesis that closes a string whose first character is at `start`, or -1."""
    position, depth = start, 1
    while depth and (match := _STRING_TOKEN.search(data, position)):
        position = match.end()
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
    return -1 if depth else position


def remove_subset_prefix(font: str) -> str:
    """Return the name of a font without the tag of its subset."""
    return _SUBSET_PREFIX.sub("", font)
