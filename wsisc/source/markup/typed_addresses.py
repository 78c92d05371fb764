"""A text -> the web addresses that are typed in it, without the marks of the sentence around them."""

import re
from collections.abc import Iterator
from functools import cache

# Marks of sentences and quotations that end an address, though no space follows: Chinese and Arabic texts have none.
# RFC 3987 allows them in an address, and browsers copy addresses with these characters as escapes ("%E3%80%82").
_ENDS = '"“”„«»‹›。，、；：！？…（）［］｛｝【】《》〈〉「」『』〔〕〖〗，،؛؟۔'
CHARACTER = rf"[^\s<>{_ENDS}]"
"""The regular expression of a character of an address."""
_TRAILING = ".,;:!?'’)]}*_"


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the addresses that begin with http://, https:// or www. begin and end in a text."""
    if "://" in text or "www." in text.lower():
        for match in _pattern().finditer(text):
            yield match.start(), match.start() + len(_strip_marks(match[0]))


def _strip_marks(address: str) -> str:
    """Return an address without the marks after it; a bracket that was opened in the address is its own."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:https?://|\bwww\.){CHARACTER}+", re.IGNORECASE)
