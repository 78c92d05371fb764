"""Elements of two sequences are paired by their keys, and in the gaps by the words that they share."""

import pytest

from wsisc.align.common_words import similarity
from wsisc.align.sequences import KEPT_WORDS, SIMILAR_WORDS, Item, align, longest_in_order


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("a b c d", "a b c d", 1),
        ("a b", "c d", 0),
        ("", "", 0),
        ("a b", "", 0),
        ("a a b", "a b b", 2 / 3),
        ("a", "a b c d", 0.4),
    ],
)
def test_similarity_is_the_share_of_common_words(first, second, share):
    assert similarity(first, second) == pytest.approx(share)
    assert similarity(second, first) == pytest.approx(share)


def paired(old, new, same_kind_only=False, kinds=("p", "p")):
    olds, news = (
        [Item((kind, text), (text,), kind if same_kind_only else "", is_list=kind == "list") for text in texts]
        for kind, texts in zip(kinds, (old, new), strict=True)
    )
    return align(olds, news, SIMILAR_WORDS)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["a", "b"], ["a", "b"], [(0, 0), (1, 1)]),
        (["a", "x"], ["a"], [(0, 0), (1, None)]),
        (["a"], ["x", "a"], [(None, 0), (0, 1)]),
        (["quite new"], ["all other"], [(0, 0)]),  # the only ones in their gap
        (["1 2 3", "4 5 6"], ["4 5 x"], [(0, None), (1, 0)]),
        (["1 2 3", "4 5 6"], ["y", "1 2 x"], [(None, 0), (0, 1), (1, None)]),
        ([], [], []),
    ],
)
def test_elements_are_paired_in_order(old, new, pairs):
    assert paired(old, new) == pairs


@pytest.mark.parametrize(
    ("new", "pairs"),
    [
        (["a b x y z", "c"], [(0, 0), (None, 1)]),  # 2 of 5 words: 0.4
        (["a x y z u", "c"], [(0, None), (None, 0), (None, 1)]),
    ],
)
def test_two_fifths_of_the_words_are_enough(new, pairs):
    assert paired(["a b d e f"], new) == pairs


def test_only_the_same_kind_is_paired_on_request():
    assert paired(["a b"], ["a c"], kinds=("p", "list")) == [(0, 0)]
    assert paired(["a b"], ["a c"], True, ("p", "list")) == [(0, None), (None, 0)]


def test_a_list_may_have_lost_most_of_its_items():
    words = " ".join(map(str, range(20)))
    assert paired([words], ["0 1", "x"], kinds=("list", "list")) == [(0, 0), (None, 1)]
    assert paired([words], ["0 1", "x"]) == [(0, None), (None, 0), (None, 1)]


def test_a_long_sequence_is_aligned_by_what_is_in_both_once():
    old = [Item(at, (f"paragraph {at} of many words",)) for at in range(3000)]
    new = [
        *old[:10],
        Item("x", ("something else",)),
        *old[10:1500],
        Item("y", ("paragraph 1500 of more words",)),
        *old[1501:],
    ]
    pairs = align(old, [*new[:-2], new[-1]], KEPT_WORDS)
    assert [pair for pair in pairs if pair[0] is None or pair[1] is None] == [(None, 10), (2998, None)]
    assert (1500, 1501) in pairs


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [([], []), ([1, 2, 3], [0, 1, 2]), ([3, 1, 2], [1, 2]), ([2, 3, 1], [0, 1]), ([3, 2, 1], [2]), ([1, 1], [1])],
)
def test_the_longest_part_in_order(numbers, kept):
    assert [at for at, _ in longest_in_order(list(enumerate(numbers)))] == kept
