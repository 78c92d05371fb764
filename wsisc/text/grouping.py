"""Pairs of a key and a value -> the values by key, in the order of the pairs."""

from collections.abc import Hashable, Iterable


def group_values[K: Hashable, V](pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values of each key, keys and values in order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
