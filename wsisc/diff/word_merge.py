"""Three versions of words -> the words with the changes of both sides, or None where these overlap.

Changes overlap if no unchanged word is between them: whoever changes a word has read its neighbours. Words and their
formatting are compared apart, so that one side may change the formatting of words, and the other side other words.
Several paragraphs are merged as one row of words, in which their ends are words, too: one side may join or split them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple
from unicodedata import east_asian_width

from wsisc.align.common_words import find_spans
from wsisc.diff import thresholds, word_tree
from wsisc.diff.word_tree import Atom, Node, Signature
from wsisc.text.shared import common_ends

PARAGRAPH_END = "\n\n"
"""The text of the atom between two paragraphs."""


class MergedWord(NamedTuple):
    """A word of a merged paragraph: its atom with the marks it gets, and the index of that in ours or theirs."""

    atom: Atom
    position: int
    is_theirs: bool = False


def merge_words(base: Sequence[Atom], theirs: Sequence[Atom], ours: Sequence[Atom]) -> list[MergedWord] | None:
    """Return the words of `ours` with the changes from `base` to `theirs`, or None where changes overlap.

    They do so, too, where ours removed words that theirs moved: both removed them from their place, and ours would get
    them back.
    """
    reviewed, own = _compare(base, theirs), _compare(base, ours)
    new, new_own = _find_new(reviewed, own)
    if _overlap(reviewed, new, own, new_own) or _has_removed(own, own.hunks.keys() - new_own, theirs):
        # an alignment may keep others of equal words, so that what was merged before seems to overlap
        if _has_all(reviewed, ours):
            return [MergedWord(word, at) for at, word in enumerate(ours)]
        return merge_words(ours, theirs, ours) if _has_all(own, theirs) else None
    return list(_combine(reviewed, new, own))


class _Hunk(NamedTuple):
    """Words of the base from `start` to `end`, and those from `first` to `last` that another version has instead."""

    start: int
    end: int
    first: int
    last: int

    @property
    def is_replacement(self) -> bool:
        """Whether words were removed and others added."""
        return self.start < self.end and self.first < self.last

    def moved(self, steps: int) -> "_Hunk":
        """Return the hunk some words further on."""
        return _Hunk(*(each + steps for each in self))


class _Region(NamedTuple):
    """Where words of the base that one side changed can be: of equal words, any may be the changed ones.

    `size` is the number of words.
    """

    start: int
    end: int
    size: int


type _HunkKey = tuple[int, int, tuple[tuple[str, tuple[str, ...]], ...]]  # what a hunk removes, and what it adds


@dataclass
class _WordComparison:
    """A base and another version: the hunks with their regions, and the index of each word of the base in the other.

    `reformatted` are the indexes in the base of words that have other marks in the other version.
    """

    base: Sequence[Atom]
    words: Sequence[Atom]
    hunks: dict[_Hunk, _Region] = field(default_factory=dict)
    indexes: dict[int, int] = field(default_factory=dict)
    reformatted: set[int] = field(default_factory=set)

    def find_keys(self) -> dict[_Hunk, set[_HunkKey]]:
        """Return what each hunk, and all hunks around it without a word between, do to the base.

        By this, the same change of another version is known. One hunk is not enough: of the spaces around replaced
        words, different ones may be the kept ones.
        """
        keys = {each: {self._key(each)} for each in self.hunks}
        for group in self._neighbours():
            whole = _Hunk(group[0].start, group[-1].end, group[0].first, group[-1].last)
            for each in group:
                keys[each].add(self._key(_trim(whole, self.base, self.words, lambda word: word.key)))
        return keys

    def _neighbours(self) -> list[list[_Hunk]]:
        groups: list[list[_Hunk]] = []
        for each in self.hunks:
            if groups and not _count_words(self.base[groups[-1][-1].end : each.start]):
                groups[-1].append(each)
            else:
                groups.append([each])
        return groups

    def _key(self, hunk: _Hunk) -> _HunkKey:
        return hunk.start, hunk.end, tuple(each.key for each in self.words[hunk.first : hunk.last])

    def has_other_marks(self, at: int, index: int) -> bool:
        """Return whether a word of the base and one of the other version have different marks."""
        return self.base[at].marks != self.words[index].marks


def _find_new(reviewed: _WordComparison, own: _WordComparison) -> tuple[list[_Hunk], list[_Hunk]]:
    """Return the hunks that only one of two versions has, and those that only the other one has."""
    keys = reviewed.find_keys(), own.find_keys()
    same = set[_HunkKey]().union(*keys[0].values()) & set[_HunkKey]().union(*keys[1].values())
    new, new_own = ([hunk for hunk, known in side.items() if not known & same] for side in keys)
    return new, new_own


class PartialMerge(NamedTuple):
    """Three versions of words of which some changes overlap: what the merge of all others gives.

    Where changes overlap, `sent` has the words of the base, `reviewed` those of theirs and `own` those of ours.
    `their_rest` are the words of the base with the changes of theirs that do not overlap. `base_for_ours` and
    `base_for_theirs` are the words of the base with the overlapping changes of theirs, and of ours: with the first as
    the base, `merge_words` returns `own`; with the second, `reviewed`.
    """

    sent: tuple[Atom, ...]
    reviewed: tuple[Atom, ...]
    own: tuple[Atom, ...]
    their_rest: tuple[Atom, ...]
    base_for_ours: tuple[Atom, ...]
    base_for_theirs: tuple[Atom, ...]


def merge_partly(base: Sequence[Atom], theirs: Sequence[Atom], ours: Sequence[Atom]) -> PartialMerge | None:
    """Return what can be merged of words that `merge_words` cannot merge, None if the overlap cannot be kept apart.

    That is so where one side formatted words that the other one changed. Words that were moved are not merged in part:
    they would be gone, or there twice.
    """
    base = _make_known_changes(base, theirs, ours)
    reviewed, own = _compare(base, theirs), _compare(base, ours)
    new, new_own = _find_new(reviewed, own)
    if _overlap_formatting(reviewed, new, own, new_own):
        return None
    overlapping, overlapping_own = _find_overlapping(reviewed, new, own, new_own)
    clean, clean_own = (
        [hunk for hunk in version.hunks if hunk not in hunks]
        for version, hunks in ((reviewed, overlapping), (own, overlapping_own))
    )
    merge = PartialMerge(
        _make_changes(base, (reviewed, clean), (own, clean_own)),
        _make_changes(base, (reviewed, list(reviewed.hunks)), (own, clean_own)),
        _make_changes(base, (reviewed, clean), (own, list(own.hunks))),
        _make_changes(base, (reviewed, clean)),
        _make_changes(base, (reviewed, overlapping), has_new_marks=False),
        _make_changes(base, (own, overlapping_own), has_new_marks=False),
    )
    # other words can correspond to one another once some changes are made
    sides = (merge.base_for_ours, merge.own), (merge.base_for_theirs, merge.reviewed)
    return merge if all(_has_keys(merge_words(start, theirs, ours), end) for start, end in sides) else None


def _make_known_changes(base: Sequence[Atom], theirs: Sequence[Atom], ours: Sequence[Atom]) -> tuple[Atom, ...]:
    """Return the words of a base with the changes of theirs that ours has, by whatever alignment of equal words.

    So what was merged before is no change of ours beside which theirs would overlap.
    """
    version = _compare(base, theirs)
    known = [
        hunk
        for hunk, region in version.hunks.items()
        if _has_all(replace(version, hunks={hunk: region}, reformatted=set()), ours)
    ]
    return _make_changes(base, (version, known), has_new_marks=False)


def _find_overlapping(
    reviewed: _WordComparison, new: Sequence[_Hunk], own: _WordComparison, new_own: Sequence[_Hunk]
) -> tuple[list[_Hunk], list[_Hunk]]:
    """Return the hunks of two versions that overlap with some of the other one, and those that moved words of these."""
    regions, own_regions = _join_near_regions(reviewed, new), _join_near_regions(own, new_own)
    pairs = [(one, other) for one in regions for other in own_regions if not _are_apart(reviewed.base, one, other)]
    return (
        _add_moved(reviewed, new, regions, {one for one, _ in pairs}),
        _add_moved(own, new_own, own_regions, {other for _, other in pairs}),
    )


def _add_moved(
    version: _WordComparison, hunks: Sequence[_Hunk], regions: Sequence[_Region], chosen: set[_Region]
) -> list[_Hunk]:
    """Return the hunks in chosen regions, and in those from which words were moved into these, or to which from these.

    One word in common is enough: what is asked too often is never lost.
    """

    def list_hunks(region: _Region) -> list[_Hunk]:
        places = ((hunk, version.hunks[hunk]) for hunk in hunks)
        return [hunk for hunk, place in places if region.start <= place.start and place.end <= region.end]

    def is_moved(one: _Hunk, other: _Hunk) -> bool:
        removed = set(_casefold_words(version.base[one.start : one.end]))
        return not removed.isdisjoint(_casefold_words(version.words[other.first : other.last]))

    rest = [region for region in regions if region not in chosen]
    while added := {
        region
        for region in rest
        for hunk in list_hunks(region)
        for known in chosen
        if any(is_moved(hunk, other) or is_moved(other, hunk) for other in list_hunks(known))
    }:
        chosen = chosen | added
        rest = [region for region in rest if region not in added]
    return [hunk for region in regions if region in chosen for hunk in list_hunks(region)]


def _casefold_words(words: Sequence[Atom]) -> Iterator[str]:
    return (each.text.casefold() for each in words if is_word(each))


def _make_changes(
    base: Sequence[Atom], *changes: tuple[_WordComparison, Sequence[_Hunk]], has_new_marks: bool = True
) -> tuple[Atom, ...]:
    """Return the words of a base with some hunks of other versions, which do not overlap."""
    starts = {hunk.start: (hunk, version) for version, hunks in changes for hunk in hunks}
    made: list[Atom] = []
    at = 0
    while at <= len(base):
        if at in starts:
            hunk, version = starts.pop(at)
            made += version.words[hunk.first : hunk.last]
            at = hunk.end
            continue
        if at < len(base):
            formatted = [version for version, _ in changes if has_new_marks and at in version.reformatted]
            made += [version.words[version.indexes[at]] for version in formatted[:1]] or [base[at]]
        at += 1
    return tuple(made)


def _has_keys(merged: Sequence[MergedWord] | None, words: Sequence[Atom]) -> bool:
    """Return whether merged words are others."""
    return merged is not None and [each.atom.key for each in merged] == [each.key for each in words]


def _overlap(reviewed: _WordComparison, new: Sequence[_Hunk], own: _WordComparison, new_own: Sequence[_Hunk]) -> bool:
    """Return whether changes of two versions overlap; `new` and `new_own` are the hunks that only one of them has."""
    regions = _join_near_regions(reviewed, new), _join_near_regions(own, new_own)
    if any(not _are_apart(own.base, one, other) for one in regions[0] for other in regions[1]):
        return True
    return _overlap_formatting(reviewed, new, own, new_own)


def _overlap_formatting(
    reviewed: _WordComparison, new: Sequence[_Hunk], own: _WordComparison, new_own: Sequence[_Hunk]
) -> bool:
    """Return whether one of two versions formatted words that the other one changed, or formatted otherwise."""
    if _overlaps_formatting(reviewed, own, new_own) or _overlaps_formatting(own, reviewed, new):
        return True
    both = ((reviewed.indexes[at], own.indexes[at]) for at in reviewed.reformatted & own.reformatted)
    return any(reviewed.words[one].marks != own.words[other].marks for one, other in both)


def _has_all(version: _WordComparison, other: Sequence[Atom]) -> bool:
    """Return whether other words have all changes of a version: each with the words next to it, and the same marks."""
    if _has_removed(version, version.hunks, other):
        return False
    kept = _compare(version.words, other)
    places = [kept.indexes.get(at, -1) for at in range(len(version.words))]
    for first, last in _find_changed(version):
        found = places[first:last]
        is_one = -1 not in found and found == [*range(found[0], found[0] + len(found))] if found else False
        is_at_start = first > 0 or found[:1] == [0]
        is_at_end = last < len(version.words) or found[-1:] == [len(other) - 1]
        if not (is_one and is_at_start and is_at_end) or kept.reformatted & {*range(first, last)}:
            return False
    return True


def _has_removed(version: _WordComparison, hunks: Iterable[_Hunk], other: Sequence[Atom]) -> bool:
    """Return whether other words have some that a version removed by given hunks: they were moved there."""
    removed = {_spaced_words(version.base[hunk.start : hunk.end]) for hunk in hunks if hunk.first == hunk.last}
    there, kept = _spaced_words(other), _spaced_words(version.words)
    return any(there.count(words) > kept.count(words) for words in removed if words.strip())


def _spaced_words(words: Sequence[Atom]) -> str:
    return f" {' '.join(_casefold_words(words))} "


def _find_changed(version: _WordComparison) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a version that were changed, wherever that may be, with the nearest word on both sides."""
    stretches = [
        (hunk.first - hunk.start + region.start, hunk.last - hunk.end + region.end)
        for hunk, region in version.hunks.items()
    ]
    stretches += [(version.indexes[at], version.indexes[at] + 1) for at in version.reformatted]
    for start, end in stretches:
        before = next((at for at in range(start - 1, -1, -1) if is_word(version.words[at])), 0)
        after = next((at for at in range(end, len(version.words)) if is_word(version.words[at])), len(version.words))
        yield before, min(after + 1, len(version.words))


