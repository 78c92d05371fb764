"""Two sequences -> which of their items correspond, in order: equal ones, and between these those that fit best.

Everything that aligns does it here; what counts as the same is a policy with a name. Each value that decides says from
which to which value no outcome of the tests changes; `benchmarks/thresholds.py` measures it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.align.common_words import count_kept_words, count_shared, count_words, words_similarity
from wsisc.text.shared import common_ends
from wsisc.text.words import find_words

# Pairs of items beyond which equal items that are there once divide a gap first: all are compared with all in it. Their
# words take about a second then; texts of ten pages have fewer.
_MOST_COMPARED = 40_000
_LEAST_SCORE = 0.4
"""The score from which two items are a pair; see the policies.

Greater: changed items were removed and added. Smaller: items with other words are pairs.
Same outcome from 0.21 to 0.4.
"""

type Pairs = list[tuple[int | None, int | None]]
"""Indexes of corresponding elements, None where an element has no counterpart."""


class Item(NamedTuple):
    """What is aligned: what it is compared by, its texts, as many in all of one kind, and its kind.

    Only those of one kind correspond. Those of other forms must have more words in common. A compound item, such as a
    table, is aligned in turn, and may have few; of an `is_list` most items may be gone.
    """

    key: Hashable
    texts: tuple[str, ...]
    kind: str = ""
    is_compound: bool = False
    form: Hashable = ""
    is_list: bool = False


def list_items(texts: Sequence[str]) -> list[Item]:
    """Return texts of one kind as items."""
    return [Item(text, (text,)) for text in texts]


class Policy(NamedTuple):
    """What counts as the same.

    `score` returns how well each of some items fits each of others. `are_one` is whether items became others, each the
    one in its place, if no others remain between two pairs. With `has_fixed_runs`, the longest runs of equal items are
    pairs in any case, and what remains is so between these; otherwise only those at both ends are, as what fits best
    may be elsewhere.
    """

    score: Callable[[Sequence[Item], Sequence[Item]], list[list[float]]]
    are_one: Callable[[Sequence[Item], Sequence[Item]], bool]
    has_fixed_runs: bool


class _Gap(NamedTuple):
    """Items of both sequences between pairs, by their first and last indexes."""

    start: int
    end: int
    first: int
    last: int


def align(old: Sequence[Item], new: Sequence[Item], policy: Policy) -> Pairs:
    """Return the pairs of two sequences in order; those without a counterpart that were removed come first."""
    pairs: Pairs = []
    at = other = 0
    for gap in _find_gaps(old, new, policy):
        pairs += zip(range(at, gap.start), range(other, gap.first), strict=True)
        olds, news = old[gap.start : gap.end], new[gap.first : gap.last]
        for a, b in _align_gap(olds, news, policy):
            pairs.append((None if a is None else gap.start + a, None if b is None else gap.first + b))
        at, other = gap.end, gap.last
    return [*pairs, *zip(range(at, len(old)), range(other, len(new)), strict=True)]


def _find_gaps(old: Sequence[Item], new: Sequence[Item], policy: Policy) -> Iterator[_Gap]:
    """Yield what is between equal items."""
    if policy.has_fixed_runs:
        keys = [item.key for item in old], [item.key for item in new]
        for kind, *place in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
            if kind != "equal":
                yield _Gap(*place)
        return
    start, end = common_ends(old, new)
    yield from _divide(old, new, _Gap(start, len(old) - end, start, len(new) - end))


def _divide(old: Sequence[Item], new: Sequence[Item], gap: _Gap) -> Iterator[_Gap]:
    """Yield a gap; a large one is divided at the most items in order that are in each sequence once (patience)."""
    start, first = gap.start, gap.first
    if (gap.end - start) * (gap.last - first) > _MOST_COMPARED:
        olds, news = (
            [(item.key, item.kind) for item in side] for side in (old[start : gap.end], new[first : gap.last])
        )
        counts, others = Counter(olds), Counter(news)
        places = {key: at for at, key in enumerate(news) if others[key] == 1}
        shared = [(at, places[key]) for at, key in enumerate(olds) if counts[key] == 1 and key in places]
        for a, b in longest_in_order(shared):
            yield _Gap(start, gap.start + a, first, gap.first + b)
            start, first = gap.start + a + 1, gap.first + b + 1
    yield _Gap(start, gap.end, first, gap.last)


def longest_in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs whose second numbers increase, as the first do (patience sorting; of several, the last)."""
    ends = list[int]()
    before = list[int | None]()
    last = list[int]()
    for at, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [second], [at]
    found = list[tuple[int, int]]()
    index = last[-1] if last else None
    while index is not None:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _align_gap(old: Sequence[Item], new: Sequence[Item], policy: Policy) -> Pairs:
    if not (old and new):
        return [*((at, None) for at in range(len(old))), *((None, at) for at in range(len(new)))]
    if policy.has_fixed_runs:
        if policy.are_one(old, new):
            return [*zip(range(len(old)), range(len(new)), strict=True)]
        return _best_pairs(policy.score(old, new), len(old), len(new))
    found: Pairs = []
    remaining: Pairs = []
    for pair in (*_best_pairs(policy.score(old, new), len(old), len(new)), (0, 0)):
        if None in pair:
            remaining.append(pair)
            continue
        olds, news = ([at for pair in remaining if (at := pair[side]) is not None] for side in (0, 1))
        if olds and news and policy.are_one([old[at] for at in olds], [new[at] for at in news]):
            remaining = [*zip(olds, news, strict=True)]
        found += [*remaining, pair]
        remaining = []
    return found[:-1]


