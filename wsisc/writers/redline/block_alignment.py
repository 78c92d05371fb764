"""The blocks of two finished Word files -> which of them correspond.

Blocks correspond as texts do in the rest of the program (`diff.align`). Paragraphs that correspond are compared word by
word; with them those that were split off or joined, which have most of their words.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile
from typing import NamedTuple

from lxml import etree

from wsisc.diff.word_alignment import AlignedItem, align_by_words, count_kept_words
from wsisc.ooxml.names import W, value
from wsisc.text.words import find_words
from wsisc.writers.redline.pieces import Piece, PieceContext, canonical, read_paragraph
from wsisc.writers.redline.table_columns import CellWords, is_same_table

# Share of its words from which a paragraph is a piece of one that was split, or joined. A guess: half of them.
_LEAST_SHARED = 0.5
_MOST_PIECES = 8  # of one paragraph


class Block(NamedTuple):
    """A paragraph or a table: its kind, what it is compared by, its words, and the pieces of a paragraph.

    A table has the words of its `cells`, by row.
    """

    kind: str
    signature: object
    words: str
    element: etree._Element
    pieces: tuple[Piece, ...] = ()
    cells: CellWords = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == f"{W}tbl"

    @property
    def style(self) -> str:
        """The style of a paragraph."""
        return value(self.element.find(f"{W}pPr"), "pStyle")

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading: readers know none that is joined with a text."""
        return self.style.startswith(("Heading", "Title"))

    @property
    def is_caption(self) -> bool:
        """Whether it is a caption."""
        return self.style == "Caption"

    @property
    def aligned(self) -> AlignedItem:
        """What it is aligned by."""
        is_item = self.style.startswith("List") or self.element.find(f"{W}pPr/{W}numPr") is not None
        form = "heading" if self.is_heading else "item" if is_item else ""
        return AlignedItem(self.kind, self.signature, (self.words,), self.is_table, form)


class BlockGroup(NamedTuple):
    """Blocks of two versions that correspond; one of both is () where they were removed or added."""

    old: tuple[Block, ...]
    new: tuple[Block, ...]


def read_blocks(holder: etree._Element, context: PieceContext) -> list[Block]:
    """Return the paragraphs and tables in a body, cell or note."""
    return [_read_block(each, context) for each in holder if each.tag in (f"{W}p", f"{W}tbl")]


def _read_block(element: etree._Element, context: PieceContext) -> Block:
    if element.tag == f"{W}p":
        pieces = tuple(read_paragraph(element, context))
        words = "".join(each.text or f" {each.note_words} " for each in pieces)
        return Block("paragraph", tuple(each.key for each in pieces), words, element, pieces)
    rows = [[read_blocks(cell, context) for cell in row.iter(f"{W}tc")] for row in element.iterchildren(f"{W}tr")]
    cells = tuple(tuple(tuple(each.signature for each in cell) for cell in row) for row in rows)
    texts = tuple(tuple(" ".join(each.words for each in cell) for cell in row) for row in rows)
    words = " ".join(text for row in texts for text in row)
    return Block("table", (cells, canonical(element.find(f"{W}tblPr"))), words, element, cells=texts)


def read_again(groups: Sequence[BlockGroup], old: PieceContext, new: PieceContext) -> list[BlockGroup]:
    """Return groups as their elements are now, in which lists and bookmarks have other ids."""
    return [
        BlockGroup(
            tuple(_read_block(each.element, old) for each in group.old),
            tuple(_read_block(each.element, new) for each in group.new),
        )
        for group in groups
    ]


def align_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[BlockGroup]:
    """Return the blocks that correspond, in order; removed ones come before added ones."""
    pairs = align_by_words([each.aligned for each in old], [each.aligned for each in new])
    groups = [BlockGroup(() if a is None else (old[a],), () if b is None else (new[b],)) for a, b in pairs]
    groups = list(_separate_tables(groups))
    groups = _absorb_fragments(_absorb_fragments(groups)[::-1], is_reversed=True)[::-1]
    return list(_pair_empty(groups))


def _separate_tables(groups: Sequence[BlockGroup]) -> Iterator[BlockGroup]:
    """Yield groups; of two tables with other columns and other words, the one was removed and the other added."""
    for group in groups:
        if all(group) and group.old[0].is_table and not is_same_table(group.old[0].cells, group.new[0].cells):
            yield BlockGroup(group.old, ())
            yield BlockGroup((), group.new)
        else:
            yield group


def _pair_empty(groups: Sequence[BlockGroup]) -> Iterator[BlockGroup]:
    """Yield groups; a paragraph that was removed and one that was added alone in its place are one if one is empty."""
    for is_pair, run in groupby(groups, key=lambda group: bool(group.old and group.new)):
        stretch = list(run)
        olds, news = ([block for each in stretch for block in each[side]] for side in (0, 1))
        blocks = (*olds, *news)
        is_empty = len(olds) == 1 == len(news) and not any(each.is_table for each in blocks)
        if not is_pair and is_empty and any(len(each.pieces) == 1 for each in blocks):
            yield BlockGroup(tuple(olds), tuple(news))
        else:
            yield from stretch


def _absorb_fragments(groups: Sequence[BlockGroup], is_reversed: bool = False) -> list[BlockGroup]:
    """Return groups in which paragraphs that were split off or joined are in the group of the one before them.

    What was added between the pieces of a paragraph comes with them.
    """
    found, at = list[BlockGroup](), 0
    while at < len(groups):
        group = groups[at]
        beside = list(takewhile(partial(_may_join, group), groups[at + 1 : at + 1 + _MOST_PIECES]))
        count = max((1 + n for n, each in enumerate(beside) if _is_fragment(each, group)), default=0)
        stretch = [group, *beside[:count]]
        stretch = stretch[::-1] if is_reversed else stretch
        found.append(BlockGroup(*(tuple(block for each in stretch for block in each[side]) for side in (0, 1))))
        at += 1 + count
    return found


def _may_join(beside: BlockGroup, group: BlockGroup) -> bool:
    """Return whether paragraphs that were removed or added can be pieces of changed neighbours."""
    blocks = (*group.old, *group.new, *beside.old, *beside.new)
    return (
        bool(beside.old and beside.new)
        and not (group.old and group.new)
        and not any(each.is_table or each.is_heading for each in blocks)
        and len({each.pieces[-1].content for each in blocks}) == 1
    )


def _is_fragment(group: BlockGroup, beside: BlockGroup) -> bool:
    """Return whether a removed or added paragraph has most of its words from a neighbour that lost or got them."""
    own, old, new = (_words_of(blocks) for blocks in ((*group.old, *group.new), beside.old, beside.new))
    if group.old:
        kept = max(count_kept_words(each, new) for each in ([*old, *own], [*own, *old]))
    else:
        kept = max(count_kept_words(old, each) for each in ([*new, *own], [*own, *new]))
    return bool(own) and kept - count_kept_words(old, new) >= _LEAST_SHARED * len(own)


def _words_of(blocks: Sequence[Block]) -> list[str]:
    return [word for each in blocks for word in find_words(each.words)]
