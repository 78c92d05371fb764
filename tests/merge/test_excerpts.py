"""Two texts are shortened to where they differ, with four words around that."""

import pytest

from wsisc.merge.excerpts import MOST_WORDS, cut_to_difference


def numbers(first, last):
    return " ".join(str(each) for each in range(first, last))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("1 2 3 4 5 6 7 8 9", "1 2 3 4 x 6 7 8 9", ("1 2 3 4 5 6 7 8 9", "1 2 3 4 x 6 7 8 9")),
        ("0 1 2 3 4 5 6 7 8 9", "0 1 2 3 4 x 6 7 8 9", ("… 1 2 3 4 5 6 7 8 9", "… 1 2 3 4 x 6 7 8 9")),
        ("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 x 6 7 8 9 10", ("1 2 3 4 5 6 7 8 9 …", "1 2 3 4 x 6 7 8 9 …")),
        ("a b", "a c b", ("a b", "a c b")),
        ("a a", "a a a", ("a a", "a a a")),
        ("", "new", ("", "new")),
    ],
)
def test_four_words_are_shown_around_a_difference(old, new, shown):
    assert cut_to_difference(old, new) == shown


@pytest.mark.parametrize(
    ("count", "most", "shown"),
    [
        (MOST_WORDS, MOST_WORDS, numbers(0, 40)),
        (41, MOST_WORDS, f"{numbers(0, 20)} … {numbers(21, 41)}"),
        (41, 0, numbers(0, 41)),
    ],
)
def test_a_long_difference_loses_its_middle(count, most, shown):
    assert cut_to_difference("", numbers(0, count), most) == ("", shown)
