"""Two texts as words, or two lists of other items -> the spans of what stays and of what changed: as few as can be."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """Words from `start` to `end` of the first text, and from `first` to `last` of the second, which are there instead.

    With `is_same` they are the same words.
    """

    is_same: bool
    start: int
    end: int
    first: int
    last: int


def find_spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Span]:
    """Yield the spans of two texts in order, with no two changed ones side by side."""
    from rapidfuzz.distance import Indel  # slow to import, and only changed texts need it

    for is_same, group in groupby(Indel.opcodes(old, new), key=lambda step: step.tag == "equal"):
        steps = list(group)
        yield Span(is_same, steps[0].src_start, steps[-1].src_end, steps[0].dest_start, steps[-1].dest_end)
