"""Words -> what they have in common whatever their case, spaces, punctuation and accents."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the words of a text, folded, with one space between."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=8192)
def fold_without_accents(text: str) -> str:
    """Return the words of a text, folded, without the marks on letters: capitals are often written without them."""
    return fold(without_accents(text))


def without_accents(text: str) -> str:
    """Return a text without the marks on letters."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))
