"""A table in a text, and another row or version of it -> replacements of the lines that differ; all others remain."""

import itertools
import re
from collections.abc import Sequence

from wsisc.align.common_words import find_spans
from wsisc.diff import word_tree
from wsisc.diff.change import TextAction
from wsisc.diff.table_merge import MergedCell
from wsisc.diff.word_tree import Names, Node
from wsisc.merge.block_lines import Replacement, line_prefix

_DASHES = re.compile(":?-+:?")  # a cell of the delimiter row (GitHub Flavored Markdown 0.29, 4.10)


def parse_row(markdown: str, columns: int, names: Names) -> tuple[Node, ...]:
    """Return the row of some Markdown, in a tuple; () if it is no row of a table with so many columns."""
    children = word_tree.parse(f"{markdown.strip()}\n{'|---' * columns}|\n", names).children
    is_row = len(children) == 1 and children[0].kind == "table" and len(children[0].children) == 1
    return children[0].children if is_row else ()


def edit_row(text: str, table: Node, action: TextAction, index: int, markdown: str, new: Sequence[Node]) -> Replacement:
    """Return the replacement that removes or replaces a row of a table, or inserts one before it.

    `markdown` has the `new` row, and no other.
    """
    rows, prefix = table.children, line_prefix(text, table.start)
    line = _row_line(markdown.strip(), new[0], _cell_widths(text, table)) if new else ""
    if action == "remove":
        return text.rfind("\n", 0, rows[index].start), rows[index].end, ""
    if action == "replace":
        return rows[index].start, rows[index].end, line
    if index < len(rows):
        return rows[index].start, rows[index].start, f"{line}\n{prefix}"
    end = table.start + len(text[table.start : table.end].rstrip())
    return end, end, f"\n{prefix}{line}"


def edit_rows(text: str, old: Node, markdown: str, new: Node, prefix: str) -> list[Replacement]:
    """Return the replacements that insert, remove and change rows.

    There are none if the alignment of columns differs. `markdown` holds the new table; lines of the old one begin with
    `prefix`.
    """
    if _column_alignments(text, old) != _column_alignments(markdown, new):
        return []
    rows, widths = old.children, _cell_widths(text, old)
    one, two = ([row.signature for row in each.children] for each in (old, new))
    replacements = []
    for is_same, start, end, first, last in find_spans(one, two):
        if is_same:
            continue
        lines = [_row_line(markdown, row, widths) for row in new.children[first:last]]
        if start < end and lines:
            replacements.append((rows[start].start, rows[end - 1].end, f"\n{prefix}".join(lines)))
        elif start < end and start:
            replacements.append((text.rfind("\n", 0, rows[start].start), rows[end - 1].end, ""))
        elif lines and start < len(rows):
            replacements.append((rows[start].start, rows[start].start, "".join(f"{line}\n{prefix}" for line in lines)))
        elif lines:
            replacements.append((rows[-1].end, rows[-1].end, "".join(f"\n{prefix}{line}" for line in lines)))
    return replacements


def write_table(text: str, old: Node, markdown: str, new: Node, rows: Sequence[Sequence[MergedCell]]) -> str:
    """Return a merged table as Markdown, of cells of the table `old` in the text and of `new` in the Markdown.

    Its cells are as wide as the widest one of their column, if its author aligned the rows.
    """
    sources = text, markdown
    rules = {
        id(cell): rule
        for source, table in zip(sources, (old, new), strict=True)
        for cell, rule in zip(table.children[0].children, _column_alignments(source, table), strict=True)
    }
    lines = [[cell_source(sources[each.is_theirs], each.cell) for each in row] for row in rows]
    is_aligned = bool(_cell_widths(text, old))
    widths = [max(1, *map(len, column)) if is_aligned else 1 for column in zip(*lines, strict=True)]
    delimiters = [
        f"{':' if left else '-'}{'-' * width}{':' if right else '-'}"
        for (left, right), width in zip((rules[id(each.cell)] for each in rows[0]), widths, strict=True)
    ]
    written = [" | ".join(map(str.ljust, line, widths)) for line in lines]
    return "\n".join([f"| {written[0]} |", f"|{'|'.join(delimiters)}|", *(f"| {line} |" for line in written[1:])])


def _column_alignments(text: str, table: Node) -> list[tuple[bool, bool]]:
    """Return whether the columns have colons on either side, in the line below the header."""
    line = text[table.children[0].end :].split("\n", 2)[1]
    return [(each.startswith(":"), each.endswith(":")) for each in _DASHES.findall(line)]


def cell_source(markdown: str, cell: Node) -> str:
    """Return the Markdown of a cell, with the sign before a pipe that it begins with."""
    start = cell.start - (markdown[max(cell.start - 1, 0) : cell.start + 1] == "\\|")
    return markdown[start : cell.end].strip()


def _row_line(markdown: str, row: Node, widths: Sequence[int]) -> str:
    """Return the line of a row, with cells of these widths if they fit."""
    cells = [cell_source(markdown, cell) for cell in row.children]
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
