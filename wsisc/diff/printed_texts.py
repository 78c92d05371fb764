"""The texts of two versions, by part and section -> what of each was changed, from one alignment of all of them.

Parts correspond, and sections that kept their order; the texts between two of them are aligned as one, since a heading
may have been added to a text, or removed from it. A section that is elsewhere now is compared with what it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wsisc.diff.block_comparison import BlockComparison, compare_text
from wsisc.diff.printed_blocks import PrintedBlock, PrintedPair, list_blocks, pair_blocks
from wsisc.diff.word_tree import Names, Node, parse
from wsisc.messages.diagnostic import DataPath

type _Places = Sequence[DataPath]


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
