"""Names and languages of files in several languages -> which of them is the original, where none of them says so."""

import posixpath
import re
from collections.abc import Sequence

ANY_LANGUAGE = "[a-z]{2}"
"""The pattern of a language that is not known."""


def bare_path(path: str, language: str) -> str:
    """Return a path without its extension, and without the language at its end, which is a pattern."""
    return re.sub(rf"(?:[-_. ]|(?<=/)){language}$", "", posixpath.splitext(path)[0], flags=re.IGNORECASE)


def rank(path: str, language: str, offered: Sequence[str]) -> tuple[bool, int, str]:
    """Return how likely a file is the original, the least first; `offered` are the languages of its call.

    It is the one whose name has no language, otherwise that in English, otherwise that in the call's first language.
    """
    order = [*(["en"] if "en" in offered else []), *offered, language]
    return bare_path(path, language) != posixpath.splitext(path)[0], order.index(language), path
