"""Wordings -> what they have in common whatever their case, spaces, quotation marks, dashes and misprints."""

from difflib import SequenceMatcher
from functools import lru_cache

from wsisc.text.sanitize import harmful

PROMPT_SIMILARITY = 0.86
"""From here on a text is taken for a prompt.

Measured on tests/importer: prompts with a misprint, or "half a page" for "1/2 page", are at 0.90 and above, those of
another part at 0.80 and below. A prompt that was cut to its first words was at 0.81.
"""
# Measured on tests/importer: "one thing" is at 0.46 to the beginning of a prompt; of two lines with the place and days
# of a session, one with the days of another is at 0.50.
_MIN_END_SIMILARITY = 0.5
_SHORT_LETTERS = 80  # up to here one misprint changes so large a part of the words that letters are compared, too
# From here on letters are never compared: SequenceMatcher takes quadratic time (tests/hostile/test_time.py).
_LONG_LETTERS = 1000
_NEAR_SIMILARITY, _SAME_SIMILARITY = 0.75, 0.9
"""Between these, by words, letters can still decide; below, the texts differ, and above, it makes no difference."""
_SHORT_DISCOUNT, _LONG_DISCOUNT = 0.1, 0.05
"""Letters of unrelated words match by chance, in a short text more of them. The amounts are a guess.

With these, "fifteenth session" and "sixteenth session" are at 0.78, below the least similarity of a cover, 0.8.
"""


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
    is_short = len(first) <= _SHORT_LETTERS
    is_near = _NEAR_SIMILARITY <= by_words < _SAME_SIMILARITY and len(first) < _LONG_LETTERS
    if not is_short and not is_near:
        return by_words
    by_letters = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return max(by_words, by_letters - (_SHORT_DISCOUNT if is_short else _LONG_DISCOUNT))


def has_matching_ends(first: str, last: str, wording: str) -> bool:
    """Return whether the first and the last of some lines are the beginning and the end of a wording; all folded."""
    words = wording.split()
    start, end = " ".join(words[: len(first.split())]), " ".join(words[-len(last.split()) :])
    return similarity(first, start) >= _MIN_END_SIMILARITY and similarity(last, end) >= _MIN_END_SIMILARITY


def letters(text: str) -> str:
    """Return the visible characters of a text: no spaces, nothing invisible."""
    joined = "".join(text.split())
    return joined if joined.isprintable() else "".join(each for each in joined if not is_invisible(each))


def is_invisible(character: str) -> bool:
    """Return whether a character is invisible. Such characters are refused except in flags of parts of countries."""
    return character == "\u200b" or harmful().match(character) is not None
