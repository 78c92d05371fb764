"""Two sequences of words -> the passages that are equal in both, across small gaps of changed words.

No alignment: passages can be in any order, and the sequences are all the earlier texts, found by an index of runs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

_MAX_GAP = 3  # words, on both sides; a guess: a changed year, number or name
_MIN_WORDS_AFTER_GAP = 4  # a guess: fewer equal words after a gap are chance
_UNCOVERED = b"\0+"
_SKIPS = sorted((each for each in product(range(_MAX_GAP + 1), repeat=2) if any(each)), key=sum)


class MatchingPiece(NamedTuple):
    """A run of equal words: its start in both sequences, and its length."""

    start: int
    other_start: int
    length: int


class RepeatedPassage(NamedTuple):
    """A passage that is repeated from another sequence: the number of that sequence, and its pieces in order."""

    number: int
    pieces: list[MatchingPiece]

    @property
    def words(self) -> int:
        """The number of equal words."""
        return sum(each.length for each in self.pieces)


def match_around(
    words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, min_words: int
) -> list[MatchingPiece]:
    """Return the equal pieces around two places; [] where fewer than `min_words` words from there on are equal."""
    if words[start : start + min_words] != other_words[other_start : other_start + min_words]:
        return []
    before = [
        MatchingPiece(first - length + 1, second - length + 1, length)
        for first, second, length in _match_along(words, start - 1, other_words, other_start - 1, -1)
    ]
    return [*reversed(before), *_match_along(words, start, other_words, other_start, 1)]


def _match_along(
    words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, step: int
) -> Iterator[MatchingPiece]:
    """Yield the equal pieces from two places in one direction, as long as the gaps are small."""
    length = _matching_length(words, start, other_words, other_start, step)
    while True:
        if length:
            yield MatchingPiece(start, other_start, length)
        start, other_start = start + step * length, other_start + step * length
        for skipped, passed in _SKIPS:
            length = _matching_length(words, start + step * skipped, other_words, other_start + step * passed, step)
            if length >= _MIN_WORDS_AFTER_GAP:
                start, other_start = start + step * skipped, other_start + step * passed
                break
        else:
            return


def _matching_length(words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, step: int) -> int:
    """Return how many words from two places in one direction are equal."""
    most = min(len(words) - start, len(other_words) - other_start) if step > 0 else min(start, other_start) + 1
    for count in range(most):
        word = words[start + step * count]
        if not word or word != other_words[other_start + step * count]:
            return count
    return max(most, 0)


def select_disjoint(candidates: Iterable[RepeatedPassage], length: int, min_words: int) -> list[RepeatedPassage]:
    """Return the passages that do not overlap, in order, for `candidates` in a sequence of `length` words, best first.

    The rest of a candidate that overlaps with a better one is returned where it has `min_words` words.
    """
    covered, kept = bytearray(length), []
    for number, pieces in candidates:
        for group in _group_pieces(list(_clip_covered(pieces, covered))):
            found = RepeatedPassage(number, group)
            if found.words >= min_words:
                kept.append(found)
                start, end = group[0].start, group[-1].start + group[-1].length
                covered[start:end] = b"\1" * (end - start)
    return sorted(kept, key=lambda each: each.pieces)


def _clip_covered(pieces: Iterable[MatchingPiece], covered: bytearray) -> Iterator[MatchingPiece]:
    """Yield the parts of pieces that are not covered."""
    for here, there, length in pieces:
        for start, end in (match.span() for match in re.compile(_UNCOVERED).finditer(covered, here, here + length)):
            yield MatchingPiece(start, there + start - here, end - start)


def _group_pieces(pieces: list[MatchingPiece]) -> list[list[MatchingPiece]]:
    """Return pieces grouped into passages, which are separated by more than a gap."""
    groups: list[list[MatchingPiece]] = []
    for piece in pieces:
        if groups and piece.start - groups[-1][-1].start - groups[-1][-1].length <= _MAX_GAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
