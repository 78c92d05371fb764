"""Two texts, or two sequences of words -> how much of them is the same at their start and at their end."""

from collections.abc import Sequence
from typing import Any


def common_length(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how many elements two sequences have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def common_ends(one: Sequence[Any], other: Sequence[Any]) -> tuple[int, int]:
    """Return how many elements two sequences have in common at their start, and of the rest at their end."""
    start = common_length(one, other)
    return start, common_length(one[start:][::-1], other[start:][::-1])
