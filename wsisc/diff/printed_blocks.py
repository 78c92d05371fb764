"""The texts of two versions -> which of their printed blocks correspond: paragraphs, items, tables, figures.

A reader sees one sequence of blocks, whatever lists and quotations they are in. So a paragraph that became an item, was
split, or is below another heading now is the same one; all formats of a comparison show it so, as this is the only
alignment that they have.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile, zip_longest
from typing import NamedTuple

from wsisc.align.common_words import count_kept_words
from wsisc.align.sequences import KEPT_WORDS, Item, Pairs, align
from wsisc.diff import thresholds
from wsisc.diff.word_tree import Node
from wsisc.messages.diagnostic import DataPath
from wsisc.text.words import find_words

_MOST_PIECES = 8  # of one paragraph

type CellWords = Sequence[Sequence[str]]
"""The words of the cells of a table, by row."""


class PrintedBlock(NamedTuple):
    """A paragraph, a table or a figure, the path of the text that it is in, and the lists, items and quotations around.

    `is_first` is whether it is the first block of the item that it is in, which has the sign of the item.
    """

    path: DataPath
    node: Node
    around: tuple[Node, ...] = ()
    is_first: bool = False

    @property
    def signs(self) -> str:
        """What tells a reader where it is: a sign for each item and quotation around; "…" in what continues an item."""
        signs = ["•" if each.kind == "item" else ">" for each in self.around if each.kind in ("item", "quotation")]
        if self.around and self.around[-1].kind == "item" and not self.is_first:
            signs[-1] = "…"
        return "".join(signs)


class PrintedPair(NamedTuple):
    """Blocks of two versions that correspond: several where a paragraph was split or joined; () for none."""

    old: tuple[PrintedBlock, ...]
    new: tuple[PrintedBlock, ...]


def list_blocks(path: DataPath, text: Node) -> list[PrintedBlock]:
    """Return the printed blocks of a text, in order."""
    return list(_within(path, text, ()))


def _within(path: DataPath, node: Node, around: tuple[Node, ...]) -> Iterator[PrintedBlock]:
    for index, child in enumerate(node.children):
        if child.kind in ("list", "item", "quotation"):
            yield from _within(path, child, (*around, child))
        else:
            yield PrintedBlock(path, child, around, is_first=index == 0)


def pair_blocks(
    old: Sequence[PrintedBlock], new: Sequence[PrintedBlock], to_new: Mapping[DataPath, DataPath]
) -> list[PrintedPair]:
    """Return the blocks that correspond, in the order of both; removed ones come before added ones.

    `to_new` are the paths of texts that correspond: blocks of others must have more words in common.
    """
    pairs = list(_align(old, new, to_new))
    return _absorb_fragments(_absorb_fragments(pairs)[::-1], is_reversed=True)[::-1]


def pair_note_blocks(old: Sequence[PrintedBlock], new: Sequence[PrintedBlock]) -> list[PrintedPair]:
    """Return the blocks of two footnotes that correspond.

    In a note none is joined or split, and the first ones correspond: LibreOffice loses words of a note where a
    removed or added paragraph mark is followed by words that stay (`writers.redline.joining`).
    """
    paired, removed, added = list[PrintedPair](), list[PrintedBlock](), list[PrintedBlock]()
    for pair in _align(old, new, {old[0].path: new[0].path} if old and new else {}):
        if pair.old and pair.new:
            paired += [*_zip_blocks(removed, added), pair]
            removed, added = [], []
        else:  # what was removed and added side by side
            removed += pair.old
            added += pair.new
    paired += _zip_blocks(removed, added)
    first = next((at for at, pair in enumerate(paired) if pair.old and pair.new), 0)
    start = paired[: first + 1]
    olds, news = ([block for pair in start for block in pair[side]] for side in (0, 1))
    return [*_zip_blocks(olds, news), *paired[first + 1 :]]


def _zip_blocks(old: Sequence[PrintedBlock], new: Sequence[PrintedBlock]) -> list[PrintedPair]:
    return [PrintedPair((a,) if a else (), (b,) if b else ()) for a, b in zip_longest(old, new)]


def _align(
    old: Sequence[PrintedBlock], new: Sequence[PrintedBlock], to_new: Mapping[DataPath, DataPath]
) -> Iterator[PrintedPair]:
    olds = [_aligned_item(block, ("new", to_new[block.path]) if block.path in to_new else block.path) for block in old]
    news = [_aligned_item(block, ("new", block.path)) for block in new]
    for a, b in align(olds, news, KEPT_WORDS):
        one, other = () if a is None else (old[a],), () if b is None else (new[b],)
        if one and other and not _is_comparable(one[0].node, other[0].node):
            yield PrintedPair(one, ())
            yield PrintedPair((), other)
        else:
            yield PrintedPair(one, other)


def _aligned_item(block: PrintedBlock, place: Hashable) -> Item:
    is_item = any(each.kind == "item" for each in block.around)
    node = block.node
    return Item(node.signature, (node.words,), node.kind, node.kind == "table", (is_item, place))


def _is_comparable(old: Node, new: Node) -> bool:
    """Return whether two blocks of one kind can be shown as one: not tables with other columns and other words."""
    return old.kind != "table" or is_same_table(table_cells(old), table_cells(new))


def table_cells(table: Node) -> CellWords:
    """Return the words of the cells of a table, by row; all rows have as many."""
    width = max(len(row.children) for row in table.children)
    rows = ([cell.words for cell in row.children] for row in table.children)
    return [row + [""] * (width - len(row)) for row in rows]


def _absorb_fragments(pairs: Sequence[PrintedPair], is_reversed: bool = False) -> list[PrintedPair]:
    """Return pairs in which paragraphs that were split off or joined are with the one before them.

    What was added between the pieces of a paragraph comes with them.
    """
    found, at = list[PrintedPair](), 0
    while at < len(pairs):
        pair = pairs[at]
        following = list(takewhile(partial(_may_join, pair), pairs[at + 1 : at + 1 + _MOST_PIECES]))
        count = max((1 + n for n, each in enumerate(following) if _is_fragment(each, pair)), default=0)
        stretch = [pair, *following[:count]]
        stretch = stretch[::-1] if is_reversed else stretch
        old, new = (tuple(block for each in stretch for block in each[side]) for side in (0, 1))
        found.append(PrintedPair(old, new))
        at += 1 + count
    return found


def _may_join(changed: PrintedPair, pair: PrintedPair) -> bool:
    """Return whether paragraphs that were removed or added can be pieces of changed neighbours."""
    blocks = (*pair.old, *pair.new, *changed.old, *changed.new)
    is_lone = not (pair.old and pair.new)
    return bool(changed.old and changed.new) and is_lone and all(each.node.kind == "paragraph" for each in blocks)


def _is_fragment(piece: PrintedPair, changed: PrintedPair) -> bool:
    """Return whether a removed or added paragraph has most of its words from a neighbour that lost or got them."""
    own, old, new = (_words_of(blocks) for blocks in ((*piece.old, *piece.new), changed.old, changed.new))
    if piece.old:
        kept = max(count_kept_words(each, new) for each in ([*old, *own], [*own, *old]))
    else:
        kept = max(count_kept_words(old, each) for each in ([*new, *own], [*own, *new]))
    return bool(own) and kept - count_kept_words(old, new) >= thresholds.SPLIT_SHARE * len(own)


def _words_of(blocks: Sequence[PrintedBlock]) -> list[str]:
    return [word for each in blocks for word in find_words(each.node.words)]


def align_columns(old: CellWords, new: CellWords) -> Pairs:
    """Return which columns of two tables correspond, in order; all do if there are as many."""
    if _count_columns(old) == _count_columns(new):
        return [(at, at) for at in range(_count_columns(old))]
    columns = (list(zip(*rows, strict=True)) for rows in (old, new))
    olds, news = ([Item(column, (" ".join(column),)) for column in one] for one in columns)
    return align(olds, news, KEPT_WORDS)


def align_rows(old: CellWords, new: CellWords, columns: Pairs) -> Pairs:
    """Return which rows of two tables correspond, in order, by the columns that do.

    If rows moved or were replaced while columns came or went, each corresponds to the one in its place.
    """
    shared = [pair for pair in columns if None not in pair]
    texts = ([tuple(row[pair[side] or 0] for pair in shared) for row in rows] for side, rows in enumerate((old, new)))
    olds, news = ([Item(row, row, is_compound=True) for row in one] for one in texts)
    pairs = align(olds, news, KEPT_WORDS)
    if len(old) == len(new) and _is_ragged(columns, pairs):
        return [(at, at) for at in range(len(old))]
    return pairs


def is_same_table(old: CellWords, new: CellWords) -> bool:
    """Return whether two tables are one, with as many columns or with most of its words in columns that correspond."""
    if _count_columns(old) == _count_columns(new):
        return True
    columns = align_columns(old, new)
    if _is_ragged(columns, align_rows(old, new, columns)):
        return False
    words = [[find_words(" ".join(column)) for column in zip(*rows, strict=True)] for rows in (old, new)]
    kept = sum(count_kept_words(words[0][a], words[1][b]) for a, b in columns if a is not None and b is not None)
    return kept > 0 and kept >= thresholds.TABLE_SHARE * min(sum(map(len, each)) for each in words)


def _is_ragged(columns: Pairs, rows: Pairs) -> bool:
    """Return whether a removed row has no cell in an added column, or the other way round.

    LibreOffice and Pandoc read columns only if all rows have as many cells: they lose those of the longer rows.
    """
    return any(_has_lone(columns, side) and _has_lone(rows, 1 - side) for side in (0, 1))


def _has_lone(pairs: Pairs, side: int) -> bool:
    """Return whether one version has rows or columns without a counterpart."""
    return any(pair[side] is not None and pair[1 - side] is None for pair in pairs)


def _count_columns(rows: CellWords) -> int:
    return len(rows[0]) if rows else 0
