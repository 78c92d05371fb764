"""Sequences -> how much of two is the same at their ends; pairs of a key and a value -> the values by key."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any


def common_length(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how many elements two sequences have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def common_ends(one: Sequence[Any], other: Sequence[Any]) -> tuple[int, int]:
    """Return how many elements two sequences have in common at their start, and of the rest at their end."""
    start = common_length(one, other)
    return start, common_length(one[start:][::-1], other[start:][::-1])


def group_values[K: Hashable, V](pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values of each key, keys and values in order."""
    grouped: dict[K, list[V]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped
