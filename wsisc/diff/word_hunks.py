"""Two versions of a paragraph's words -> which of them differ, and which equal ones could differ in their stead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wsisc.align.common_words import find_spans
from wsisc.diff.word_tree import Atom, Node
from wsisc.text.shared import common_ends


class Hunk(NamedTuple):
    """Words of the base from `start` to `end`, and those from `first` to `last` that another version has instead."""

    start: int
    end: int
    first: int
    last: int

    @property
    def is_replacement(self) -> bool:
        """Whether words were removed and others added."""
        return self.start < self.end and self.first < self.last

    def moved(self, steps: int) -> "Hunk":
        """Return the hunk some words further on."""
        return Hunk(*(each + steps for each in self))


class Region(NamedTuple):
    """Where words of the base that one side changed can be: of equal words, any may be the changed ones.

    `size` is the number of words.
    """

    start: int
    end: int
    size: int


type HunkKey = tuple[int, int, tuple[tuple[str, tuple[str, ...]], ...]]  # what a hunk removes, and what it adds


@dataclass
class WordComparison:
    """A base and another version: the hunks with their regions, and the index of each word of the base in the other.

    `reformatted` are the indexes in the base of words that have other marks in the other version.
    """

    base: Sequence[Atom]
    words: Sequence[Atom]
    hunks: dict[Hunk, Region] = field(default_factory=dict)
    indexes: dict[int, int] = field(default_factory=dict)
    reformatted: set[int] = field(default_factory=set)

    def find_keys(self) -> dict[Hunk, set[HunkKey]]:
        """Return what each hunk, and all hunks around it without a word between, do to the base.

        By this, the same change of another version is known. One hunk is not enough: of the spaces around replaced
        words, different ones may be the kept ones.
        """
        keys = {each: {self._key(each)} for each in self.hunks}
        for group in self._neighbours():
            whole = Hunk(group[0].start, group[-1].end, group[0].first, group[-1].last)
            for each in group:
                keys[each].add(self._key(self._trim(whole)))
        return keys

    def _neighbours(self) -> list[list[Hunk]]:
        groups: list[list[Hunk]] = []
        for each in self.hunks:
            if groups and not count_words(self.base[groups[-1][-1].end : each.start]):
                groups[-1].append(each)
            else:
                groups.append([each])
        return groups

    def _trim(self, hunk: Hunk) -> Hunk:
        """Return a hunk without the words at its ends that are the same in both versions."""
        old, new = (
            [each.key for each in words]
            for words in (self.base[hunk.start : hunk.end], self.words[hunk.first : hunk.last])
        )
        start, end = common_ends(old, new)
        return Hunk(hunk.start + start, hunk.end - end, hunk.first + start, hunk.last - end)

    def _key(self, hunk: Hunk) -> HunkKey:
        return hunk.start, hunk.end, tuple(each.key for each in self.words[hunk.first : hunk.last])

    def has_other_marks(self, at: int, index: int) -> bool:
        """Return whether a word of the base and one of the other version have different marks."""
        return self.base[at].marks != self.words[index].marks


def count_kept(pieces: Sequence[Node], whole: Node) -> list[float]:
    """Return for each of some paragraphs the share of its words that another one has, in the order of all of them."""
    words = [atom for each in pieces for atom in each.atoms], whole.atoms
    # a sentence that becomes a paragraph of its own gets a capital
    version = compare(*([atom._replace(text=atom.text.casefold()) for atom in each] for each in words))
    shares, start = list[float](), 0
    for each in pieces:
        own = [at for at, atom in enumerate(each.atoms, start) if is_word(atom)]
        shares.append(sum(at in version.indexes for at in own) / len(own) if own else 0.0)
        start += len(each.atoms)
    return shares


def is_word(atom: Atom) -> bool:
    """Return whether an atom is a word: no space, punctuation mark or footnote reference."""
    return any(each.isalnum() for each in atom.text)


def count_words(words: Sequence[Atom]) -> int:
    """Return how many atoms are words."""
    return sum(map(is_word, words))


def compare(base: Sequence[Atom], other: Sequence[Atom]) -> WordComparison:
    """Return the comparison by which as few words as possible are changed."""
    version, hunks = WordComparison(base, other), _find_hunks(base, other)
    least = start = first = 0
    for index, hunk in enumerate(hunks):
        most = hunks[index + 1].start if index + 1 < len(hunks) else len(base)
        placed, region = _place(version, hunk, least, most)
        version.hunks[placed] = region
        least = placed.end + 1
    for each in [*version.hunks, Hunk(len(base), len(base), len(other), len(other))]:
        version.indexes |= zip(range(start, each.start), range(first, each.first), strict=True)
        start, first = each.end, each.last
    version.reformatted = {at for at, index in version.indexes.items() if version.has_other_marks(at, index)}
    return version


def _find_hunks(base: Sequence[Atom], other: Sequence[Atom]) -> list[Hunk]:
    spans = find_spans([each.key[0] for each in base], [each.key[0] for each in other])
    return [Hunk(span.start, span.end, span.first, span.last) for span in spans if not span.is_same]


def _place(version: WordComparison, hunk: Hunk, least: int, most: int) -> tuple[Hunk, Region]:
    """Return a hunk where the marks of the fewest words differ, and the region in which it can be.

    Removed or added words can be others that are equal: of "very very", the first one or the second one.
    """
    words = max(count_words(version.base[hunk.start : hunk.end]), count_words(version.words[hunk.first : hunk.last]))
    while hunk.start > least and _can_move(version, hunk.moved(-1)):
        hunk = hunk.moved(-1)
    best, start, cost, lowest = hunk, hunk.start, 0, 0
    while hunk.end < most and _can_move(version, hunk):
        before = (hunk.end, hunk.first) if hunk.start < hunk.end else (hunk.start, hunk.last)
        cost += version.has_other_marks(hunk.start, hunk.first) - version.has_other_marks(*before)
        hunk = hunk.moved(1)
        best, lowest = (hunk, cost) if cost < lowest else (best, lowest)
    return best, Region(start, hunk.end, words)


def _can_move(version: WordComparison, hunk: Hunk) -> bool:
    """Return whether the same change can be one word further on."""
    if hunk.is_replacement:
        return False
    words, start, end = version.base, hunk.start, hunk.end
    if start == end:
        words, start, end = version.words, hunk.first, hunk.last
    return end < len(words) and words[start].key[0] == words[end].key[0]
