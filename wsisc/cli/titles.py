"""What a user calls a document or a site -> a title that can be printed."""

import unicodedata

import click

_UNPRINTABLE_CATEGORIES = ("Cc", "Cn", "Co", "Cs", "Zl", "Zp")
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Characters that let a title be read otherwise than it is written."""


def check_title(title: str | None, name: str) -> str:
    """Return a title, "" where there is none. Raises UsageError where it is no line that can be printed.

    `name` is what the user gave it by, as an option.
    """
    if title is None:
        return ""
    if not title.strip() or any(
        unicodedata.category(each) in _UNPRINTABLE_CATEGORIES or each in _BIDI_CONTROLS for each in title
    ):
        raise click.UsageError(f"{name} should be a line of letters that can be printed")
    return title.strip()
