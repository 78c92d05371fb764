"""Wordings -> what they have in common whatever their case, spaces, quotation marks, dashes and misprints."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from wsisc.source.characters import HARMFUL

_WORD = re.compile(r"[^\W_]+")
_MIN_END_SIMILARITY = 0.5
_SHORT_LETTERS, _LONG_LETTERS = (
    80,
    1000,
)  # letters: below, a misprint is compared letter by letter; up to the other, if it is near
_NEAR_SIMILARITY = 0.75


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the words of a text, folded, with one space between."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=65536)
def similarity(first: str, second: str) -> float:
    """Return how alike two folded texts are, from 0 to 1."""
    if first == second:
        return 1.0
    one, two = first.split(), second.split()
    if not one or not two or not 0.5 < len(one) / len(two) < 2:
        return 0.0
    by_words = SequenceMatcher(None, one, two, autojunk=False).ratio()
    if len(first) > _SHORT_LETTERS and not (_NEAR_SIMILARITY <= by_words < 0.9 and len(first) < _LONG_LETTERS):
        return by_words
    return max(
        by_words,
        SequenceMatcher(None, first, second, autojunk=False).ratio() - (0.1 if len(first) <= _SHORT_LETTERS else 0.05),
    )


def has_matching_ends(first: str, last: str, wording: str) -> bool:
    """Tell whether the first and the last of some lines are the beginning and the end of a wording."""
    words = wording.split()
    start, end = " ".join(words[: len(first.split())]), " ".join(words[-len(last.split()) :])
    return similarity(first, start) >= _MIN_END_SIMILARITY and similarity(last, end) >= _MIN_END_SIMILARITY


def letters(text: str) -> str:
    """Return what of a text a person would see as ink: no spaces, nothing invisible."""
    joined = "".join(text.split())
    return joined if joined.isprintable() else "".join(each for each in joined if not is_invisible(each))


def is_invisible(character: str) -> bool:
    """Tell whether a character says nothing: the format refuses it, but in the flags of countries' parts."""
    return character == "\u200b" or HARMFUL.match(character) is not None
