"""A plain text in three versions: changed, in conflict, emptied, or as it was."""

import pytest

from wsisc.diff.change import PlainEdit
from wsisc.merge import plain

PATH = ("title",)


def compared(base, theirs, ours, reread="", kind="title"):
    return list(plain.compare(PATH, kind, (base, theirs, ours), reread))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "verdict"),
    [
        ("A", "B", "A", "clean"),
        ("A", "B", "C", "conflict"),
        ("A", "1) B", "A", "clean"),
    ],
)
def test_a_changed_text(base, theirs, ours, verdict):
    [change] = compared(base, theirs, ours)
    assert (change.action, change.verdict, change.edit) == ("changed", verdict, PlainEdit(PATH, theirs))
    assert (change.old, change.new, change.quote) == (base, theirs, ours)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "reread"),
    [
        ("A", "A", "B", ""),
        ("A", "B", "B", ""),
        ("A", "B", "A", "B"),  # it comes back so where nobody changes it
    ],
)
def test_what_is_no_change(base, theirs, ours, reread):
    assert compared(base, theirs, ours, reread) == []


@pytest.mark.parametrize(("theirs", "ours"), [("1) A", "A"), ("(iv) A", "A"), ("2.1. B", "B")])
def test_a_number_typed_before_a_title_is_left_out_and_named(theirs, ours):
    [change] = compared("A", theirs, ours)
    assert (change.kind, change.verdict, change.edit, change.new) == ("number", "form", None, theirs)


def test_other_words_of_both_are_merged():
    [change] = compared("Schools in all districts", "Colleges in all districts", "Schools in most districts")
    assert (change.verdict, change.is_merged, change.edit) == (
        "clean", True, PlainEdit(PATH, "Colleges in most districts"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "ours", "verdict", "has_edit"),
    [
        ("caption", "A", "clean", True),
        ("caption", "B", "conflict", True),
        ("title", "A", "refused", False),
        ("alt", "B", "refused", False),
    ],
)
def test_only_a_caption_can_be_emptied(kind, ours, verdict, has_edit):
    [change] = compared("A", "", ours, "A", kind)
    assert (change.action, change.verdict, change.edit is not None) == ("removed", verdict, has_edit)


def test_a_proposal_is_markdown():
    assert compared("A", "*B*", "A")[0].proposal == "\\*B\\*"
    assert compared("A", "*B*", "A")[0].new == "*B*"


@pytest.mark.parametrize(
    ("text", "number"),
    [("1) A", "1) "), ("12.3. A", "12.3. "), ("(a) A", "(a) "), ("123) A", None), ("ab) A", None), ("IX. A", "IX. "),
     ("1)A", None), ("2030 A", None)],
)  # fmt: skip
def test_a_number_that_people_type(text, number):
    match = plain.TYPED_NUMBER.match(text)
    assert (match and match[0]) == number
