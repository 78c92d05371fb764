"""The characters beside the end of a line -> whether a space is printed there: none between two Chinese characters.

Chinese and Japanese have no spaces between words, so that a line of the source can end anywhere. Pandoc's extension
`east_asian_line_breaks` would keep the space beside quotation marks, which Chinese shares with Latin scripts.
`templates/line-ends.lua` has the same characters.
"""

import re

WIDE = (
    "\u2e80-\u303f\u3041-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026"

_IS_JOINED = re.compile(f"[{WIDE}][{WIDE}{MARKS}]|[{MARKS}][{WIDE}]")
_FOLD = re.compile(r"[ \t]*\n")


def is_joined(before: str, after: str) -> bool:
    """Return whether no space is printed for a line end between two characters."""
    return _IS_JOINED.fullmatch(before + after) is not None


def join_folds(value: str, raw: str, offsets: list[int]) -> str:
    """Return the value of a scalar without the spaces that YAML makes of line ends between two Chinese characters.

    `offsets` are the places of the characters of the value in `raw`.
    """
    folds = {
        at
        for at in range(1, len(value) - 1)
        if value[at] == " " and is_joined(value[at - 1], value[at + 1]) and _FOLD.match(raw, offsets[at])
    }
    return "".join(character for at, character in enumerate(value) if at not in folds) if folds else value