def _is_character(word: Atom) -> bool:
    """Return whether a word is a single character of Chinese or Japanese (Unicode Standard Annex 11: wide)."""
    return len(word.text) == 1 and east_asian_width(word.text) == "W"


def _join_near_regions(version: _WordComparison, hunks: Sequence[_Hunk]) -> list[_Region]:
    """Return the regions of hunks; two are one if not more words were kept between than were changed in either."""
    regions = [version.hunks[each] for each in hunks]
    for is_rewritten in (False, True):
        joined: list[_Region] = []
        for region in regions:
            before = joined[-1] if joined else None
            kept = _count_words(version.base[before.end : region.start]) if before else 0
            if before and kept <= (min(before.size, region.size) if is_rewritten else 0):
                end, size = max(before.end, region.end), before.size + kept + region.size
                joined[-1] = _Region(before.start, end, size)
            else:
                joined.append(region)
        regions = joined
    return regions


def _are_apart(base: Sequence[Atom], one: _Region, other: _Region) -> bool:
    """Return whether an unchanged word is between two regions."""
    first, second = sorted((one, other))
    between = [each for each in base[first.end : second.start] if is_word(each)]
    return not all(map(_is_character, between)) or len(between) >= thresholds.CHARACTERS_BETWEEN


def _overlaps_formatting(formatted: _WordComparison, other: _WordComparison, hunks: Sequence[_Hunk]) -> bool:
    """Return whether hunks of one side are in words that the other side formatted, or continue their old marks."""
    for hunk in hunks:
        changed = set(range(hunk.start, hunk.end))
        beside = {*_find_adjacent(formatted, hunk)} & formatted.reformatted
        if changed & formatted.reformatted or (not changed and len(beside) == 2):
            return True
        marks = {mark for each in other.words[hunk.first : hunk.last] for mark in each.marks}
        for at in beside:
            old, new = formatted.base[at], formatted.words[formatted.indexes[at]]
            if marks & (set(old.marks) ^ set(new.marks)):
                return True
    return False


