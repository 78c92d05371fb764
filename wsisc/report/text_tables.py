"""Rows of cells -> the lines of a table on a terminal."""

from collections.abc import Sequence

from wsisc.report.full import cell_width
from wsisc.text.sanitize import sanitize

_MAX_CELLS = 30  # a guess: six columns fit into a terminal of 120
_MAX_NAME_LETTERS = 40  # enough of a name to know the file, next to eight columns on a terminal


def align(rows: Sequence[Sequence[str]], sides: str) -> list[str]:
    """Return a line for each row, with each column aligned to the left ("<") or to the right (">")."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        spaces = [" " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=True)]
        padded = (s + c if side == ">" else c + s for c, s, side in zip(row, spaces, sides, strict=True))
        lines.append("  ".join(padded).rstrip())
    return lines


def shorten_name(name: str) -> str:
    """Return the end of the name of a file, as long as there is room for it in a table."""
    text = sanitize(name)
    return text if len(text) <= _MAX_NAME_LETTERS else f"…{text[1 - _MAX_NAME_LETTERS :]}"


def truncate(name: str) -> str:
    """Return the beginning of the name of an entity, as long as there is room for it in a table."""
    name = sanitize(name)
    if cell_width(name) <= _MAX_CELLS:
        return name
    while cell_width(name) >= _MAX_CELLS:
        name = name[:-1]
    return f"{name.rstrip()}…"
