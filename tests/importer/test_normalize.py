"""Wordings -> what they have in common, and how similar they are."""

import pytest

from wsisc.importer import normalize


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a b c d", "a b c d", 1.0),
        ("", "a", 0.0),
        ("a b c d", "a b", 0.0),  # not half as long, and so not compared
        ("a b c d e", "a b c", 0.75),
        ("executive summary", "exekutive sumary", 0.809),  # 30 of 33 letters, less 0.1
        ("fifteenth session", "sixteenth session", 0.782),
        ("a", "b", 0.0),
    ],
)
def test_similarity(first, second, expected):
    assert round(normalize.similarity(first, second), 3) == expected
    assert round(normalize.similarity(second, first), 3) == expected


def words(count, changed, letter="x"):
    """Return two texts of as many words, of which the first ones differ in their last letter."""
    one = [f"word{index:02}" for index in range(count)]
    return " ".join(one), " ".join(f"{each[:-1]}{letter}" if at < changed else each for at, each in enumerate(one))


@pytest.mark.parametrize(
    ("count", "changed", "expected"),
    [
        (11, 3, 0.861),  # 76 letters: compared letter by letter, less 0.1
        (12, 4, 0.667),  # 83 letters, and not near: by words alone
        (12, 3, 0.914),  # near: letter by letter, less 0.05
        (20, 1, 0.95),  # nearer than 0.9: by words alone
        (137, 28, 0.922),  # 995 letters
        (138, 28, 0.797),  # 1,003 letters
    ],
)
def test_letters_are_compared_where_a_misprint_decides(count, changed, expected):
    assert round(normalize.similarity(*words(count, changed)), 3) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("part two a brief", "and experiences", True),
        ("part two", "trends and experience", True),
        ("one thing", "and experiences", False),
        ("part two a brief", "one thing", False),
    ],
)
def test_lines_begin_and_end_a_wording(first, last, expected):
    assert normalize.has_matching_ends(first, last, "part two a brief overview of trends and experiences") is expected


def test_letters_are_what_is_seen():
    assert normalize.letters(" a\u00a0b\n\u200bc\u202e\ufeff ") == "abc"
    assert normalize.is_invisible("\u200b")
    assert not normalize.is_invisible("a")
