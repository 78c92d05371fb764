"""A table in a text, and a new version of it -> replacements of the lines that differ; all other lines remain."""

import itertools
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from wsisc.diff.tree import Node

_DASHES = re.compile(":?-+:?")  # a cell of the delimiter row (GitHub Flavored Markdown 0.29, 4.10)


def edit_rows(text: str, old: Node, markdown: str, new: Node, line_prefix: str) -> list[tuple[int, int, str]]:
    """Return the replacements that insert, remove and change rows: start and end in the text, and the new text.

    There are none if the alignment of columns differs. `markdown` holds the new table; lines of the old one begin with
    `line_prefix`.
    """
    if _column_alignments(text, old) != _column_alignments(markdown, new):
        return []
    rows, widths = old.children, _cell_widths(text, old)
    one, two = ([row.signature for row in each.children] for each in (old, new))
    replacements = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        lines = [_row_line(markdown, row, widths) for row in new.children[c:d]]
        if kind == "replace":
            replacements.append((rows[a].start, rows[b - 1].end, f"\n{line_prefix}".join(lines)))
        elif kind == "delete" and a:
            replacements.append((text.rfind("\n", 0, rows[a].start), rows[b - 1].end, ""))
        elif kind == "insert" and a < len(rows):
            replacements.append((rows[a].start, rows[a].start, "".join(f"{line}\n{line_prefix}" for line in lines)))
        elif kind == "insert":
            replacements.append((rows[-1].end, rows[-1].end, "".join(f"\n{line_prefix}{line}" for line in lines)))
    return replacements


def _column_alignments(text: str, table: Node) -> list[tuple[bool, bool]]:
    """Return whether the columns have colons on either side, in the line below the header."""
    line = text[table.children[0].end :].split("\n", 2)[1]
    return [(each.startswith(":"), each.endswith(":")) for each in _DASHES.findall(line)]


def _row_line(markdown: str, row: Node, widths: Sequence[int]) -> str:
    """Return the line of a row, with cells of these widths if they fit."""
    cells = [markdown[cell.start : cell.end].strip() for cell in row.children]
    filled = [cell.ljust(width) for cell, width in zip(cells, [*widths, *[0] * len(cells)], strict=False)]
    return f"| {' | '.join(filled)} |"


def _cell_widths(text: str, table: Node) -> list[int]:
    """Return the widths of the cells of a table, none if its author did not align the rows."""
    edges = set()
    for row in table.children:
        line = text[row.start : row.end].rstrip()
        starts = [cell.start - row.start for cell in row.children]
        edges.add((*starts, len(line) + line.endswith("|")))
    if len(edges) != 1:
        return []
    return [end - start - len(" | ") for start, end in itertools.pairwise(edges.pop())]
