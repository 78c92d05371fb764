"""Footnotes and figures correspond by their places, and by their words where these are elsewhere."""

from itertools import permutations

import pytest

from tests.merge.versions import submission
from wsisc.diff import reference_matching

NOTE = "See the report."


def noted(**notes):
    return submission({"parts": {"one": {"text": " ".join(f"x[^{each}]" for each in notes)}}, "footnotes": notes})


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ({"a": "One.", "b": "Two."}, {"f1": "One.", "f2": "Two."}, {"a": "f1", "b": "f2"}),
        ({"a": "One long note."}, {"f1": "One long remark."}, {"a": "f1"}),
        (
            {"a": "Alpha beta.", "b": "Gamma delta."},
            {"f1": "Gamma delta.", "f2": "Alpha beta."},
            {"b": "f1", "a": "f2"},
        ),
    ],
)
def test_footnotes_are_matched(old, new, pairs):
    assert reference_matching.match_footnotes(noted(**old), noted(**new), {}) == pairs


@pytest.mark.parametrize("old", [*permutations(["Of trees", "Of trees", "Of rivers and lakes"])])
@pytest.mark.parametrize("new", [*permutations(["Of trees", "Of rivers and lakes", "Of stone"])])
def test_no_two_footnotes_are_matched_with_one(old, new):
    olds, news = ({f"{sign}{at}": text for at, text in enumerate(texts)} for sign, texts in (("o", old), ("n", new)))
    found = reference_matching.match_footnotes(noted(**olds), noted(**news), {})
    assert len(set(found.values())) == len(found)
    assert sorted(olds[one] for one, other in found.items() if olds[one] == news[other]) == [
        "Of rivers and lakes",
        "Of trees",
    ]


def test_footnotes_and_figures_are_named_in_the_order_of_the_page():
    found = submission(
        {
            "parts": {"one": {"text": "x[^b] [^gone]\n\n![m]\n\n![none]"}, "three": {"b": {"text": "y[^a]"}}},
            "footnotes": {"a": "A.", "b": "B.", "c": "C."},
            "figures": {"m": {"file": "m.png", "alt": "Alt"}},
        }
    )
    assert reference_matching.referenced_footnotes(found) == ["b", "a"]
    assert reference_matching.placed_figures(found) == ["m"]
    assert reference_matching.match_figures(found, found, {}) == {"m": "m"}


def pairs(old, new, sections=None):
    """Return the pairs of the footnotes of two texts; names are letters, a capital one has other words."""
    olds, news = (
        submission(
            {
                "parts": {"one": {"text": text}},
                "footnotes": {name: NOTE if name.islower() else f"Of {name * 9} alone." for name in names},
            }
        )
        for text, names in ((old, "abcB"), (new, "xyzwB"))
    )
    return reference_matching.match_footnotes(olds, news, sections or {})


@pytest.mark.parametrize(
    ("old", "new", "matched"),
    [
        ("One.[^a]\n\nTwo.[^b]\n\nThree.[^c]", "One.\n\nTwo.[^x]\n\nThree.[^y]", {"b": "x", "c": "y"}),
        ("One.[^a]\n\nTwo.[^b]\n\nThree.[^c]", "Two.[^x]\n\nThree.[^y]", {"b": "x", "c": "y"}),
        ("One.[^a]\n\nTwo.[^b]", "New.[^x]\n\nOne.[^y]\n\nTwo.[^z]", {"a": "y", "b": "z"}),
        ("One.[^a]\n\nTwo.[^b]\n\nThree.[^c]", "Two.[^x]\n\nThree.[^y]\n\nOne.[^z]", {"a": "z", "b": "x", "c": "y"}),
        ("One[^a] and two[^b] and three.[^c]", "One and two[^x] and three.[^y]", {"b": "x", "c": "y"}),
        ("- item[^a]\n- item[^b]\n- item[^c]", "- item\n- item[^x]\n- item[^y]", {"b": "x", "c": "y"}),
        ("One.[^a]\n\nTwo.[^b]", "One.[^B]\n\nTwo.[^x]", {"a": "B", "b": "x"}),
        ("One.[^a]\n\nTwo.[^B]", "One.[^B]\n\nTwo.[^x]", {"a": "x", "B": "B"}),
        ("One.[^a]\n\nTwo.[^a]\n\nThree.[^b]", "One.\n\nTwo.[^x]\n\nThree.[^y]", {"a": "x", "b": "y"}),
    ],
)
def test_equal_footnotes_are_those_at_the_same_place(old, new, matched):
    assert pairs(old, new) == matched


def test_equal_footnotes_of_a_table_are_those_of_the_same_row():
    rows = ["| East | 10[^{}] |", "| West | 10[^{}] |", "| South | 10[^{}] |"]

    def table(names, rows):
        lines = [row.format(name) for row, name in zip(rows, names, strict=True)]
        return "\n".join(["| Name | Count |", "|---|---|", *lines])

    assert pairs(table("abc", rows), table("xy", rows[1:])) == {"b": "x", "c": "y"}
    assert pairs(table("abc", rows), table("xyz", rows[::-1])) == {"a": "z", "b": "y", "c": "x"}


def test_a_footnote_that_is_known_is_no_other_one():
    found = noted(a=NOTE, b=NOTE)
    assert reference_matching.match_footnotes(found, noted(b=NOTE, x=NOTE), {}, {"b": "b"}) == {"a": "x", "b": "b"}


def test_equal_figures_are_those_with_the_same_image_or_place():
    def placed(*names):
        figures = {name: {"file": f"{name}.png", "alt": "A map"} for name in names}
        return submission({"parts": {"one": {"text": "\n\n".join(f"![{name}]" for name in names)}}, "figures": figures})

    old, new = placed("m", "n", "o"), placed("x", "y")
    digests = {"m": "1", "n": "2", "o": "3"}, {"x": "2", "y": "3"}
    assert reference_matching.match_figures(old, new, {}, digests=digests) == {"n": "x", "o": "y"}
    assert reference_matching.match_figures(placed("m"), placed("x"), {}, digests=({"m": "1"}, {"x": "4"})) == {
        "m": "x"
    }
