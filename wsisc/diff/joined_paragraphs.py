"""Three versions of the blocks of a text, aligned -> stretches of paragraphs between which words moved on some side.

Where one side splits or joins paragraphs, a word of the base can be in different paragraphs of both others. If these
were merged one by one, the word would come twice, or not at all. So paragraphs are one stretch if words connect them,
and only their words are merged.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from wsisc.align.sequences import Pairs, longest_in_order
from wsisc.diff import thresholds
from wsisc.diff.word_merge import is_word
from wsisc.diff.word_tree import Atom, Node
from wsisc.text.shared import group_values

# Words in a row that say which one is meant of a word that recurs.
_MOST_WORDS = 3

type _Place = tuple[int, int]
"""A word of some paragraphs: the index of its paragraph, and its own in that."""
type _Words = list[tuple[_Place, str]]
type _Links = set[tuple[int, int]]
"""Which blocks of the base and of another version are connected, by their indexes in both."""


class Stretch(NamedTuple):
    """The indexes of neighbouring paragraphs in base, theirs and ours that have the same words, more or less.

    Either `theirs` or `ours` may be empty.
    """

    base: range
    theirs: range
    ours: range


def find_stretches(
    base: Sequence[Node], theirs: tuple[Sequence[Node], Pairs], ours: tuple[Sequence[Node], Pairs]
) -> Iterator[Stretch]:
    """Yield the stretches in which words of the base are in another paragraph than the one that corresponds.

    `theirs` and `ours` are the blocks of these versions, and the pairs of indexes of base and these. One word that
    theirs kept connects paragraphs, and so does one that both kept: it would come twice, or not at all. What ours alone
    kept may be another word, and connects paragraphs that have most of their words in common.
    """
    sides = theirs, ours
    kept = [dict(_find_kept(base, *side)) for side in sides]
    unchanged = {
        b for b, t in theirs[1] if b is not None and t is not None and base[b].signature == theirs[0][t].signature
    }
    decisive = set(kept[0]), {place for place in kept[1] if place in kept[0] or place[0] in unchanged}
    partners = [{b: [o] for b, o in pairs if b is not None and o is not None} for _, pairs in sides]
    links = [_find_links(base, *side, words, some) for side, words, some in zip(sides, kept, decisive, strict=True)]
    for stretch in _divide(range(len(base)), links):
        paired = [known.get(stretch.base.start, []) for known in partners]
        is_pair = len(stretch.base) == 1 and paired == [[*stretch.theirs], [*stretch.ours]]
        versions = zip((base, theirs[0], ours[0]), stretch, strict=True)
        if not is_pair and all(nodes[at].kind == "paragraph" for nodes, places in versions for at in places):
            yield stretch


def _find_links(
    base: Sequence[Node], other: Sequence[Node], pairs: Pairs, kept: Mapping[_Place, _Place], decisive: set[_Place]
) -> _Links:
    """Return which blocks of the base and of another version are connected: by pairs, or by words that are kept.

    One of the `decisive` words is enough.
    """
    links = {(b, o) for b, o in pairs if b is not None and o is not None}
    links |= {(b, kept[b, at][0]) for b, at in decisive}
    sizes, others = ([sum(map(_is_counted, node.atoms)) for node in nodes] for nodes in (base, other))
    counts = Counter((b, o) for (b, _), (o, _) in kept.items())
    shares = ((b, o, count / min(sizes[b], others[o])) for (b, o), count in counts.items())
    return links | {(b, o) for b, o, share in shares if share >= thresholds.JOINED_SHARE}


def _find_kept(base: Sequence[Node], other: Sequence[Node], pairs: Pairs) -> Iterator[tuple[_Place, _Place]]:
    """Yield the places of words in changed paragraphs of the base, and those that they have in another version."""

    def is_fixed(pair: tuple[int | None, int | None]) -> bool:
        b, o = pair
        if b is None or o is None:
            return False
        return base[b].signature == other[o].signature or base[b].kind != "paragraph"

    for is_known, gap in groupby(pairs, is_fixed):
        if not is_known:
            rows = list(gap)
            old, new = (list(_list_words(nodes, (row[at] for row in rows))) for at, nodes in enumerate((base, other)))
            places, others = _find_single(old), _find_single(new)
            shared = sorted((places[words], others[words]) for words in places.keys() & others.keys())
            yield from ((old[a][0], new[b][0]) for a, b in longest_in_order(list(dict.fromkeys(shared))))


def _list_words(nodes: Sequence[Node], indexes: Iterable[int | None]) -> Iterator[tuple[_Place, str]]:
    """Yield the words and footnotes of the paragraphs among some blocks."""
    for index in indexes:
        if index is not None and nodes[index].kind == "paragraph":
            # a sentence that becomes a paragraph of its own gets a capital
            words = (atom.key[0].casefold() for atom in nodes[index].atoms if _is_counted(atom))
            yield from (((index, at), word) for at, word in enumerate(words))


def _is_counted(atom: Atom) -> bool:
    return bool(atom.note) or is_word(atom)


def _find_single(words: _Words) -> dict[tuple[str, ...], int]:
    """Return the words, alone and with those after them, that are there once, with the indexes of the first."""
    places, repeated = dict[tuple[str, ...], int](), set[tuple[str, ...]]()
    for size in range(1, _MOST_WORDS + 1):
        for at in range(len(words) - size + 1):
            key = tuple(word for _, word in words[at : at + size])
            if key in places:
                repeated.add(key)
            places[key] = at
    return {key: at for key, at in places.items() if key not in repeated}


def _divide(indexes: range, links: Sequence[_Links]) -> Iterator[Stretch]:
    """Yield the smallest stretches of blocks, with what is between counterparts, that no link leaves."""
    linked = [group_values(pairs) for pairs in links]
    stretches: list[Stretch] = []
    for b in indexes:
        counterparts = [side.get(b) for side in linked]
        ends = [places.stop for places in stretches[-1][1:]] if stretches else [0, 0]
        hulls = [range(min(o), max(o) + 1) if o else range(end, end) for o, end in zip(counterparts, ends, strict=True)]
        stretch = Stretch(range(b, b + 1), *hulls)
        while stretches and any(last.stop > new.start for last, new in zip(stretches[-1], stretch, strict=True)):
            stretch = Stretch(*map(_unite, stretches.pop(), stretch))
        stretches.append(stretch)
    yield from stretches


def _unite(one: range, other: range) -> range:
    """Return the smallest range that has two, of which the first begins, or the first that is not empty."""
    return range(min(one.start, other.start), max(one.stop, other.stop)) if one and other else one or other
