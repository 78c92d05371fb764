"""Headings of a call's parts: which were lost, and how they are named to a person."""

from dataclasses import replace

import pytest

from tests.merge.versions import paragraph, submission, word_file
from wsisc.calls.call import BUILT_IN
from wsisc.diff.change import Change, ChangeAction, ChangeKind
from wsisc.merge import review_comparison

CALL = BUILT_IN.load("cstd-26")
FIRST = next(part for part in CALL.parts if part.is_headed)
TEXT = " ".join(FIRST.heading("en").split())
SENT = word_file(paragraph(TEXT, outline=1), "Words.")


def labelled(label):
    """Return a call of one part whose heading is a text, without the space before the prompt."""
    part = FIRST._replace(label={"en": label}, prompt={"en": ""}, parts=())
    return replace(CALL, parts=(part,), languages=("en",))


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("a " * 29 + "b", "a " * 29 + "b "),  # 60 characters with the space after
        ("a " * 29 + "bc", ("a " * 29).rstrip() + " ..."),
        ("a " * 40, ("a " * 29) + "a ..."),
    ],
)
def test_a_heading_is_named_by_its_first_sixty_characters(label, shown):
    assert review_comparison.describe_headings(labelled(label), "en") == shown
    assert review_comparison.describe_headings(labelled(label), "fr") == shown
    assert review_comparison.describe_headings(None, "en") == ""


@pytest.mark.parametrize(
    ("content", "sent", "changes", "is_lost"),
    [
        (word_file("Words."), SENT, [], True),
        (word_file(paragraph("Another", outline=2)), SENT, [], False),
        (
            word_file(paragraph("Another", outline=2)),
            SENT,
            [Change(action=ChangeAction.REMOVED, kind=ChangeKind.WORDING, old=TEXT)],
            True,
        ),
        (
            word_file(paragraph("Another", outline=2)),
            SENT,
            [Change(action=ChangeAction.CHANGED, kind=ChangeKind.WORDING, old=TEXT, new="X")],
            False,
        ),
        (word_file("Words."), word_file("Words."), [], False),
        (word_file("Words."), None, [], False),
    ],
)
def test_headings_are_lost_where_none_or_none_of_the_call_is_there(content, sent, changes, is_lost):
    assert review_comparison.has_lost_headings(content, sent, CALL, changes) is is_lost
    assert not review_comparison.has_lost_headings(content, sent, None, changes)


def test_a_file_without_a_known_part_is_none_of_the_call():
    ours = submission()
    assert review_comparison.has_no_known_part(CALL, [], ours)
    assert not review_comparison.has_no_known_part(CALL, [("parts", "one")], ours)
    assert not review_comparison.has_no_known_part(CALL, [], ours._replace(parts=()))
    assert not review_comparison.has_no_known_part(None, [], ours)
    assert not review_comparison.has_no_known_part(replace(CALL, parts=(FIRST._replace(is_headed=False),)), [], ours)
