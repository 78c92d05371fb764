"""Two rows of words -> the stretches that are the same in both, over small gaps where words were changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

_MAX_GAP = 3  # words, on both sides
_MIN_WORDS_AFTER_GAP = 4  # words that must be the same behind a gap
_SKIPS = sorted((each for each in product(range(_MAX_GAP + 1), repeat=2) if any(each)), key=sum)


class MatchingPiece(NamedTuple):
    """Words that are the same: where they begin here and there, and how many they are."""

    start: int
    other_start: int
    length: int


class RepeatedPassage(NamedTuple):
    """A passage that stands elsewhere: the number of the row it stands in, and its pieces in their order."""

    number: int
    pieces: list[MatchingPiece]

    @property
    def words(self) -> int:
        """How many words are the same."""
        return sum(each.length for each in self.pieces)


def match_around(
    words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, min_words: int
) -> list[MatchingPiece]:
    """Return what is the same around two places, where `least` words must be; [] where they are not."""
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
    """Yield what is the same from two places on in a direction, as far as gaps are small."""
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
    """Return how many words from two places on are the same, in a direction."""
    most = min(len(words) - start, len(other_words) - other_start) if step > 0 else min(start, other_start) + 1
    for count in range(most):
        word = words[start + step * count]
        if not word or word != other_words[other_start + step * count]:
            return count
    return max(most, 0)


def select_disjoint(candidates: Iterable[RepeatedPassage], length: int, min_words: int) -> list[RepeatedPassage]:
    """Return of passages in a row of so many words, the best first, those that do not overlap, in their order.

    Of one that overlaps with a better one, what is left is kept where it has `least` words.
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
    """Yield the stretches of pieces that are not covered."""
    for here, there, length in pieces:
        start, end = covered.find(0, here, here + length), here + length
        while start >= 0:
            after = covered.find(1, start, end)
            after = end if after < 0 else after
            yield MatchingPiece(start, there + start - here, after - start)
            start = covered.find(0, after, end)


def _group_pieces(pieces: list[MatchingPiece]) -> list[list[MatchingPiece]]:
    """Return pieces by the passages they belong to, which are parted by more than a gap."""
    groups: list[list[MatchingPiece]] = []
    for piece in pieces:
        if groups and piece.start - groups[-1][-1].start - groups[-1][-1].length <= _MAX_GAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
