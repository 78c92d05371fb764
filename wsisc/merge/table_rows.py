"""A table in a text and what it shall be -> edits of the lines of its rows that differ; all others stay as they are."""

import itertools
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from wsisc.diff.tree import Node

_DASHES = re.compile(":?-+:?")


def edit_rows(text: str, old: Node, markdown: str, new: Node, line_prefix: str) -> list[tuple[int, int, str]]:
    """Return what puts rows in, takes them out and replaces them: starts and ends in the text, and the new text there.

    There is nothing where its columns are aligned otherwise. `made` is the Markdown of the new table, `before` stands
    before the lines of the old one.
    """
    if _column_alignments(text, old) != _column_alignments(markdown, new):
        return []
    rows, widths = old.children, _cell_widths(text, old)
    one, two = ([row.signature for row in each.children] for each in (old, new))
    found: list[tuple[int, int, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        lines = [_row_line(markdown, row, widths) for row in new.children[c:d]]
        if kind == "replace":
            found.append((rows[a].start, rows[b - 1].end, f"\n{line_prefix}".join(lines)))
        elif kind == "delete" and a:
            found.append((text.rfind("\n", 0, rows[a].start), rows[b - 1].end, ""))
        elif kind == "insert" and a < len(rows):
            found.append((rows[a].start, rows[a].start, "".join(f"{line}\n{line_prefix}" for line in lines)))
        elif kind == "insert":
            found.append((rows[-1].end, rows[-1].end, "".join(f"\n{line_prefix}{line}" for line in lines)))
    return found


def _column_alignments(text: str, table: Node) -> list[tuple[bool, bool]]:
    """Return the alignment of columns, which the line below the heads gives."""
    line = text[table.children[0].end :].split("\n", 2)[1]
    return [(each.startswith(":"), each.endswith(":")) for each in _DASHES.findall(line)]


def _row_line(markdown: str, row: Node, widths: Sequence[int]) -> str:
    """Return the line of a row, its cells as wide as those of the others."""
    cells = [markdown[cell.start : cell.end].strip() for cell in row.children]
    filled = [cell.ljust(width) for cell, width in zip(cells, [*widths, *[0] * len(cells)], strict=False)]
    return f"| {' | '.join(filled)} |"


def _cell_widths(text: str, table: Node) -> list[int]:
    """Return how wide the cells of a table are, nothing where its rows are not aligned."""
    edges = set()
    for row in table.children:
        line = text[row.start : row.end].rstrip()
        starts = [cell.start - row.start for cell in row.children]
        edges.add((*starts, len(line) + line.endswith("|")))
    if len(edges) != 1:
        return []
    found = edges.pop()
    return [end - start - len(" | ") for start, end in itertools.pairwise(found)]