def _find_adjacent(version: _WordComparison, hunk: _Hunk) -> Iterator[int]:
    """Yield the indexes in the base of the nearest atoms before and after a hunk that are not spaces."""
    for around in (range(hunk.start - 1, -1, -1), range(hunk.end, len(version.base))):
        yield from islice((at for at in around if not version.base[at].text.isspace()), 1)


def _combine(reviewed: _WordComparison, hunks: Sequence[_Hunk], own: _WordComparison) -> Iterator[MergedWord]:
    """Yield the words of ours with some hunks and the marks of theirs, which do not overlap with changes of ours."""
    starts = {each.start: (each, own) for each in own.hunks} | {each.start: (each, reviewed) for each in hunks}
    at = 0
    while at <= len(own.base):
        if at in starts:
            hunk, version = starts.pop(at)
            is_theirs = version is reviewed
            yield from (MergedWord(version.words[i], i, is_theirs) for i in range(hunk.first, hunk.last))
            at = hunk.end
            continue
        if at in own.indexes:
            index, word = own.indexes[at], own.words[own.indexes[at]]
            marks = reviewed.words[reviewed.indexes[at]].marks if at in reviewed.reformatted else word.marks
            yield MergedWord(word._replace(marks=marks), index)
        at += 1


def merge_signatures(base: Node, theirs: Node, ours: Node) -> Signature | None:
    """Return the signature of a merged paragraph, or of a node with several, None where changes overlap."""
    words = merge_nodes(base, theirs, ours)
    if words is None:
        return None
    paragraphs = paragraph_signatures(words, ours)
    return word_tree.make_signature("text", "", (), tuple(paragraphs)) if ours.kind == "text" else paragraphs[0]


