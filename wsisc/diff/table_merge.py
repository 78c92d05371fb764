"""Three versions of a table -> which rows and columns correspond, and the table with the changes of both sides.

Rows and columns correspond by what they say, not by their position: one side may insert a row, and the other side
change a cell in the next one.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wsisc.align.sequences import TABLE_COLUMNS, TABLE_ROWS, Item, Pairs, align
from wsisc.diff import word_tree
from wsisc.diff.word_tree import Node, Signature


class MergedCell(NamedTuple):
    """A cell of a merged table, of ours or of theirs."""

    cell: Node
    is_theirs: bool


class _Line(NamedTuple):
    """A row or column of a merged table: its indexes in the versions that have it."""

    base: int | None
    theirs: int | None
    ours: int | None


class _Versions(NamedTuple):
    base: Node
    theirs: Node
    ours: Node


type _GetCell = Callable[[Node, int, int], Node]


def align_rows(old: Node, new: Node) -> Pairs:
    """Return the pairs of rows of two tables; the header of one is that of the other."""
    olds, news = (
        [Item(row.signature, (row.children[0].words, row.words)) for row in table.children[1:]] for table in (old, new)
    )
    pairs = align(olds, news, TABLE_ROWS)
    return [(0, 0), *((None if a is None else a + 1, None if b is None else b + 1) for a, b in pairs)]


def _align_columns(old: Node, new: Node, rows: Pairs) -> Pairs:
    """Return the pairs of columns of two tables: they have most cells in common, or the header and some."""
    both = [(old.children[a].children, new.children[b].children) for a, b in rows if a is not None and b is not None]
    olds, news = (
        [
            Item(tuple(cell.signature for cell in cells), tuple(cell.words for cell in cells))
            for cells in zip(*table, strict=True)
        ]
        for table in zip(*both, strict=True)
    )
    return align(olds, news, TABLE_COLUMNS)


def merge_tables(base: Node, theirs: Node, ours: Node) -> list[list[MergedCell]] | None:
    """Return the rows of `ours` with the changes from `base` to `theirs`, or None where both changed the same.

    That is the same cell, a cell of a row or column that the other side removed or moved, or places whose content
    cannot be known: where a row of one side meets a column of the other.
    """
    versions = _Versions(base, theirs, ours)
    rows = align_rows(base, theirs), align_rows(base, ours)
    columns = _align_columns(base, theirs, rows[0]), _align_columns(base, ours, rows[1])
    merged_rows = _merge_lines(*rows, lambda t, o: _is_same(versions, (t, o), columns, _cell_in_row))
    merged_columns = _merge_lines(*columns, lambda t, o: _is_same(versions, (t, o), rows, _cell_in_column))
    for own, cross, cell in ((rows, columns, _cell_in_row), (columns, rows, _cell_in_column)):
        if _removes_changes(versions, own, cross, cell):
            return None
    if merged_rows is None or merged_columns is None:
        return None
    grid = [[_merge_cell(versions, row, column) for column in merged_columns] for row in merged_rows]
    cells = [[cell for cell in row if cell is not None] for row in grid]
    return cells if all(len(row) == len(merged_columns) for row in cells) else None


def merge_signatures(base: Node, theirs: Node, ours: Node) -> Signature | None:
    """Return the signature of a merged table, None where both sides changed the same."""
    rows = merge_tables(base, theirs, ours)
    return None if rows is None else table_signature(rows)


def table_signature(rows: Sequence[Sequence[MergedCell]]) -> Signature:
    """Return the signature of the table that has some rows."""
    cells = [tuple(each.cell.signature for each in row) for row in rows]
    return word_tree.make_signature(
        "table", "", (), tuple(word_tree.make_signature("row", "", (), each) for each in cells)
    )


def _cell_in_row(table: Node, row: int, column: int) -> Node:
    return table.children[row].children[column]


def _cell_in_column(table: Node, column: int, row: int) -> Node:
    return table.children[row].children[column]


def _is_same(versions: _Versions, line: tuple[int, int], cross: tuple[Pairs, Pairs], cell: _GetCell) -> bool:
    """Return whether a row or column that both added is the same, in all columns or rows of the base."""
    theirs, ours = (dict(each) for each in cross)
    return all(
        cell(versions.theirs, line[0], t).signature == cell(versions.ours, line[1], o).signature
        for b, t in theirs.items()
        if b is not None and t is not None and (o := ours.get(b)) is not None
    )


def _merge_lines(theirs: Pairs, ours: Pairs, is_same: Callable[[int, int], bool]) -> list[_Line] | None:
    """Return the rows or columns of ours, without those that theirs removed, and with those that it added.

    None if both added other ones in one place.
    """
    to_theirs = {b: t for b, t in theirs if b is not None and t is not None}
    own = [_Line(b, to_theirs.get(b) if b is not None else None, o) for b, o in ours if o is not None]
    merged = [each for each in own if each.base is None or each.theirs is not None]
    before: int | None = None
    for b, t in theirs:
        bases = [each.base for each in merged]
        if b is None and t is not None:
            at = 0 if before is None else bases.index(before) + 1
            while at < len(merged) and merged[at].base is None and merged[at].theirs is not None:
                at += 1
            own_line = merged[at].ours if at < len(merged) and merged[at].base is None else None
            if own_line is None:
                merged.insert(at, _Line(None, t, None))
            elif is_same(t, own_line):
                merged[at] = _Line(None, t, own_line)
            else:
                return None
        elif b in bases:
            before = b
    return merged


def _removes_changes(
    versions: _Versions, lines: tuple[Pairs, Pairs], cross: tuple[Pairs, Pairs], cell: _GetCell
) -> bool:
    """Return whether one side changed something in a row or column that the other side removed."""
    base, theirs, ours = versions
    for here, there, crossing, other in ((lines[0], lines[1], cross[1], ours), (lines[1], lines[0], cross[0], theirs)):
        removed = {b for b, index in here if index is None}
        if any(
            b in removed
            and index is not None
            and b is not None
            and _is_changed(base, other, (b, index), crossing, cell)
            for b, index in there
        ):
            return True
    return False


def _is_changed(base: Node, other: Node, line: tuple[int, int], cross: Pairs, cell: _GetCell) -> bool:
    """Return whether a row or column of another version has words that the base does not have."""
    for b, index in cross:
        if index is not None:
            own = cell(other, line[1], index)
            if own.atoms if b is None else own.signature != cell(base, line[0], b).signature:
                return True
    return False


def _merge_cell(versions: _Versions, row: _Line, column: _Line) -> MergedCell | None:
    """Return the cell of a row and column, None if both sides changed it, or none has it."""
    base, theirs, ours = (
        table.children[r].children[c] if r is not None and c is not None else None
        for table, r, c in zip(versions, row, column, strict=True)
    )
    if theirs is None or ours is None:
        found = theirs or ours
        return MergedCell(found, ours is None) if found else None
    if theirs.signature == ours.signature or (base and theirs.signature == base.signature):
        return MergedCell(ours, False)
    return MergedCell(theirs, True) if base and ours.signature == base.signature else None
