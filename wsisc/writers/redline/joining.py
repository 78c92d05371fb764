"""The blocks of two finished Word files -> one sequence with tracked changes: paragraphs, tables, rows and cells.

A cell that was added or removed with its column is marked as rows are (`w:cellIns`, `w:cellDel`), with its words.
Word and LibreOffice read that. Pandoc reads the marks of neither: it keeps cells and rows without words.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from wsisc.align.sequences import Pairs
from wsisc.diff.printed_texts import PrintedOrder
from wsisc.diff.table_matching import align_columns, align_rows
from wsisc.ooxml.names import W
from wsisc.ooxml.properties import ensure_first
from wsisc.writers.redline import paragraph_ends
from wsisc.writers.redline.block_alignment import Block, BlockGroup, align_blocks, read_blocks
from wsisc.writers.redline.paragraph_ends import (
    end_with_added_paragraphs,
    join_paragraphs,
    keep_last_mark,
    whole_lines,
)
from wsisc.writers.redline.paragraph_pieces import PieceContext, canonical, empty_mark
from wsisc.writers.redline.tracked_paragraphs import Line, RevisionWriter


@dataclass
class BlockJoiner:
    """Joins the blocks of two versions; `old` and `new` are what references in them mean.

    With `is_for_notes`, the blocks are those of footnotes.
    """

    writer: RevisionWriter
    old: PieceContext
    new: PieceContext
    is_for_notes: bool = False

    def join(self, groups: Sequence[BlockGroup]) -> list[etree._Element]:
        """Return the paragraphs and tables of a body, cell or note with tracked changes."""
        joined: list[Line | BlockGroup] = []
        join = paragraph_ends.join_note_paragraphs if self.is_for_notes else join_paragraphs
        for group in groups:
            joined += [group] if _has_table(group) else join(group)
        settled = keep_last_mark(joined)
        settled = paragraph_ends.keep_marks(settled) if self.is_for_notes else settled
        written = list[etree._Element]()
        for entry in end_with_added_paragraphs(
            settled
        ):  # in order, since footnotes are numbered in that of their references
            blocks = self.writer.write_lines([entry]) if isinstance(entry, Line) else self._join_tables(entry)
            for block in blocks:
                if written and block.tag == written[-1].tag == f"{W}tbl":
                    written.append(self._separator())
                written.append(block)
        return written

    def join_holders(
        self, old: etree._Element | None, new: etree._Element | None, printed: PrintedOrder | None = None
    ) -> list[etree._Element]:
        """Return the joined blocks of two cells, notes or headers, None where one is missing.

        Of notes `printed` says which correspond; a cell has one paragraph.
        """
        olds = read_blocks(old, self.old) if old is not None else []
        news = read_blocks(new, self.new) if new is not None else []
        if len(olds) == 1 == len(news):
            return self.join([BlockGroup(tuple(olds), tuple(news))])
        return self.join(align_blocks(olds, news, printed))

    def _join_tables(self, group: BlockGroup) -> Iterator[etree._Element]:
        if group.old and group.new:
            yield self._join_rows(group.old[0], group.new[0])
            return
        for block in (*group.old, *group.new):
            table = deepcopy(block.element)
            for row in list(table.iterchildren(f"{W}tr")):
                table.replace(row, self._whole_row(row, is_removed=bool(group.old)))
            yield table

    def _separator(self) -> etree._Element:
        """Return an empty paragraph that is in neither version: without one, Word makes one table of two."""
        paragraph, properties = etree.Element(f"{W}p"), empty_mark().properties
        assert properties is not None
        paragraph.append(properties)
        of_mark = etree.SubElement(properties, f"{W}rPr")
        of_mark.extend(self.writer.mark_revision(f"{W}{name}") for name in ("ins", "del"))
        return paragraph

    def _join_rows(self, one: Block, other: Block) -> etree._Element:
        columns = align_columns(one.cells, other.cells)
        table = etree.Element(f"{W}tbl")
        self._write_table_properties(table, one.element, other.element, columns)
        olds, news = (list(side.element.iterchildren(f"{W}tr")) for side in (one, other))
        for a, b in align_rows(one.cells, other.cells, columns):
            if a is None or b is None:
                row = olds[a] if a is not None else news[b or 0]
                table.append(self._whole_row(row, is_removed=a is not None))
            else:
                table.append(self._join_cells(olds[a], news[b], columns))
        return table

    def _write_table_properties(
        self, table: etree._Element, old: etree._Element, new: etree._Element, columns: Pairs
    ) -> None:
        one, other = (_find(side, "tblPr") for side in (old, new))
        table.append(deepcopy(other))
        if canonical(one) != canonical(other):
            self.writer.write_change(table[-1], one)
        one, other = (_find(side, "tblGrid") for side in (old, new))
        if _is_same(columns):
            table.append(deepcopy(other))
        else:
            table.append(_join_grids(one, other, columns))
            self.writer.write_grid_change(table[-1], one)

    def _join_cells(self, old: etree._Element, new: etree._Element, columns: Pairs) -> etree._Element:
        row = deepcopy(new)
        former, own = (side.find(f"{W}trPr") for side in (old, row))
        if canonical(former) != canonical(own):
            self.writer.write_change(ensure_first(row, "trPr"), former)
        olds, news = (list(side.iterchildren(f"{W}tc")) for side in (old, row))
        for cell in news:
            row.remove(cell)
        for a, b in columns:
            if a is not None and b is not None:
                _replace_blocks(news[b], self.join_holders(olds[a], news[b]))
                row.append(news[b])
            else:
                row.append(self._whole_cell(olds[a] if a is not None else news[b or 0], is_removed=a is not None))
                self._mark_cell(row[-1], is_removed=a is not None)
        return row

    def _whole_row(self, row: etree._Element, *, is_removed: bool) -> etree._Element:
        """Return a row that was removed or added; LibreOffice keeps it, without words, if its cells are marked, too."""
        row = deepcopy(row)
        ensure_first(row, "trPr").append(self.writer.mark_revision(f"{W}del" if is_removed else f"{W}ins"))
        for cell in list(row.iterchildren(f"{W}tc")):
            row.replace(cell, self._whole_cell(cell, is_removed=is_removed))
        return row

    def _whole_cell(self, cell: etree._Element, *, is_removed: bool) -> etree._Element:
        """Return a cell of which all words were removed or added."""
        cell = deepcopy(cell)
        blocks = read_blocks(cell, self.old if is_removed else self.new)
        lines = [line for block in blocks for line in whole_lines(block, is_removed=is_removed)]
        _replace_blocks(cell, list(self.writer.write_lines(lines)))
        return cell

    def _mark_cell(self, cell: etree._Element, *, is_removed: bool) -> None:
        """Mark a cell as removed or added."""
        ensure_first(cell, "tcPr").append(self.writer.mark_revision(f"{W}cellDel" if is_removed else f"{W}cellIns"))


def _has_table(group: BlockGroup) -> bool:
    return any(block.is_table for block in (*group.old, *group.new))


def _is_same(columns: Pairs) -> bool:
    """Return whether no column was added or removed."""
    return all(None not in pair for pair in columns)


def _find(table: etree._Element, name: str) -> etree._Element:
    found = table.find(f"{W}{name}")
    assert found is not None
    return found


def _replace_blocks(holder: etree._Element, blocks: Sequence[etree._Element]) -> None:
    for block in [block for block in holder if block.tag in (f"{W}p", f"{W}tbl")]:
        holder.remove(block)
    holder.extend(blocks)


def _join_grids(old: etree._Element, new: etree._Element, columns: Pairs) -> etree._Element:
    """Return the grid of a table with some columns of both versions, as wide as the new one."""
    widths = [
        int((old[a] if b is None else new[b]).get(f"{W}w", "0"))  # type: ignore[index]
        for a, b in columns
    ]
    total, grid = sum(int(column.get(f"{W}w", "0")) for column in new), etree.Element(f"{W}tblGrid")
    for width in widths:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(width * total // (sum(widths) or 1))})
    return grid
