"""The blocks of two finished Word files -> one sequence with tracked changes: paragraphs, tables, rows and cells."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from wsisc.diff.word_alignment import AlignedItem, align_by_words
from wsisc.readers.office_xml import W
from wsisc.writers.redline import note_paragraphs
from wsisc.writers.redline.block_alignment import BlockGroup, align_blocks, read_blocks
from wsisc.writers.redline.paragraph_ends import (
    end_with_added_paragraphs,
    join_paragraphs,
    keep_last_mark,
    whole_lines,
)
from wsisc.writers.redline.pieces import PieceContext, canonical, empty_mark
from wsisc.writers.redline.revisions import Line, RevisionWriter


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
        join = note_paragraphs.join_paragraphs if self.is_for_notes else join_paragraphs
        for group in note_paragraphs.pair_paragraphs(groups) if self.is_for_notes else groups:
            joined += [group] if _has_table(group) else join(group)
        settled = keep_last_mark(joined)
        settled = note_paragraphs.keep_marks(settled) if self.is_for_notes else settled
        written = list[etree._Element]()
        for each in end_with_added_paragraphs(
            settled
        ):  # in order, since footnotes are numbered in that of their references
            blocks = self.writer.write_lines([each]) if isinstance(each, Line) else self._join_tables(each)
            for block in blocks:
                if written and block.tag == written[-1].tag == f"{W}tbl":
                    written.append(self._separator())
                written.append(block)
        return written

    def join_holders(self, old: etree._Element | None, new: etree._Element | None) -> list[etree._Element]:
        """Return the joined blocks of two cells, notes or headers, None where one is missing."""
        olds = read_blocks(old, self.old) if old is not None else []
        news = read_blocks(new, self.new) if new is not None else []
        return self.join(align_blocks(olds, news))

    def _join_tables(self, group: BlockGroup) -> Iterator[etree._Element]:
        if group.old and group.new:
            yield self._join_rows(group.old[0].element, group.new[0].element)
            return
        for block in (*group.old, *group.new):
            table = deepcopy(block.element)
            rows = list(table.iterchildren(f"{W}tr"))
            for row in rows:
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

    def _join_rows(self, old: etree._Element, new: etree._Element) -> etree._Element:
        table = etree.Element(f"{W}tbl")
        for name in ("tblPr", "tblGrid"):
            one, other = old.find(f"{W}{name}"), new.find(f"{W}{name}")
            assert one is not None
            assert other is not None
            table.append(deepcopy(other))
            if name == "tblPr" and canonical(one) != canonical(other):
                self.writer.write_change(table[-1], one)
        olds, news = (list(each.iterchildren(f"{W}tr")) for each in (old, new))
        rows = [[_read_row(row, context) for row in rows] for rows, context in ((olds, self.old), (news, self.new))]
        for a, b in align_by_words(*rows):
            if a is None or b is None:
                row = olds[a] if a is not None else news[b or 0]
                table.append(self._whole_row(row, is_removed=a is not None))
            else:
                table.append(self._join_cells(olds[a], news[b]))
        return table

    def _join_cells(self, old: etree._Element, new: etree._Element) -> etree._Element:
        row = deepcopy(new)
        former, own = (each.find(f"{W}trPr") for each in (old, row))
        if canonical(former) != canonical(own):
            if own is None:
                own = etree.Element(f"{W}trPr")
                row.insert(0, own)
            self.writer.write_change(own, former)
        for one, other in zip(old.iterchildren(f"{W}tc"), row.iterchildren(f"{W}tc"), strict=True):
            _replace_blocks(other, self.join_holders(one, other))
        return row

    def _whole_row(self, row: etree._Element, *, is_removed: bool) -> etree._Element:
        row = deepcopy(row)
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        properties.append(self.writer.mark_revision(f"{W}del" if is_removed else f"{W}ins"))
        for cell in row.iterchildren(f"{W}tc"):
            blocks = read_blocks(cell, self.old if is_removed else self.new)
            lines = [line for each in blocks for line in whole_lines(each, is_removed=is_removed)]
            _replace_blocks(cell, list(self.writer.write_lines(lines)))
        return row


def _has_table(group: BlockGroup) -> bool:
    return any(each.is_table for each in (*group.old, *group.new))


def _read_row(row: etree._Element, context: PieceContext) -> AlignedItem:
    cells = [read_blocks(cell, context) for cell in row.iterchildren(f"{W}tc")]
    key = tuple(tuple(each.signature for each in cell) for cell in cells)
    texts = tuple(" ".join(each.words for each in cell) for cell in cells)
    return AlignedItem(f"row of {len(cells)}", key, texts, is_compound=True)


def _replace_blocks(holder: etree._Element, blocks: Sequence[etree._Element]) -> None:
    for each in [each for each in holder if each.tag in (f"{W}p", f"{W}tbl")]:
        holder.remove(each)
    holder.extend(blocks)
