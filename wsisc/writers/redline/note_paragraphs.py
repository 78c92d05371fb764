"""Groups of the paragraphs of a footnote -> the form in which LibreOffice loses no words of the note.

Where a removed paragraph mark is followed by words that stay, LibreOffice removes those words too when all changes are
accepted, and does the same with an added mark when they are rejected; only in notes, and Word and Pandoc do not. So a
mark is only removed or added in a note where the following paragraph is too, up to the end of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from wsisc.diff.word_changes import WordAction
from wsisc.writers.redline import paragraph_ends
from wsisc.writers.redline.block_alignment import BlockGroup
from wsisc.writers.redline.paragraph_ends import Joined
from wsisc.writers.redline.revisions import Line, PieceChange, compare_pieces, split_lines


def join_paragraphs(group: BlockGroup) -> list[Line]:
    """Return the line of a paragraph, or of two that correspond: they have one mark, whatever their words."""
    if not (group.old and group.new):
        return paragraph_ends.join_paragraphs(group)
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
    return sum(1 for _ in takewhile(lambda each: _is_whole(each, fate), blocks[start:]))


def _is_whole(block: Joined, fate: WordAction) -> bool:
    return isinstance(block, Line) and all(
        each.fate == fate or each.piece.is_annotation for each in (*block.pieces, block.mark)
    )
