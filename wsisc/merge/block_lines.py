"""Lines of a block in a text <-> lines of Markdown: the quotation marks and spaces that each begins with."""

import re
from collections.abc import Sequence

type Replacement = tuple[int, int, str]
"""Start and end of a stretch of a text, and what replaces it."""


def apply_replacements(text: str, replacements: Sequence[Replacement]) -> str:
    """Return a text with some stretches replaced."""
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def line_prefix(text: str, start: int) -> str:
    """Return how the further lines of a block at `start` begin: quotation marks remain, markers become spaces."""
    return re.sub(r"[^>\s]", " ", text[text.rfind("\n", 0, start) + 1 : start])


def indent_lines(markdown: str, prefix: str) -> str:
    """Return a block whose further lines begin with a prefix."""
    markdown = re.sub(r"\n(?=.)", lambda _: f"\n{prefix}", markdown)
    return re.sub(r"\n(?=\n)", lambda _: f"\n{prefix.rstrip()}", markdown)


def unindent(markdown: str) -> str:
    """Return a paragraph whose further lines begin with their words."""
    return re.sub(r"\n[ \t>]*", "\n", markdown)
