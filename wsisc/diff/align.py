"""Two sequences -> which of their elements correspond: equal ones, and between these the most similar ones."""

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from wsisc.text.words import spaced_words

# Share of common words from which two elements are one that was changed. A guess: below, most words are other ones.
_LEAST_SIMILARITY = 0.4

type Pairs = list[tuple[int | None, int | None]]
"""Indexes of corresponding elements, None where an element has no counterpart."""


def similarity(first: str, second: str) -> float:
    """Return the share of words that two texts have in common (Sørensen–Dice coefficient), from 0 to 1."""
    return words_similarity(count_words(first), count_words(second))


def words_similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return the similarity of two texts whose words are counted."""
    total = one.total() + other.total()
    return 2 * _count_shared(one, other) / total if total else 0.0


@lru_cache(maxsize=4096)  # each section is compared with all others
def count_words(text: str) -> Counter[str]:
    """Return how often each word is in a text; what has no spaces between words, such as Chinese, by character."""
    return Counter(spaced_words(text))


def _count_shared(one: Counter[str], other: Counter[str]) -> int:
    """Return how many words two texts share; the counts of few words are compared faster than counters are joined."""
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(count, more[word]) for word, count in fewer.items() if word in more)


def _match_score(key: Hashable, one: Counter[str], other: Counter[str]) -> float:
    """Return how similar two elements are.

    A list counts as similar, too, where one is part of the other: it may have lost most of its items.
    """
    score = words_similarity(one, other)
    if isinstance(key, tuple) and key[0] == "list":
        contained = _count_shared(one, other) / (min(one.total(), other.total()) or 1)
        return (score + contained) / 2
    return score


def align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_words: Sequence[str],
    new_words: Sequence[str],
    same_kind_only: bool,
) -> Pairs:
    """Return the pairs of two sequences in order.

    Elements are compared by their keys, and between equal ones by their words; with `same_kind_only` only those of one
    kind (the first item of their keys) are paired there. If a gap has one element on each side, these are a pair.
    """
    pairs: Pairs = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            olds, news = ([count_words(each) for each in words] for words in (old_words[a:b], new_words[c:d]))
            scores = [
                [
                    0.0
                    if same_kind_only and old[i][0] != new[j][0]  # type: ignore[index]
                    else _match_score(old[i], olds[i - a], news[j - c])
                    for j in range(c, d)
                ]
                for i in range(a, b)
            ]
            is_sole = b - a == 1 == d - c and not (same_kind_only and old[a][0] != new[c][0])  # type: ignore[index]
            pairs += [
                (None if i is None else a + i, None if j is None else c + j)
                for i, j in ([(0, 0)] if is_sole else best_pairs(scores, b - a, d - c))
            ]
    return pairs


def best_pairs(scores: list[list[float]], rows: int, columns: int) -> Pairs:
    """Return the pairs in order whose scores have the greatest sum (Needleman–Wunsch, without gap penalties).

    `scores` are those of each of so many `rows` with each of so many `columns`.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= _LEAST_SIMILARITY else -1
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: Pairs = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] >= _LEAST_SIMILARITY and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((each, None) for each in range(i, rows)), *((None, each) for each in range(j, columns))]