def paragraph_signatures(words: Sequence[MergedWord], ours: Node) -> list[Signature]:
    """Return the signatures of the paragraphs, or of the cell, that merged words are."""
    kind = ours.children[0].kind if ours.kind == "text" else ours.kind
    paragraphs: list[list[Atom]] = [[]]
    for each in words:
        if each.atom.text == PARAGRAPH_END:
            paragraphs.append([])
        else:
            paragraphs[-1].append(each.atom)
    return [word_tree.make_signature(kind, "", tuple(each), ()) for each in paragraphs]


def merge_nodes(base: Node, theirs: Node, ours: Node) -> list[MergedWord] | None:
    """Return the words of three versions of a paragraph, or of several, merged as by `merge_words`."""
    return merge_words(*(join_atoms(each) for each in (base, theirs, ours)))


def join_atoms(node: Node) -> tuple[Atom, ...]:
    """Return the atoms of a paragraph, or those of the paragraphs in a node, with one for each end between them."""
    if node.kind != "text":
        return node.atoms
    atoms = list(node.children[0].atoms)
    for before, after in pairwise(node.children):
        atoms += [Atom(PARAGRAPH_END, (), before.end, after.start), *after.atoms]
    return tuple(atoms)


def is_word(atom: Atom) -> bool:
    """Return whether an atom is a word: no space, punctuation mark or footnote reference."""
    return any(each.isalnum() for each in atom.text)


