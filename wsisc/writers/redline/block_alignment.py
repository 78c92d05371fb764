"""The blocks of two finished Word files -> which of them correspond, as in all formats of a comparison.

The comparison of the two submissions says which of their headings, paragraphs and tables correspond; each is found in
the Word file by its words.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from wsisc.align.sequences import KEPT_WORDS, Item, align
from wsisc.diff.block_comparison import CellWords, PrintedOrder
from wsisc.ooxml.names import W, value
from wsisc.writers.redline.paragraph_pieces import Piece, PieceContext, canonical, read_paragraph


class Block(NamedTuple):
    """A paragraph or a table: its kind, what it is compared by, its words, and the pieces of a paragraph.

    The words are with those of its footnotes; a table has those of its `cells` without them, by row.
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
    def plain_words(self) -> str:
        """Its words without those of its footnotes."""
        return " ".join(text for row in self.cells for text in row) if self.is_table else _plain(self.pieces)

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
    def aligned(self) -> Item:
        """What it is aligned by."""
        is_item = self.style.startswith("List") or self.element.find(f"{W}pPr/{W}numPr") is not None
        form = "heading" if self.is_heading else "item" if is_item else ""
        return Item(self.signature, (self.words,), self.kind, self.is_table, form)


class BlockGroup(NamedTuple):
    """Blocks of two versions that correspond; one of both is () where they were removed or added."""

    old: tuple[Block, ...]
    new: tuple[Block, ...]


def read_blocks(holder: etree._Element, context: PieceContext) -> list[Block]:
    """Return the paragraphs and tables in a body, cell or note."""
    return [_read_block(block, context) for block in holder if block.tag in (f"{W}p", f"{W}tbl")]


def _read_block(element: etree._Element, context: PieceContext) -> Block:
    if element.tag == f"{W}p":
        pieces = tuple(read_paragraph(element, context))
        words = "".join(piece.text or f" {piece.note_words} " for piece in pieces)
        return Block("paragraph", tuple(piece.key for piece in pieces), words, element, pieces)
    rows = [[read_blocks(cell, context) for cell in row.iter(f"{W}tc")] for row in element.iterchildren(f"{W}tr")]
    cells = tuple(tuple(tuple(block.signature for block in cell) for cell in row) for row in rows)
    texts = tuple(tuple(" ".join(_plain(block.pieces) for block in cell) for cell in row) for row in rows)
    words = " ".join(block.words for row in rows for cell in row for block in cell)
    return Block("table", (cells, canonical(element.find(f"{W}tblPr"))), words, element, cells=texts)


def _plain(pieces: Sequence[Piece]) -> str:
    """Return the words of pieces on one line, without those of footnotes."""
    return " ".join("".join(piece.text or " " for piece in pieces).split())


def read_again(groups: Sequence[BlockGroup], old: PieceContext, new: PieceContext) -> list[BlockGroup]:
    """Return groups as their elements are now, in which lists and bookmarks have other ids."""
    return [
        BlockGroup(
            tuple(_read_block(block.element, old) for block in group.old),
            tuple(_read_block(block.element, new) for block in group.new),
        )
        for group in groups
    ]


def align_blocks(old: Sequence[Block], new: Sequence[Block], printed: PrintedOrder | None = None) -> list[BlockGroup]:
    """Return the blocks that correspond, in order; removed ones come before added ones.

    Those that are `printed` correspond as there. All others are by their words what they were: the cover, prompts.
    """
    places = [_find_printed(old, printed.old), _find_printed(new, printed.new)] if printed else [{}, {}]
    groups, at, other = list[BlockGroup](), 0, 0
    for olds, news in printed.pairs if printed else ():
        one, another = (
            sorted(places[side][unit] for unit in units if unit in places[side])
            for side, units in enumerate((olds, news))
        )
        if not (one and another and one[0] >= at and another[0] >= other):
            continue
        groups += _align_others((old[at : one[0]], new[other : another[0]]), (at, other), places)
        at, other = one[-1] + 1, another[-1] + 1
        groups += _join_group(old[one[0] : at], new[another[0] : other])
    groups += _align_others((old[at:], new[other:]), (at, other), places)
    return list(_pair_empty(groups))


def _find_printed(blocks: Sequence[Block], texts: Sequence[str]) -> dict[int, int]:
    """Return the places of printed texts among blocks, by their numbers: each has the words of its block, in order."""
    found, at = dict[int, int](), 0
    letters = [_letters(block.plain_words) for block in blocks]
    for number, text in enumerate(texts):
        words = _letters(text)
        place = next(
            (place for place in range(at, len(blocks)) if _is_printed(blocks[place], letters[place], words)), None
        )
        if place is not None and words:
            found[number], at = place, place + 1
    return found


def _is_printed(block: Block, letters: str, words: str) -> bool:
    """Return whether a block has these words; a heading has a number before them."""
    return letters == words or (block.is_heading and letters.endswith(words))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _align_others(
    blocks: tuple[Sequence[Block], Sequence[Block]], starts: tuple[int, int], places: Sequence[Mapping[int, int]]
) -> Iterator[BlockGroup]:
    """Yield groups of blocks between those that correspond: printed ones were removed or added."""
    items = []
    for side, (side_blocks, start) in enumerate(zip(blocks, starts, strict=True)):
        printed = set(places[side].values())
        kinds = ("removed", "added")[side]
        items.append(
            [
                block.aligned._replace(kind=kinds) if at in printed else block.aligned
                for at, block in enumerate(side_blocks, start)
            ]
        )
    for a, b in align(items[0], items[1], KEPT_WORDS):
        yield BlockGroup(() if a is None else (blocks[0][a],), () if b is None else (blocks[1][b],))


def _join_group(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockGroup]:
    """Yield blocks that correspond as one group; if one ends a section, and the others do not, the first ones alone."""
    is_single = len(old) == 1 == len(new)
    blocks = (*old, *new)
    if is_single or (
        not any(block.is_table for block in blocks) and len({block.pieces[-1].content for block in blocks}) == 1
    ):
        yield BlockGroup(tuple(old), tuple(new))
        return
    yield BlockGroup(tuple(old[:1]), tuple(new[:1]))
    yield from (BlockGroup((block,), ()) for block in old[1:])
    yield from (BlockGroup((), (block,)) for block in new[1:])


def _pair_empty(groups: Sequence[BlockGroup]) -> Iterator[BlockGroup]:
    """Yield groups; a paragraph that was removed and one that was added alone in its place are one if one is empty."""
    for is_pair, run in groupby(groups, key=lambda group: bool(group.old and group.new)):
        stretch = list(run)
        olds, news = ([block for group in stretch for block in group[side]] for side in (0, 1))
        blocks = (*olds, *news)
        is_empty = len(olds) == 1 == len(news) and not any(block.is_table for block in blocks)
        if not is_pair and is_empty and any(len(block.pieces) == 1 for block in blocks):
            yield BlockGroup(tuple(olds), tuple(news))
        else:
            yield from stretch
