"""A text -> the same words on one line, with single spaces."""

import re
from functools import cache


@cache
def _breakable_spaces() -> re.Pattern[str]:
    return re.compile(r"[^\S\u00a0\u202f]+")


def one_line(text: str) -> str:
    """Return the words of a text, separated by single spaces."""
    return " ".join(text.split())


def title_line(text: str) -> str:
    """Return a title on one line, with single spaces; those that allow no line break are the author's and stay."""
    return _breakable_spaces().sub(" ", text).strip()
