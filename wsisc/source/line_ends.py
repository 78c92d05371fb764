"""The characters beside the end of a line -> whether a space is printed there: none between two Chinese characters.

Chinese and Japanese have no spaces between words, so that a line of the source can end anywhere. Pandoc's extension
`east_asian_line_breaks` would keep the space beside quotation marks, which Chinese shares with Latin scripts.
`templates/line-ends.lua` has the same characters.
"""

import re

from wsisc.text.scripts import EAST_ASIAN, has_any

MARKS = frozenset("\u2014\u2018\u2019\u201c\u201d\u2026")

_FOLD = re.compile(r"[ \t]*\n")
_MAX_MARKS = 300  # characters of marks and addresses before a line end: keeps the search linear
_MARKS_AFTER = re.compile(r"[*_]{0,3}\[?[*_]{0,3}(.)")
_MARKS_BEFORE = re.compile(r"(.)(?:[*_]{1,3}|\]\([^()\s]*\)|\]|\[\^[\w-]+\])*\Z")


def is_joined(before: str, after: str) -> bool:
    """Return whether no space is printed for a line end between two characters."""
    is_wide, is_next_wide = has_any(EAST_ASIAN, before), has_any(EAST_ASIAN, after)
    return (is_wide and (is_next_wide or after in MARKS)) or (is_next_wide and before in MARKS)


def join_folds(value: str, raw: str, offsets: list[int]) -> str:
    """Return the value of a scalar without the spaces that YAML makes of line ends between two Chinese characters.

    `offsets` are the places of the characters of the value in `raw`.
    """
    found = [at for at in range(1, len(value) - 1) if value[at] == " " and _FOLD.match(raw, offsets[at])]
    folds = {at for at in found if is_joined(value[at - 1], value[at + 1])}
    is_block = raw.startswith(">")
    marked = {at for at in found if is_block and at not in folds and _is_between_marks(value, at)}
    if not folds and not marked:
        return value
    return "".join("\n" if at in marked else character for at, character in enumerate(value) if at not in folds)


def _is_between_marks(value: str, at: int) -> bool:
    """Return whether marks of Markdown, such as those of bold, are between a space and Chinese characters beside it.

    A line end stays there, which the reader of Markdown joins: without any, marks would not end where they do.
    """
    after = _MARKS_AFTER.match(value, at + 1)
    before = _MARKS_BEFORE.search(value, max(0, at - _MAX_MARKS), at)
    return bool(before and after and is_joined(before[1], after[1]))
