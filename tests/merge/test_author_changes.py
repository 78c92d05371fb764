"""Passages that the author changed since the file was sent out are counted, and named by their places."""

import pytest

from tests.merge.versions import sides
from wsisc.diff.change import Change
from wsisc.merge.author_changes import find_unreported

TEXT = ("parts", "one", "text")


def data(text, **more):
    return {"parts": {"one": {"text": text}}, **more}


SENT = data("First.\n\nSecond.")


@pytest.mark.parametrize(
    ("ours", "count", "places"),
    [
        (SENT, 0, []),
        (data("First.\n\n*Second.*"), 0, []),
        (data("First.\n\nAnother."), 1, [TEXT]),
        (data("First."), 1, []),
        (data("New.\n\nNewer.\n\nFirst.\n\nSecond."), 2, [TEXT]),
        (data("First.\n\nSecond.", title="Another title"), 1, [("title",)]),
    ],
)
def test_what_only_the_author_changed(ours, count, places):
    assert find_unreported(sides(SENT, SENT, ours), []) == (count, places)


def test_what_a_change_reports_is_not_counted():
    ours = data("First.\n\nAnother.")
    change = Change("changed", "paragraph", TEXT, "Second.", "Third.", quote="Another.")
    assert find_unreported(sides(SENT, data("First.\n\nThird."), ours), [change]) == (0, [])
    assert find_unreported(sides(SENT, data("First.\n\nThird."), ours), []) == (1, [TEXT])


def test_words_that_are_not_printed_are_not_compared():
    ours = data("First.\n\nSecond.", contact={"name": "Ada", "email": "ada@example.org"})
    assert find_unreported(sides(SENT, SENT, ours), []) == (0, [])