def _best_pairs(scores: list[list[float]], rows: int, columns: int) -> Pairs:
    """Return the pairs in order whose scores have the greatest sum (Needleman–Wunsch, without gap penalties).

    `scores` are those of each of so many `rows` with each of so many `columns`.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= _LEAST_SCORE else -1
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: Pairs = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] >= _LEAST_SCORE and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((at, None) for at in range(i, rows)), *((None, at) for at in range(j, columns))]


# by the share of common words


def _score_similar(old: Sequence[Item], new: Sequence[Item]) -> list[list[float]]:
    olds, news = ([count_words(" ".join(item.texts)) for item in items] for items in (old, new))
    return [
        [_match_score(a, left, right) if a.kind == b.kind else 0.0 for b, right in zip(new, news, strict=True)]
        for a, left in zip(old, olds, strict=True)
    ]


def _match_score(item: Item, one: Counter[str], other: Counter[str]) -> float:
    """Return how similar two items are; a list also where one is part of the other: it may have lost most items."""
    score = words_similarity(one, other)
    if item.is_list:
        return (score + count_shared(one, other) / (min(one.total(), other.total()) or 1)) / 2
    return score


def _is_same_kind(old: Sequence[Item], new: Sequence[Item]) -> bool:
    return len(old) == 1 == len(new) and old[0].kind == new[0].kind


SIMILAR_WORDS = Policy(_score_similar, _is_same_kind, has_fixed_runs=True)
"""Equal items are pairs; between them those with at least 0.4 of their words in common, in any order, or sole ones.

For what is the same but perhaps read or written otherwise: versions to merge, notes, translations. Below
0.4, most words are other ones. Merges of generated edits (tests/merge/test_properties.py) hold it.
"""


# by the words that stay

_LEAST_SIMILARITY = 0.25
"""Share of common words below which two texts have nothing to do with one another: word by word they are hard to read.

Greater: texts that were rewritten were removed and added. Smaller: a text shows as another one with all words changed.
Same outcome from 0.11 to 0.66.
"""
_LEAST_OF_OTHER_FORM = 0.5
"""The same if one is a heading, say, and the other is not: that one changed into it must be obvious.

Same outcome from 0.45 to 0.5.
"""
_LEAST_OF_SOLE = 0.1
"""Share for the only text that was removed, and the only one that was added in its place: a sentence that lost its end.

