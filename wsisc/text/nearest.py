"""A name that does not exist, and those that do -> the one that is most likely meant."""

from collections.abc import Iterable
from functools import lru_cache

_MIN_SIMILARITY = 0.6  # difflib's own default


def find_nearest(name: str, names: Iterable[str], min_similarity: float = _MIN_SIMILARITY) -> str:
    """Return the one of some names that is most similar to a name, whatever the case; "" where none is similar."""
    return next(iter(_find_two_nearest(name, tuple(names), min_similarity)), ("", 0.0))[0]


def find_only_nearest(name: str, names: Iterable[str]) -> str:
    """Return what `find_nearest` returns, "" where a second name is as similar."""
    first, second = [*_find_two_nearest(name, tuple(names), _MIN_SIMILARITY), ("", 0.0), ("", 0.0)][:2]
    return first[0] if first[1] > second[1] else ""


@lru_cache(1_000)  # one wrong name is often repeated
def _find_two_nearest(name: str, names: tuple[str, ...], min_similarity: float) -> list[tuple[str, float]]:
    """Return at most two names, the nearest first, with their similarity."""
    from difflib import SequenceMatcher, get_close_matches  # not at the top: most names exist

    lower = name.lower()
    by_lower = {known.lower(): known for known in names}
    near = get_close_matches(lower, by_lower, 2, min_similarity)
    return [(by_lower[known], SequenceMatcher(None, known, lower).ratio()) for known in near]
