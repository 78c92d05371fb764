"""A mark in a text -> whether a sentence ends there."""

import re
from collections.abc import Collection
from functools import cache

_MAX_LETTERS = 30  # before a mark: no abbreviation is longer, and the time stays linear


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"[^\s(\[“«\"‘]+$")


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def is_end(text: str, mark: re.Match[str], start: int, abbreviations: Collection[str]) -> bool:
    """Return whether marks, with the spaces after them, end the sentence that begins at `start`.

    An abbreviation, an initial and the number of an item do not, and a small letter never follows.
    """
    if text[mark.end() : mark.end() + 5].lstrip('"“«‘([')[:1].islower():
        return False
    if mark[0][0] != "." or mark[0][1:2] == ".":
        return True
    before = _last_word().search(text, max(start, mark.start() - _MAX_LETTERS), mark.start())
    last = before[0] if before else ""
    is_number = last.isdigit() and before is not None and before.start() == start
    return not (is_number or _initials().fullmatch(last) or last.lower() in abbreviations)
