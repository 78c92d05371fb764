"""Three versions of the blocks of a text, aligned -> stretches of paragraphs that one side joined or split."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.align.sequences import Pairs
from wsisc.diff import thresholds, word_hunks
from wsisc.diff.word_tree import Node

# Paragraphs on each side of one that can be joined with it at a time. Bounds time; people join two.
_MOST_BESIDE = 4


class Stretch(NamedTuple):
    """The indexes of neighbouring paragraphs in base, theirs and ours that have the same words, more or less.

    `is_of_theirs` is whether theirs joined or split some of them.
    """

    base: range
    theirs: range
    ours: range
    is_of_theirs: bool


class _Joined(NamedTuple):
    """The indexes of paragraphs of the base, and of those that another version has in their place."""

    base: range
    other: range


def find_stretches(
    base: Sequence[Node], theirs: tuple[Sequence[Node], Pairs], ours: tuple[Sequence[Node], Pairs]
) -> Iterator[Stretch]:
    """Yield the stretches in which paragraphs of the base were joined or split.

    `theirs` and `ours` are the blocks of these versions, and the pairs of indexes of base and these.
    """
    sides = [(pairs, list(_find_joined(base, *side))) for side in (theirs, ours) for pairs in (side[1],)]
    for indexes in _unite([each.base for _, joined in sides for each in joined]):
        there, here = (_find_counterparts(indexes, *side) for side in sides)
        if there and here:
            yield Stretch(indexes, there, here, any(each.base.start in indexes for each in sides[0][1]))


def _unite(ranges: Sequence[range]) -> list[range]:
    united: list[range] = []
    for each in sorted(ranges, key=lambda each: each.start):
        if united and each.start < united[-1].stop:
            united[-1] = range(united[-1].start, max(united[-1].stop, each.stop))
        else:
            united.append(each)
    return united


def _find_counterparts(indexes: range, pairs: Pairs, joined: Sequence[_Joined]) -> range | None:
    """Return the indexes in another version of what it has of some paragraphs, None if they are no neighbours there."""
    found = {other for index, other in pairs if index in indexes and other is not None}
    found |= {other for each in joined if each.base.start in indexes for other in each.other}
    whole = range(min(found, default=0), max(found, default=-1) + 1)
    return whole if found == {*whole} else None


def _find_joined(old: Sequence[Node], new: Sequence[Node], pairs: Pairs) -> Iterator[_Joined]:
    """Yield the paragraphs that were joined or split in a new version."""
    used = set[int]()
    for at, (a, b) in enumerate(pairs):
        if a is None or b is None or not _is_paragraph(old[a], new[b]) or old[a].signature == new[b].signature:
            continue
        before, after = (_find_unpaired(old, pairs, at, 0, step) for step in (-1, 1))
        if pieces := _longest(old, before, a, after, new[b]):
            yield _Joined(pieces, range(b, b + 1))
            continue
        before, after = (_find_unpaired(new, pairs, at, 1, step) for step in (-1, 1))
        if (pieces := _longest(new, before, b, after, old[a])) and not used & {*pieces}:
            used |= {*pieces}
            yield _Joined(range(a, a + 1), pieces)


def _is_paragraph(*nodes: Node) -> bool:
    return all(each.kind == "paragraph" for each in nodes)


def _find_unpaired(nodes: Sequence[Node], pairs: Pairs, at: int, side: int, step: int) -> int:
    """Return how many paragraphs of one version next to a pair have no counterpart."""
    count, index = 0, at + step
    while 0 <= index < len(pairs):
        own, other = pairs[index][side], pairs[index][1 - side]
        if own is None or other is not None or not _is_paragraph(nodes[own]) or count == _MOST_BESIDE:
            break
        count, index = count + 1, index + step
    return count


def _longest(nodes: Sequence[Node], before: int, at: int, after: int, whole: Node) -> range | None:
    """Return the most paragraphs around one that are pieces of a whole, None if it is no more than that one."""
    for size in range(before + after, 0, -1):
        for first in range(max(size - after, 0), min(before, size) + 1):
            pieces = range(at - first, at - first + size + 1)
            if min(word_hunks.count_kept([nodes[each] for each in pieces], whole)) >= thresholds.JOINED_SHARE:
                return pieces
    return None
