"""Two rows of words -> the stretches that are the same in both, over small gaps where words were changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

_GAP = 3  # words, on both sides
_RESUMED = 4  # words that must be the same behind a gap
_SKIPS = sorted((each for each in product(range(_GAP + 1), repeat=2) if any(each)), key=sum)


class Piece(NamedTuple):
    """Words that are the same: where they begin here and there, and how many they are."""

    here: int
    there: int
    length: int


class Found(NamedTuple):
    """A passage that stands elsewhere: the number of the row it stands in, and its pieces in their order."""

    number: int
    pieces: list[Piece]

    @property
    def words(self) -> int:
        """How many words are the same."""
        return sum(each.length for each in self.pieces)


def around(here: Sequence[str], at: int, there: Sequence[str], to: int, least: int) -> list[Piece]:
    """Return what is the same around two places, where `least` words must be; [] where they are not."""
    if here[at : at + least] != there[to : to + least]:
        return []
    before = [
        Piece(first - length + 1, second - length + 1, length)
        for first, second, length in _along(here, at - 1, there, to - 1, -1)
    ]
    return [*reversed(before), *_along(here, at, there, to, 1)]


def _along(here: Sequence[str], at: int, there: Sequence[str], to: int, step: int) -> Iterator[Piece]:
    """Yield what is the same from two places on in a direction, as far as gaps are small."""
    length = _length(here, at, there, to, step)
    while True:
        if length:
            yield Piece(at, to, length)
        at, to = at + step * length, to + step * length
        for skipped, passed in _SKIPS:
            length = _length(here, at + step * skipped, there, to + step * passed, step)
            if length >= _RESUMED:
                at, to = at + step * skipped, to + step * passed
                break
        else:
            return


def _length(here: Sequence[str], at: int, there: Sequence[str], to: int, step: int) -> int:
    """Return how many words from two places on are the same, in a direction."""
    most = min(len(here) - at, len(there) - to) if step > 0 else min(at, to) + 1
    for count in range(most):
        word = here[at + step * count]
        if not word or word != there[to + step * count]:
            return count
    return max(most, 0)


def apart(candidates: Iterable[Found], length: int, least: int) -> list[Found]:
    """Return of passages in a row of so many words, the best first, those that do not overlap, in their order.

    Of one that overlaps with a better one, what is left is kept where it has `least` words.
    """
    covered, kept = bytearray(length), []
    for number, pieces in candidates:
        for group in _groups(list(_clipped(pieces, covered))):
            found = Found(number, group)
            if found.words >= least:
                kept.append(found)
                start, end = group[0].here, group[-1].here + group[-1].length
                covered[start:end] = b"\1" * (end - start)
    return sorted(kept, key=lambda each: each.pieces)


def _clipped(pieces: Iterable[Piece], covered: bytearray) -> Iterator[Piece]:
    """Yield the stretches of pieces that are not covered."""
    for here, there, length in pieces:
        start, end = covered.find(0, here, here + length), here + length
        while start >= 0:
            after = covered.find(1, start, end)
            after = end if after < 0 else after
            yield Piece(start, there + start - here, after - start)
            start = covered.find(0, after, end)


def _groups(pieces: list[Piece]) -> list[list[Piece]]:
    """Return pieces by the passages they belong to, which are parted by more than a gap."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and piece.here - groups[-1][-1].here - groups[-1][-1].length <= _GAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
