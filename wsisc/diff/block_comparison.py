"""The printed texts of two versions -> which of their blocks correspond, from one alignment; what of each was changed.

Blocks are paragraphs, items, tables and figures; what was changed of them is a tree, down to words.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise, takewhile, zip_longest
from typing import Literal, NamedTuple

from wsisc.align.common_words import count_kept_words
from wsisc.align.sequences import KEPT_WORDS, Item, Pairs, align
from wsisc.diff import thresholds
from wsisc.diff.word_changes import PARAGRAPH_BREAK, WordChange, find_word_changes
from wsisc.diff.word_tree import Atom, Names, Node, parse, plain_atoms
from wsisc.messages.diagnostic import DataPath
from wsisc.text.words import find_words

_SPACE = (Atom(" ", (), 0, 0),)

type BlockAction = Literal["same", "changed", "removed", "added"]

type _Places = Sequence[DataPath]

_MOST_PIECES = 8  # of one paragraph

type CellWords = Sequence[Sequence[str]]
"""The words of the cells of a table, by row."""


@dataclass(frozen=True)
class BlockComparison:
    """A block of one version and its counterpart in the other; one of the two is None where it was removed or added.

    Of one that was changed, `words` are those of a paragraph or cell, and `children` the blocks in any other. A list
    can have another kind of numbers without a change of anything in it, and in a list, item or quotation that is only
    in one version can be blocks of both. `old_path` is where the old block was, if that is not the place of the text.

    Paragraphs that were split or joined are one block, with a mark where a paragraph ended.
    """

    action: BlockAction
    old: Node | None
    new: Node | None
    children: tuple["BlockComparison", ...] = ()
    words: tuple[WordChange[Atom], ...] = ()
    old_path: DataPath | None = None

    @property
    def node(self) -> Node:
        """The new block, or the old one if it was removed."""
        node = self.new or self.old
        assert node is not None
        return node


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


def compare_text(old: Node, new: Node, pairs: Sequence[PrintedPair], old_path: DataPath | None) -> BlockComparison:
    """Return the comparison of two rich texts, nodes of the kind "text", whose blocks are in pairs.

    What of them is not in the pairs is elsewhere in the other version. `old_path` is the path of the old one.
    """
    containers = _Containers(pairs)
    return _join(old, new, _nest([_Placed(pair, containers, old_path) for pair in pairs], 0))


class _Containers:
    """The lists, items and quotations of two versions that correspond: those around the same blocks."""

    def __init__(self, pairs: Sequence[PrintedPair]) -> None:
        self.to_old = dict[int, Node]()
        self.to_new = dict[int, Node]()
        for pair in pairs:
            if pair.old and pair.new:
                for old, new in zip(pair.old[0].around, pair.new[0].around, strict=False):
                    if old.kind != new.kind or not self._add(old, new):
                        break

    def _add(self, old: Node, new: Node) -> bool:
        """Add two containers that correspond, and return whether they do: each has one counterpart."""
        if id(new) not in self.to_old and id(old) not in self.to_new:
            self.to_old[id(new)], self.to_new[id(old)] = old, new
        return self.to_new.get(id(old)) is new

    def around(self, pair: PrintedPair) -> list[tuple[Node | None, Node | None]]:
        """Return the containers around blocks that correspond, those of both versions where they correspond."""
        if pair.new:
            return [(self.to_old.get(id(each)), each) for each in pair.new[0].around]
        return [(each, self.to_new.get(id(each))) for each in pair.old[0].around]


class _Placed:
    """A pair of blocks and what is around it."""

    def __init__(self, pair: PrintedPair, containers: _Containers, old_path: DataPath | None) -> None:
        self.pair, self.around, self.old_path = pair, containers.around(pair), old_path

    def compare(self) -> BlockComparison:
        """Return the comparison of the blocks."""
        old, new = _join_blocks(self.pair.old), _join_blocks(self.pair.new)
        path = self.pair.old[0].path if old and self.pair.old[0].path != self.old_path else None
        if old is None or new is None:
            return BlockComparison("removed" if new is None else "added", old, new, old_path=path)
        signs = tuple(_compare_signs(self.pair.old[0], self.pair.new[0]))
        if old.signature == new.signature and not signs:
            return BlockComparison("same", old, new, old_path=path)
        if old.kind == "table":
            return _compare_tables(old, new, path)
        return _compare_words(old, new, signs, path)


def _nest(blocks: Sequence[_Placed], level: int) -> list[BlockComparison]:
    """Return the comparisons of blocks in the containers around them, from a level on."""
    groups: dict[int, list[_Placed]] = {}
    for block in blocks:  # what is in one container is together, also where something was removed between its items
        inner = block.around[level] if level < len(block.around) else None
        groups.setdefault(id(block) if inner is None else id(inner[1] or inner[0]), []).append(block)
    found = []
    for group in groups.values():
        if level == len(group[0].around):
            found.append(group[0].compare())
            continue
        old, new = group[0].around[level]
        found.append(_join(old, new, _nest(group, level + 1)))
    return found


def _join(old: Node | None, new: Node | None, children: Sequence[BlockComparison]) -> BlockComparison:
    """Return the comparison of two blocks with children, which differ only if a child does, or their signs."""
    actions = {each.action for each in children}
    if (old is None or new is None) and actions == {"removed" if new is None else "added"}:
        return BlockComparison("removed" if new is None else "added", old, new, tuple(children))
    has_other_name = bool(old and new) and old.name != new.name  # type: ignore[union-attr]
    is_same = actions <= {"same"} and not has_other_name
    return BlockComparison("same" if is_same else "changed", old, new, tuple(children))


def _join_blocks(blocks: Sequence[PrintedBlock]) -> Node | None:
    """Return one block; several paragraphs become one, with a mark where each of them ended, but for the last."""
    if len(blocks) < 2:
        return blocks[0].node if blocks else None
    atoms = list[Atom]()
    for block in blocks:
        atoms += [
            *([Atom(PARAGRAPH_BREAK, (), block.node.start, block.node.start)] if atoms else []),
            *block.node.atoms,
        ]
    return Node("paragraph", blocks[0].node.start, blocks[-1].node.end, (), tuple(atoms), "", ("joined", tuple(atoms)))


def _compare_signs(old: PrintedBlock, new: PrintedBlock) -> Iterator[WordChange[Atom]]:
    """Yield the signs of items and quotations that a block lost or got, such as a paragraph that became an item."""
    if old.signs != new.signs:
        yield from (WordChange("removed", plain_atoms(old.signs), ()),) if old.signs else ()
        yield from (WordChange("added", (), plain_atoms(new.signs)),) if new.signs else ()
        yield WordChange("same", _SPACE, _SPACE)


def _compare_words(
    old: Node, new: Node, signs: tuple[WordChange[Atom], ...] = (), path: DataPath | None = None
) -> BlockComparison:
    """Return the comparison of two paragraphs or cells; what no reader sees is no change."""
    words = (*signs, *_join_same(find_word_changes(old.atoms, new.atoms)))
    is_same = all(each.action == "same" for each in words)
    return BlockComparison("same" if is_same else "changed", old, new, (), () if is_same else words, path)


def _join_same(words: Sequence[WordChange[Atom]]) -> Iterator[WordChange[Atom]]:
    """Yield words in which a change of formatting that cannot be seen, of spaces and references, is none."""
    for is_same, group in groupby(words, key=_is_seen_as_same):
        changes = list(group)
        if is_same:
            old, new = (tuple(atom for change in changes for atom in getattr(change, side)) for side in ("old", "new"))
            changes = [WordChange("same", old, new)]
        yield from changes


def _is_seen_as_same(change: WordChange[Atom]) -> bool:
    return change.action == "same" or (
        change.action == "formatted" and all(atom.note or atom.text == " " for atom in change.new)
    )


def _compare_tables(old: Node, new: Node, path: DataPath | None) -> BlockComparison:
    cells = _table_cells(old), _table_cells(new)
    columns = align_columns(*cells)
    rows = []
    for a, b in align_rows(*cells, columns):
        row, counterpart = None if a is None else old.children[a], None if b is None else new.children[b]
        rows.append(_compare_rows(row, counterpart, columns))
    is_same = all(row.action == "same" for row in rows)
    return BlockComparison("same" if is_same else "changed", old, new, () if is_same else tuple(rows), (), path)


def _compare_rows(old: Node | None, new: Node | None, columns: Pairs) -> BlockComparison:
    """Return the comparison of two rows, whose cells correspond as the columns of their tables do."""
    if old is None or new is None:
        return BlockComparison("removed" if new is None else "added", old, new)
    if old.signature == new.signature:
        return BlockComparison("same", old, new)
    cells = []
    for a, b in columns:
        one, other = _cell(old, a), _cell(new, b)
        if one and other:
            cells.append(_compare_words(one, other))
        elif one or other:
            cells.append(BlockComparison("removed" if one else "added", one, other))
    is_same = all(cell.action == "same" for cell in cells)
    return BlockComparison("same" if is_same else "changed", old, new, () if is_same else tuple(cells))


def _cell(row: Node, at: int | None) -> Node | None:
    """Return a cell of a row, which may have fewer than others."""
    return row.children[at] if at is not None and at < len(row.children) else None


class PrintedOrder(NamedTuple):
    """The words of the headings, paragraphs, tables and figures of two versions in order, and which correspond.

    The pairs are indexes, in the order of both versions; several where a paragraph was split or joined.
    """

    old: Sequence[str]
    new: Sequence[str]
    pairs: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]


class PrintedTexts:
    """The texts of two versions, which of their parts and sections correspond, and all pairs of their blocks.

    `old` and `new` are the texts by the paths of what has them, in the order in which they are printed.
    """

    def __init__(self, old: Mapping[DataPath, Node], new: Mapping[DataPath, Node], to_new: Mapping[DataPath, DataPath]):
        self._old, self._new, self._to_new = old, new, to_new
        self.in_order = find_in_order(old, new, to_new)
        """The paths of parts and sections that are in one order in both versions, and their paths in the new one."""
        self.pairs = list[PrintedPair]()
        """The blocks in the order of both versions, without those of sections that are elsewhere."""
        self._by_place = defaultdict[tuple[DataPath | None, DataPath | None], list[PrintedPair]](list)
        self._align()

    def compare(self, old: DataPath | None, new: DataPath | None) -> BlockComparison:
        """Return the comparison of the text of a part or section, None for one that is only in one version."""
        one = _EMPTY if old is None else self._old[old]
        other = _EMPTY if new is None else self._new[new]
        return compare_text(one, other, self._by_place[old, new], old)

    def _align(self) -> None:
        places = {old: at for at, old in enumerate(self._old)}, {new: at for at, new in enumerate(self._new)}
        ends = [(-1, -1), *((places[0][old], places[1][new]) for old, new in self.in_order.items())]
        paths = list(self._old), list(self._new)
        to_old = {new: old for old, new in self._to_new.items()}
        for (a, b), (c, d) in pairwise([*ends, (len(paths[0]), len(paths[1]))]):
            olds = [each for each in paths[0][max(a, 0) : c] if each in self.in_order or each not in self._to_new]
            news = [each for each in paths[1][max(b, 0) : d] if to_old.get(each) in self.in_order or each not in to_old]
            pairs = pair_blocks(self._blocks(self._old, olds), self._blocks(self._new, news), self._to_new)
            self.pairs += pairs
            self._assign(pairs, to_old)
        for old, new in self._to_new.items():
            if old not in self.in_order:
                own = self._blocks(self._old, [old]), self._blocks(self._new, [new])
                self._assign(pair_blocks(*own, self._to_new), to_old)

    def list_printed(self, old_titles: Mapping[DataPath, str], new_titles: Mapping[DataPath, str]) -> PrintedOrder:
        """Return all headings and blocks in the order of each version, with those that correspond in that order."""
        olds, news = _list_units(self._old, old_titles), _list_units(self._new, new_titles)
        titles = [((old,), (new,)) for old, new in self.in_order.items() if old in old_titles]
        return _order(olds, news, [*titles, *map(_identify, self.pairs)])

    def _blocks(self, texts: Mapping[DataPath, Node], paths: _Places) -> list[PrintedBlock]:
        return [block for path in paths for block in list_blocks(path, texts[path])]

    def _assign(self, pairs: Sequence[PrintedPair], to_old: Mapping[DataPath, DataPath]) -> None:
        """Add pairs to the places where a reader of the new version sees them; what was removed, where it was."""
        for pair in pairs:
            if pair.new:
                path = pair.new[0].path
                self._by_place[to_old.get(path), path].append(pair)
            else:
                path = pair.old[0].path
                self._by_place[path, self._to_new.get(path)].append(pair)


type _Unit = tuple[DataPath | int, str]  # the path of a heading or the identity of a block, and its words


def _list_units(texts: Mapping[DataPath, Node], titles: Mapping[DataPath, str]) -> list[_Unit]:
    found: list[_Unit] = []
    for path, text in texts.items():
        found += [(path, titles[path])] if path in titles else []
        found += _list_blocks_only(list_blocks(path, text))
    return found


def order_blocks(
    old: Sequence[PrintedBlock], new: Sequence[PrintedBlock], pairs: Sequence[PrintedPair]
) -> PrintedOrder:
    """Return the words of the blocks of two texts, and which correspond."""
    olds, news = (_list_blocks_only(blocks) for blocks in (old, new))
    return _order(olds, news, map(_identify, pairs))


def _list_blocks_only(blocks: Sequence[PrintedBlock]) -> list[_Unit]:
    return [(id(block.node), block.node.words) for block in blocks]


def _identify(pair: PrintedPair) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(id(each.node) for each in pair.old), tuple(id(each.node) for each in pair.new)


def _order(
    old: Sequence[_Unit],
    new: Sequence[_Unit],
    pairs: Iterable[tuple[tuple[DataPath | int, ...], tuple[DataPath | int, ...]]],
) -> PrintedOrder:
    places, others = ({key: at for at, (key, _) in enumerate(side)} for side in (old, new))
    found = ((tuple(places[key] for key in olds), tuple(others[key] for key in news)) for olds, news in pairs)
    return PrintedOrder([words for _, words in old], [words for _, words in new], sorted(filter(all, found)))


_EMPTY = parse("", Names({}))


def find_in_order(
    old: Mapping[DataPath, Node], new: Mapping[DataPath, Node], to_new: Mapping[DataPath, DataPath]
) -> dict[DataPath, DataPath]:
    """Return the parts and sections that are in one order in both versions: parts, and those with the most words."""
    places = {path: at for at, path in enumerate(new)}
    chain: list[tuple[float, int, DataPath, int]] = []  # weight of all up to one, place of it, its path, the one before
    for path in old:
        if path not in to_new:
            continue
        at = places[to_new[path]]
        own = 1 + len(old[path].words) + (1e9 if "sections" not in path else 0)
        before = max(
            (index for index, link in enumerate(chain) if link[1] < at), key=lambda index: chain[index][0], default=-1
        )
        chain.append((own + (chain[before][0] if before >= 0 else 0), at, path, before))
    found, index = list[DataPath](), max(range(len(chain)), key=lambda index: chain[index][0], default=-1)
    while index >= 0:
        found.append(chain[index][2])
        index = chain[index][3]
    return {path: to_new[path] for path in reversed(found)}


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
    return old.kind != "table" or is_same_table(_table_cells(old), _table_cells(new))


def _table_cells(table: Node) -> CellWords:
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
