"""A table -> the same, with "left" only where it is not the default: in a column of numbers, which end at the right.

Word processors write the alignment of every cell, so that a column of words aligned to the left and one that is not
aligned come back as the same.
"""

import re
from dataclasses import replace

from wsisc.markup.printed_text import printed_text
from wsisc.markup.tree import Table

# As `is_number` in templates/tables.lua, which aligns columns of numbers.
_NUMBER = re.compile(r"(?=.*[0-9])[0-9\s.,%+\u2212-]+")


def normalize(table: Table) -> Table:
    """Return a table whose columns of words have no alignment instead of "left"."""
    aligns = tuple(
        "" if align == "left" and not _has_numbers(table, column) else align
        for column, align in enumerate(table.aligns)
    )
    return replace(table, aligns=aligns)


def _has_numbers(table: Table, column: int) -> bool:
    """Return whether the cells of a column below its header are numbers, or empty, and not all of them empty."""
    rows = (row.children for row in table.children[1:])
    texts = [printed_text(cells[column].children).strip() for cells in rows if column < len(cells)]
    return any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text)
