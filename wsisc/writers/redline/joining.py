"""The blocks of two finished Word files -> one sequence with tracked changes: paragraphs, tables, rows and cells.

A cell that was added or removed with its column is marked as rows are (`w:cellIns`, `w:cellDel`), with its words.
Word and LibreOffice read that. Pandoc reads the marks of neither: it keeps cells and rows without words.

A paragraph is removed or added with its mark, and the last mark of a body, cell or note can be neither: there the mark
before it is, and the last one changes its properties. Of the forms that say the same, those are used that LibreOffice
and Pandoc read rightly, too.

Where a removed paragraph mark is followed by words that stay, LibreOffice removes those words too when all changes are
accepted, and does the same with an added mark when they are rejected; only in notes, and Word and Pandoc do not. So a
mark is only removed or added in a note where the following paragraph is too, up to the end of it.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from wsisc.align.sequences import Pairs
from wsisc.diff.block_comparison import PrintedOrder, align_columns, align_rows
from wsisc.diff.word_changes import WordAction
from wsisc.ooxml.builders import ensure_first
from wsisc.ooxml.names import W
from wsisc.writers.redline.block_alignment import Block, BlockGroup, align_blocks, read_blocks
from wsisc.writers.redline.paragraph_pieces import Piece, PieceContext, canonical, empty_mark
from wsisc.writers.redline.tracked_paragraphs import Line, PieceChange, RevisionWriter, compare_pieces, split_lines

type Joined = Line | BlockGroup
"""A paragraph, or tables that correspond."""


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
        join = _join_note_paragraphs if self.is_for_notes else _join_paragraphs
        for group in groups:
            joined += [group] if _has_table(group) else join(group)
        settled = _keep_last_mark(joined)
        settled = _keep_marks(settled) if self.is_for_notes else settled
        written = list[etree._Element]()
        for entry in _end_with_added_paragraphs(
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
        lines = [line for block in blocks for line in _whole_lines(block, is_removed=is_removed)]
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


def _join_paragraphs(group: BlockGroup) -> list[Line]:
    """Return the lines of paragraphs that correspond."""
    if not (group.old and group.new):
        return [line for block in (*group.old, *group.new) for line in _whole_lines(block, is_removed=bool(group.old))]
    old, new = ([piece for block in blocks for piece in block.pieces] for blocks in group)
    if len(group.old) == 1 == len(group.new) and old[-1].content != new[-1].content:
        return _replace_mark(group.old[0], group.new[0])
    return split_lines(compare_pieces(old, new))


def _whole_lines(block: Block, *, is_removed: bool) -> list[Line]:
    """Return the lines of a paragraph that was removed or added."""
    changes = [
        PieceChange("removed", piece, None) if is_removed else PieceChange("added", None, piece)
        for piece in block.pieces
    ]
    return split_lines(changes)


def _replace_mark(old: Block, new: Block) -> list[Line]:
    """Return the lines of two paragraphs of which one ends a section, or is run in with the following one.

    The words stay with the mark that ends a section: LibreOffice fails where they are joined with an empty paragraph
    that does. Both paragraphs are replaced if both end one, with other heads, and if one is a caption, whose words
    Pandoc joins with what comes after the empty paragraph.
    """
    ends = [_ends_section(side.pieces[-1]) for side in (old, new)]
    if all(ends) or old.is_caption or new.is_caption:
        return [*_whole_lines(old, is_removed=True), *_whole_lines(new, is_removed=False)]
    marks = [PieceChange("removed", old.pieces[-1], None), PieceChange("added", None, new.pieces[-1])]
    if ends[1]:
        marks.reverse()
    return split_lines([*compare_pieces(old.pieces[:-1], new.pieces[:-1]), *marks])


def _ends_section(mark: Piece) -> bool:
    return mark.properties is not None and mark.properties.find(f"{W}sectPr") is not None


def _keep_last_mark(joined: Sequence[Joined]) -> list[Joined]:
    """Return blocks of which the last paragraph has a mark that is neither removed nor added."""
    last = joined[-1] if joined else None
    if not isinstance(last, Line) or last.mark.fate not in ("removed", "added"):
        return list(joined)
    fate, mark = last.mark.fate, last.mark.piece
    at = next((at for at in reversed(range(len(joined))) if not _is_only(joined[at], fate)), None)
    before = joined[at] if at is not None else None
    if at is None or not isinstance(before, Line):  # a version that ends without a paragraph has an empty one for Word
        end = _surviving_mark(fate, mark, mark if at is None else empty_mark())
        return [*joined[:-1], replace(last, mark=end)]
    own, other = (before.mark[1], before.mark[2]) if fate == "removed" else (before.mark[2], before.mark[1])
    end = _surviving_mark(fate, mark, other or mark)
    rest: list[Joined] = [*joined[at + 1 : -1], replace(last, mark=end)]
    if own is not None:
        lost = PieceChange("removed", own, other) if fate == "removed" else PieceChange("added", other, own)
        return [*joined[:at], replace(before, mark=lost), *rest]
    # The other version ends before: what is left of its last paragraph goes into the last one of all.
    is_own = all(change.piece.is_annotation or change.fate == before.mark.fate for change in before.pieces)
    to = len(rest) - 1 if is_own else 0
    following = rest[to]
    assert isinstance(following, Line)  # words of both versions are followed by those of the paragraph they belong to
    rest[to] = replace(
        following,
        pieces=(*before.pieces, *following.pieces),
        bookmarks=(*before.bookmarks, *following.bookmarks),
    )
    return [*joined[:at], *rest]


def _is_only(block: Joined, fate: WordAction) -> bool:
    """Return whether a table, or the mark of a paragraph, is only in the version with what was removed, or added."""
    if isinstance(block, Line):
        return block.mark.fate == fate
    return not (block.new if fate == "removed" else block.old)


def _surviving_mark(fate: WordAction, last: Piece, other: Piece) -> PieceChange:
    """Return the last mark of all, which has the properties of the last one in each version."""
    return PieceChange("same", last, other) if fate == "removed" else PieceChange("same", other, last)


def _end_with_added_paragraphs(joined: Sequence[Joined]) -> list[Joined]:
    """Return blocks; where a paragraph that stays ends with added words, and added paragraphs follow, in another form.

    LibreOffice joins both additions over the mark between them, and loses it with them. So this mark is added, as Word
    does it where one types on at the end of a paragraph, and the last one of these paragraphs keeps it. If words were
    removed at the end, too, it is enough that they come after the added ones.
    """
    blocks = list(joined)
    for at, line in enumerate(blocks):
        if not isinstance(line, Line) or line.mark.fate in ("removed", "added") or _last_fate(line) != "added":
            continue
        added = list(takewhile(_is_added, blocks[at + 1 :]))
        blocks[at] = line = _put_removed_last(line) if added else line
        if added and _last_fate(line) == "added":
            end = added[-1]
            assert isinstance(end, Line)
            former = line.mark.old
            if former and end.mark.piece.content == former.content:
                blocks[at] = replace(line, mark=line.mark._replace(fate="added"))
                blocks[at + len(added)] = replace(end, mark=PieceChange("same", former, end.mark.piece))
            else:
                blocks[at] = _put_removed_last(_replace_last_word(line))
    return blocks


def _is_added(block: Joined) -> bool:
    if not isinstance(block, Line):
        return False
    return all(change.fate == "added" or change.piece.is_annotation for change in (*block.pieces, block.mark))


def _last_fate(line: Line) -> str:
    return line.pieces[-1].fate if line.pieces else ""


def _put_removed_last(line: Line) -> Line:
    """Return a line in which the words that were removed at its end come after those that were added there."""
    changed = list(takewhile(lambda change: change.fate in ("removed", "added"), reversed(line.pieces)))[::-1]
    kept = line.pieces[: len(line.pieces) - len(changed)]
    return replace(line, pieces=(*kept, *sorted(changed, key=lambda line: line.fate)))


def _replace_last_word(line: Line) -> Line:
    """Return a line in which the last word that stays is removed and added again."""
    at = next((at for at in reversed(range(len(line.pieces))) if line.pieces[at].fate != "added"), None)
    if at is None or line.pieces[at].piece.is_annotation:
        return line
    last = line.pieces[at]
    again = (PieceChange("removed", last.old, None), PieceChange("added", None, last.new))
    return replace(line, pieces=(*line.pieces[:at], *again, *line.pieces[at + 1 :]))


def _join_note_paragraphs(group: BlockGroup) -> list[Line]:
    """Return the line of a paragraph, or of two that correspond: they have one mark, whatever their words."""
    if not (group.old and group.new):
        return _join_paragraphs(group)
    old, new = group.old[0].pieces, group.new[0].pieces
    return split_lines([*compare_pieces(old[:-1], new[:-1]), PieceChange("same", old[-1], new[-1])])


def _keep_marks(joined: Sequence[Joined]) -> list[Joined]:
    """Return the paragraphs of a note; before removed or added ones the mark changes, and the last of them keeps its.

    The last paragraph of all must keep its mark already.
    """
    blocks = list(joined)
    at = 1
    while at < len(blocks):
        size, before = _count_changed(blocks, at), blocks[at - 1]
        last = blocks[at + max(size, 1) - 1]
        if size and isinstance(before, Line) and isinstance(last, Line) and before.mark.fate == "same":
            fate, own = last.mark.fate, last.mark.piece
            other = (before.mark.new if fate == "removed" else before.mark.old) or own
            blocks[at - 1] = replace(before, mark=before.mark._replace(fate=fate))
            end = PieceChange("same", own, other) if fate == "removed" else PieceChange("same", other, own)
            blocks[at + size - 1] = replace(last, mark=end)
        at += max(size, 1)
    return blocks


def _count_changed(blocks: Sequence[Joined], start: int) -> int:
    """Return how many whole paragraphs from one on were removed, or added."""
    first = blocks[start]
    if not isinstance(first, Line) or first.mark.fate not in ("removed", "added"):
        return 0
    fate = first.mark.fate
    return sum(1 for _ in takewhile(lambda block: _is_whole(block, fate), blocks[start:]))


def _is_whole(block: Joined, fate: WordAction) -> bool:
    return isinstance(block, Line) and all(
        change.fate == fate or change.piece.is_annotation for change in (*block.pieces, block.mark)
    )