def _count_words(words: Sequence[Atom]) -> int:
    """Return how many atoms are words."""
    return sum(map(is_word, words))


def _compare(base: Sequence[Atom], other: Sequence[Atom]) -> _WordComparison:
    """Return the comparison by which as few words as possible are changed."""
    version, hunks = _WordComparison(base, other), _find_hunks(base, other)
    least = start = first = 0
    for index, hunk in enumerate(hunks):
        most = hunks[index + 1].start if index + 1 < len(hunks) else len(base)
        placed, region = _place(version, hunk, least, most)
        version.hunks[placed] = region
        least = placed.end + 1
    for each in [*version.hunks, _Hunk(len(base), len(base), len(other), len(other))]:
        version.indexes |= zip(range(start, each.start), range(first, each.first), strict=True)
        start, first = each.end, each.last
    version.reformatted = {at for at, index in version.indexes.items() if version.has_other_marks(at, index)}
    return version


def _find_hunks(base: Sequence[Atom], other: Sequence[Atom]) -> list[_Hunk]:
    spans = find_spans(_list_keys(base), _list_keys(other))
    hunks = (_Hunk(span.start, span.end, span.first, span.last) for span in spans if not span.is_same)
    return [_trim(hunk, base, other, lambda word: word.key[0]) for hunk in hunks]


def _list_keys(words: Sequence[Atom]) -> list[tuple[str, str]]:
    """Return what words are aligned by: of a space and what is after it, so that no spaces stay in place of words."""
    texts = [each.key[0] for each in words]
    return [(text, after if text.isspace() else "") for text, after in zip_longest(texts, texts[1:], fillvalue="")]


def _trim(hunk: _Hunk, base: Sequence[Atom], other: Sequence[Atom], key: Callable[[Atom], Hashable]) -> _Hunk:
    """Return a hunk without the words at its ends that have the same key in both versions."""
    old, new = ([*map(key, words)] for words in (base[hunk.start : hunk.end], other[hunk.first : hunk.last]))
    start, end = common_ends(old, new)
    return _Hunk(hunk.start + start, hunk.end - end, hunk.first + start, hunk.last - end)


def _place(version: _WordComparison, hunk: _Hunk, least: int, most: int) -> tuple[_Hunk, _Region]:
    """Return a hunk where the marks of the fewest words differ, and the region in which it can be.

    Removed or added words can be others that are equal: of "very very", the first one or the second one.
    """
    words = max(_count_words(version.base[hunk.start : hunk.end]), _count_words(version.words[hunk.first : hunk.last]))
    while hunk.start > least and _can_move(version, hunk.moved(-1)):
        hunk = hunk.moved(-1)
    best, start, cost, lowest = hunk, hunk.start, 0, 0
    while hunk.end < most and _can_move(version, hunk):
        before = (hunk.end, hunk.first) if hunk.start < hunk.end else (hunk.start, hunk.last)
        cost += version.has_other_marks(hunk.start, hunk.first) - version.has_other_marks(*before)
        hunk = hunk.moved(1)
        best, lowest = (hunk, cost) if cost < lowest else (best, lowest)
    return best, _Region(start, hunk.end, words)


def _can_move(version: _WordComparison, hunk: _Hunk) -> bool:
    """Return whether the same change can be one word further on."""
    if hunk.is_replacement:
        return False
    words, start, end = version.base, hunk.start, hunk.end
    if start == end:
        words, start, end = version.words, hunk.first, hunk.last
    return end < len(words) and words[start].key[0] == words[end].key[0]
