"""Two sequences of words and a place in each -> the pieces that are equal around them, as far as they go."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc.lint.reuse.recycled_passages import MatchingPiece, RepeatedPassage, match_around, select_disjoint

SAME = [f"w{number}" for number in range(40)]
sequences = st.lists(st.sampled_from("abc"), min_size=12, max_size=30)


def changed(*changes):
    """Return the words with some replaced, taken away or put in."""
    words = list(SAME)
    for at, *new in sorted(changes, reverse=True):
        words[at : at + 1] = new
    return words


@pytest.mark.parametrize(
    ("other", "at", "pieces"),
    [
        (SAME, 20, [(0, 0, 20), (20, 20, 20)]),
        (SAME, 0, [(0, 0, 40)]),
        (SAME, 30, [(0, 0, 30), (30, 30, 10)]),
        (changed((10, "x")), 20, [(0, 0, 10), (11, 11, 9), (20, 20, 20)]),
        (changed((30, "x")), 10, [(0, 0, 10), (10, 10, 20), (31, 31, 9)]),
        (changed((30, "w30", "x")), 10, [(0, 0, 10), (10, 10, 21), (31, 32, 9)]),
        (changed((30,)), 10, [(0, 0, 10), (10, 10, 20), (31, 30, 9)]),
    ],
)
def test_equal_pieces_are_found_in_both_directions_over_small_gaps(other, at, pieces):
    other_at = other.index(SAME[at])
    assert match_around(SAME, at, other, other_at, 5) == [MatchingPiece(*each) for each in pieces]


@pytest.mark.parametrize(("count", "found"), [(4, False), (5, True)])
def test_from_the_place_on_enough_words_are_equal_or_nothing_is_found(count, found):
    other = [*SAME[:count], *["x"] * 40]
    assert bool(match_around(SAME, 0, other, 0, 5)) is found


def test_an_empty_word_ends_a_piece():
    words = [*SAME[:10], "", *SAME[10:20]]
    assert match_around(words, 0, words, 0, 5)[0] == MatchingPiece(0, 0, 10)


@given(sequences, sequences, st.integers(0, 10), st.integers(0, 10))
def test_pieces_are_equal_in_order_and_cannot_be_longer(words, others, at, other_at):
    pieces = match_around(words, at, others, other_at, 2)
    assert bool(pieces) == (words[at : at + 2] == others[other_at : other_at + 2])
    if not pieces:
        return
    for here, there, length in pieces:
        assert words[here : here + length] == others[there : there + length]
        assert length
    for (here, there, length), (after, other_after, _) in pairwise(pieces):
        assert here + length <= after
        assert there + length <= other_after
    [own] = [each for each in pieces if each.start == at]
    end, other_end = own.start + own.length, own[1] + own.length
    assert words[end : end + 1] != others[other_end : other_end + 1] or not words[end:]


def passage(number, *pieces):
    return RepeatedPassage(number, [MatchingPiece(*each) for each in pieces])


@pytest.mark.parametrize(
    ("candidates", "kept"),
    [
        ([passage(1, (0, 50, 10)), passage(2, (20, 0, 5))], [passage(1, (0, 50, 10)), passage(2, (20, 0, 5))]),
        ([passage(2, (20, 0, 5)), passage(1, (0, 50, 10))], [passage(1, (0, 50, 10)), passage(2, (20, 0, 5))]),
        ([passage(1, (0, 0, 10)), passage(2, (5, 70, 10))], [passage(1, (0, 0, 10)), passage(2, (10, 75, 5))]),
        ([passage(1, (0, 0, 10)), passage(2, (6, 70, 7))], [passage(1, (0, 0, 10))]),
        ([passage(1, (10, 0, 10)), passage(2, (4, 70, 20))], [passage(2, (4, 70, 6)), passage(1, (10, 0, 10)), passage(2, (20, 86, 4))]),
        ([passage(1, (0, 0, 4), (5, 5, 4))], [passage(1, (0, 0, 4), (5, 5, 4))]),
        ([passage(1, (0, 0, 4), (30, 5, 4))], [passage(1, (0, 0, 4)), passage(1, (30, 5, 4))]),
        ([passage(1, (0, 0, 4), (20, 5, 4), (25, 10, 4))], [passage(1, (0, 0, 4)), passage(1, (20, 5, 4), (25, 10, 4))]),
        ([passage(1, (0, 0, 2), (30, 5, 4))], [passage(1, (30, 5, 4))]),
    ],
)  # fmt: skip
def test_of_passages_that_overlap_the_rest_of_the_lesser_is_kept(candidates, kept):
    assert select_disjoint(candidates, 40, 4) == kept


def test_words_of_a_passage_are_counted_over_its_pieces():
    assert passage(1, (0, 0, 4), (5, 5, 4)).words == 8
