"""Wordings -> what they have in common whatever their case, spaces, quotation marks, dashes and misprints."""

from difflib import SequenceMatcher
from functools import lru_cache

from wsisc.importer import thresholds
from wsisc.text.sanitize import harmful

# From here on letters are never compared: SequenceMatcher takes quadratic time (tests/hostile/test_time.py).
_LONG_LETTERS = 1000


@lru_cache(maxsize=65536)
def similarity(first: str, second: str) -> float:
    """Return how similar two folded texts are, from 0 to 1: by words, or by letters where a misprint decides.

    Texts of which one has twice as many words as the other, or more, are not compared: 0.
    """
    if first == second:
        return 1.0
    one, two = first.split(), second.split()
    if not one or not two or not 0.5 < len(one) / len(two) < 2:
        return 0.0
    by_words = SequenceMatcher(None, one, two, autojunk=False).ratio()
    is_short = len(first) <= thresholds.SHORT_LETTERS
    is_near = thresholds.NEAR_SIMILARITY <= by_words < thresholds.SAME_SIMILARITY and len(first) < _LONG_LETTERS
    if not is_short and not is_near:
        return by_words
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    discount = thresholds.SHORT_DISCOUNT if is_short else thresholds.LONG_DISCOUNT
    if matcher.quick_ratio() - discount <= by_words:  # never less than the ratio, and linear
        return by_words
    return max(by_words, matcher.ratio() - discount)


def has_matching_ends(first: str, last: str, wording: str) -> bool:
    """Return whether the first and the last of some lines are the beginning and the end of a wording; all folded."""
    words = wording.split()
    start, end = " ".join(words[: len(first.split())]), " ".join(words[-len(last.split()) :])
    return similarity(first, start) >= thresholds.END_SIMILARITY and similarity(last, end) >= thresholds.END_SIMILARITY


def letters(text: str) -> str:
    """Return the visible characters of a text: no spaces, nothing invisible."""
    joined = "".join(text.split())
    return joined if joined.isprintable() else "".join(letter for letter in joined if not is_invisible(letter))


def is_invisible(character: str) -> bool:
    """Return whether a character is invisible. Such characters are refused except in flags of parts of countries."""
    return character == "\u200b" or harmful().match(character) is not None
