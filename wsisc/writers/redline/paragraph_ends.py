"""Blocks that correspond -> paragraphs whose changed ends every reader resolves as Word does.

A paragraph is removed or added with its mark, and the last mark of a body, cell or note can be neither: there the mark
before it is, and the last one changes its properties. Of the forms that say the same, those are used that LibreOffice
and Pandoc read rightly, too.

Where a removed paragraph mark is followed by words that stay, LibreOffice removes those words too when all changes are
accepted, and does the same with an added mark when they are rejected; only in notes, and Word and Pandoc do not. So a
mark is only removed or added in a note where the following paragraph is too, up to the end of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from wsisc.diff.word_changes import WordAction
from wsisc.ooxml.names import W
from wsisc.writers.redline.block_alignment import Block, BlockGroup
from wsisc.writers.redline.paragraph_pieces import Piece, empty_mark
from wsisc.writers.redline.tracked_paragraphs import Line, PieceChange, compare_pieces, split_lines

type Joined = Line | BlockGroup
"""A paragraph, or tables that correspond."""


def join_paragraphs(group: BlockGroup) -> list[Line]:
    """Return the lines of paragraphs that correspond."""
    if not (group.old and group.new):
        return [line for block in (*group.old, *group.new) for line in whole_lines(block, is_removed=bool(group.old))]
    old, new = ([piece for block in blocks for piece in block.pieces] for blocks in group)
    if len(group.old) == 1 == len(group.new) and old[-1].content != new[-1].content:
        return _replace_mark(group.old[0], group.new[0])
    return split_lines(compare_pieces(old, new))


def whole_lines(block: Block, *, is_removed: bool) -> list[Line]:
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
        return [*whole_lines(old, is_removed=True), *whole_lines(new, is_removed=False)]
    marks = [PieceChange("removed", old.pieces[-1], None), PieceChange("added", None, new.pieces[-1])]
    if ends[1]:
        marks.reverse()
    return split_lines([*compare_pieces(old.pieces[:-1], new.pieces[:-1]), *marks])


def _ends_section(mark: Piece) -> bool:
    return mark.properties is not None and mark.properties.find(f"{W}sectPr") is not None


def keep_last_mark(joined: Sequence[Joined]) -> list[Joined]:
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


def end_with_added_paragraphs(joined: Sequence[Joined]) -> list[Joined]:
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


def join_note_paragraphs(group: BlockGroup) -> list[Line]:
    """Return the line of a paragraph, or of two that correspond: they have one mark, whatever their words."""
    if not (group.old and group.new):
        return join_paragraphs(group)
    old, new = group.old[0].pieces, group.new[0].pieces
    return split_lines([*compare_pieces(old[:-1], new[:-1]), PieceChange("same", old[-1], new[-1])])


def keep_marks(joined: Sequence[Joined]) -> list[Joined]:
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
