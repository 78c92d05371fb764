"""Two sequences -> which of their elements stand for one another: the same ones, and in the gaps between the likest."""

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

_LEAST_SIMILARITY = 0.4

type Pairs = list[tuple[int | None, int | None]]


def similarity(first: str, second: str) -> float:
    """Return how many of their words two texts share, from 0 to 1."""
    one, other = Counter(first.split()), Counter(second.split())
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _match_score(key: Hashable, first: str, second: str) -> float:
    """Return how sure it is that one element stands for another; a list may have lost most of its items."""
    found = similarity(first, second)
    if isinstance(key, tuple) and key[0] == "list":
        least = min(len(first.split()), len(second.split())) or 1
        shared = (Counter(first.split()) & Counter(second.split())).total() / least
        return (found + shared) / 2
    return found


def align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_words: Sequence[str],
    new_words: Sequence[str],
    same_kind_only: bool,
) -> Pairs:
    """Return the pairs of two sequences in order, None where an element has no partner.

    Elements are compared by their keys, and in gaps by their words; with `kinds` only those of one kind (the first of
    their keys) are paired there.
    """
    pairs: Pairs = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            fits = [
                [
                    0.0
                    if same_kind_only and old[i][0] != new[j][0]  # type: ignore[index]
                    else _match_score(old[i], old_words[i], new_words[j])
                    for j in range(c, d)
                ]
                for i in range(a, b)
            ]
            is_sole = b - a == 1 == d - c and not (same_kind_only and old[a][0] != new[c][0])  # type: ignore[index]
            pairs += [
                (None if i is None else a + i, None if j is None else c + j)
                for i, j in ([(0, 0)] if is_sole else _best_pairs(fits, b - a, d - c))
            ]
    return pairs


def _best_pairs(fits: list[list[float]], rows: int, columns: int) -> Pairs:
    """Return the pairs in order whose likenesses have the greatest sum."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = fits[i][j] + best[i + 1][j + 1] if fits[i][j] >= _LEAST_SIMILARITY else -1
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: Pairs = []
    i = j = 0
    while i < rows and j < columns:
        if fits[i][j] >= _LEAST_SIMILARITY and best[i][j] == fits[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((each, None) for each in range(i, rows)), *((None, each) for each in range(j, columns))]
