"""Two sequences of texts -> which of them correspond, so that as many words as possible stay where they are."""

from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import NamedTuple

from wsisc.diff.align import Pairs, best_pairs
from wsisc.text.common_length import common_ends
from wsisc.text.words import find_words

# Share of common words below which two texts have nothing to do with one another: word by word they would be hard to
# read. More if one is a heading, say, and the other is not: that one changed into it must be obvious. Guesses.
_LEAST_SIMILARITY = 0.25
_LEAST_OF_OTHER_FORM = 0.5
# Share for the only text that was removed, and the only one that was added in its place: a sentence that lost its end.
_LEAST_OF_SOLE = 0.1
# What a word counts less that stays in a text of which all others changed. A guess.
_LOSS = 0.5
# What equal texts count more, so that those without words correspond, too.
_EQUAL = 0.5
_FIRST_SIGN = 0x10000  # from here on, all characters represent words


class AlignedItem(NamedTuple):
    """What is aligned: its kind, what it is compared by, and its texts, as many in all of one kind.

    Only those of one kind correspond; if they are aligned in turn (`is_compound`), they may have few words in common,
    and if their forms differ, they must have many.
    """

    kind: str
    key: Hashable
    texts: tuple[str, ...]
    is_compound: bool = False
    form: Hashable = ""


def align_by_words(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> Pairs:
    """Return the pairs of two sequences in order; those without a counterpart that were removed come first.

    A compound item corresponds also to a single item that replaced it, any other to one with a few of its words.
    """
    start, end = common_ends(old, new)
    olds, news = old[start : len(old) - end], new[start : len(new) - end]
    pairs = [(None if a is None else a + start, None if b is None else b + start) for a, b in _align(olds, news)]
    equal = zip(range(len(old) - end, len(old)), range(len(new) - end, len(new)), strict=True)
    return [*zip(range(start), range(start), strict=True), *pairs, *equal]


def count_kept_words(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Return how many words of a text stay where they are in another one."""
    from rapidfuzz.distance import LCSseq  # slow to import, and only changed texts need it

    return LCSseq.similarity(old, new)


def _align(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> Pairs:
    if not (old and new):
        return [*((each, None) for each in range(len(old))), *((None, each) for each in range(len(new)))]
    signs = dict[str, str]()
    olds, news = ([_write_signs(each.texts, signs) for each in items] for items in (old, new))
    scores = [
        [_score(a, b, one, other) for b, other in zip(new, news, strict=True)] for a, one in zip(old, olds, strict=True)
    ]
    return _pair_sole(best_pairs(scores, len(old), len(new)), old, new)


def _write_signs(texts: Sequence[str], signs: dict[str, str]) -> list[str]:
    """Return texts with one character for each word, which are compared far faster; `signs` are those of all words."""
    return [
        "".join(signs.setdefault(word, chr(_FIRST_SIGN + len(signs))) for word in find_words(each)) for each in texts
    ]


def _score(old: AlignedItem, new: AlignedItem, olds: Sequence[str], news: Sequence[str]) -> float:
    """Return how many words stay if two items correspond; less where many other words changed."""
    if old.kind != new.kind:
        return 0.0
    total = sum(map(len, olds)) + sum(map(len, news))
    if old.key == new.key:
        return total / 2 + _EQUAL
    kept = sum(count_kept_words(one, other) for one, other in zip(olds, news, strict=True))
    similarity = 2 * kept / total if kept else 0.0
    least = _LEAST_SIMILARITY if old.form == new.form else _LEAST_OF_OTHER_FORM
    return 0.0 if similarity < least and not old.is_compound else kept * (1 - _LOSS + _LOSS * similarity)


def _pair_sole(pairs: Pairs, old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> Pairs:
    """Return pairs; an item and the single one that replaced it are one, too."""
    found: Pairs = []
    for is_paired, group in groupby(pairs, key=lambda pair: None not in pair):
        stretch = list(group)
        if not is_paired and len(stretch) == 2:
            (a, _), (_, b) = stretch
            if a is not None and b is not None and _is_replaced(old[a], new[b]):
                stretch = [(a, b)]
        found += stretch
    return found


def _is_replaced(old: AlignedItem, new: AlignedItem) -> bool:
    """Return whether an item became another one, as nothing else was removed or added there."""
    if old.kind != new.kind or old.is_compound or old.form != new.form:
        return old.kind == new.kind and old.is_compound
    words = [[find_words(text) for text in item.texts] for item in (old, new)]
    kept = sum(count_kept_words(one, other) for one, other in zip(*words, strict=True))
    return kept > 0 and 2 * kept >= _LEAST_OF_SOLE * sum(len(text) for side in words for text in side)
