"""Two texts -> how many words they have in common, and the spans of what stays and what changed: as few as can be."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from wsisc.text.words import spaced_words


def similarity(first: str, second: str) -> float:
    """Return the share of words that two texts have in common (Sørensen–Dice coefficient), from 0 to 1."""
    return words_similarity(count_words(first), count_words(second))


def words_similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return the similarity of two texts whose words are counted."""
    total = one.total() + other.total()
    return 2 * count_shared(one, other) / total if total else 0.0


@lru_cache(maxsize=4096)  # each section is compared with all others
def count_words(text: str) -> Counter[str]:
    """Return how often each word is in a text; what has no spaces between words, such as Chinese, by character."""
    return Counter(spaced_words(text))


def count_shared(one: Counter[str], other: Counter[str]) -> int:
    """Return how many words two texts share; the counts of few words are compared faster than counters are joined."""
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(count, more[word]) for word, count in fewer.items() if word in more)


def count_kept_words(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Return how many words of a text stay where they are in another one."""
    from rapidfuzz.distance import LCSseq  # slow to import, and only changed texts need it

    return LCSseq.similarity(old, new)


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