Greater: it was removed and added. Smaller: a text that replaced another one shows as a change of it.
Same outcome from 0.05 to 0.1.
"""
_FIRST_SIGN = 0x10000  # from here on, all characters represent words


def _score_kept(old: Sequence[Item], new: Sequence[Item]) -> list[list[float]]:
    signs = dict[str, str]()
    olds, news = ([_write_signs(item.texts, signs) for item in items] for items in (old, new))
    return [
        [_score_pair(a, b, left, right) for b, right in zip(new, news, strict=True)]
        for a, left in zip(old, olds, strict=True)
    ]


def _write_signs(texts: Sequence[str], signs: dict[str, str]) -> list[str]:
    """Return texts with one character for each word, which are compared far faster; `signs` are those of all words."""
    return [
        "".join(signs.setdefault(word, chr(_FIRST_SIGN + len(signs))) for word in find_words(text)) for text in texts
    ]


def _score_pair(old: Item, new: Item, olds: Sequence[str], news: Sequence[str]) -> float:
    """Return how many words stay if two items correspond."""
    if old.kind != new.kind:
        return 0.0
    total = sum(map(len, olds)) + sum(map(len, news))
    if old.key == new.key:
        return total / 2 + _LEAST_SCORE  # so that those without words correspond, too
    kept = sum(count_kept_words(left, right) for left, right in zip(olds, news, strict=True))
    share = 2 * kept / total if kept else 0.0
    least = _LEAST_SIMILARITY if old.form == new.form else _LEAST_OF_OTHER_FORM
    return 0.0 if share < least and not old.is_compound else kept


def _is_replaced(olds: Sequence[Item], news: Sequence[Item]) -> bool:
    """Return whether an item became another one, as nothing else was removed or added there."""
    if len(olds) != 1 or len(news) != 1:
        return False
    [old], [new] = olds, news
    if old.kind != new.kind or old.is_compound or old.form != new.form:
        return old.kind == new.kind and old.is_compound
    words = [[find_words(text) for text in item.texts] for item in (old, new)]
    kept = sum(count_kept_words(left, right) for left, right in zip(*words, strict=True))
    return kept > 0 and 2 * kept >= _LEAST_OF_SOLE * sum(len(text) for side in words for text in side)


KEPT_WORDS = Policy(_score_kept, _is_replaced, has_fixed_runs=False)
"""As many words as possible stay where they are, in their order; for what a reader of a comparison sees as one block.

Two texts have at least a quarter of their words in common, half of them if their forms differ, a tenth if each is
alone; a compound item needs none. With these, redlines of generated pairs change 1.08 times the fewest words.
"""


# by the cells of a table

_EQUAL_LINE = 1.5
"""The score of equal rows or columns: more than that of similar ones.

Greater: an equal row outweighs two that changed. Smaller: rows that changed outweigh an equal one.
Same outcome from 0.4 to any.
"""
# Pairs of changed rows or columns that are compared: about a second of work; a table with more is another one.
_MOST_LINES = 100_000


def _score_rows(old: Sequence[Item], new: Sequence[Item]) -> list[list[float]]:
    """Return how similar rows are; a name in the first cell counts as much as all other words."""
    olds, news = ([count_words(item.texts[1]) for item in items] for items in (old, new))

    def score(a: int, b: int) -> float:
        similarity = words_similarity(olds[a], news[b])
        name = old[a].texts[0]
        return (1 + similarity) / 2 if name and name == new[b].texts[0] else similarity

    return _score_lines(old, new, score)


def _score_columns(old: Sequence[Item], new: Sequence[Item]) -> list[list[float]]:
    """Return which share of their cells columns have in common; the header counts as much as all cells."""

    def score(a: int, b: int) -> float:
        same = [left == right for left, right in zip(old[a].texts, new[b].texts, strict=True)]
        return (same[0] + sum(same) / len(same)) / 2

    return _score_lines(old, new, score)


def _score_lines(old: Sequence[Item], new: Sequence[Item], score: Callable[[int, int], float]) -> list[list[float]]:
    is_small = len(old) * len(new) <= _MOST_LINES
    return [
        [_EQUAL_LINE if left.key == right.key else score(a, b) if is_small else 0.0 for b, right in enumerate(new)]
        for a, left in enumerate(old)
    ]


def _are_as_many(old: Sequence[Item], new: Sequence[Item]) -> bool:
    return len(old) == len(new)


TABLE_ROWS = Policy(_score_rows, _are_as_many, has_fixed_runs=False)
"""The rows of tables to merge, each with the text of its first cell and of all: between pairs, as many are the same.

One side may insert a row, and the other side change a cell in the next one.
"""

TABLE_COLUMNS = Policy(_score_columns, _are_as_many, has_fixed_runs=False)
"""The columns of tables to merge, with the texts of their cells in rows that correspond, that of the header first."""
