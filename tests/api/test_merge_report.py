"""How a change of a reviewer is reported."""

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import source
from wsisc.api import merging
from wsisc.calls.call import BUILT_IN
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict

READ = source.read(as_yaml(minimal()), "a.yaml")
LONG = " ".join(f"new{number}" for number in range(60))
PATH = ("parts", "two", "text")


def reported(old, new, verdict, is_applied=True, kind="paragraph", path=PATH, **more):
    """Return the lines of a change without colours."""
    change = Change(action=ChangeAction.CHANGED, kind=kind, path=path, old=old, new=new, verdict=verdict, **more)
    described = merging.describe_change(change, READ, BUILT_IN, is_applied)
    return [f"{described.mark}: {described.text}", *described.lines]


@pytest.mark.parametrize(
    ("verdict", "is_applied", "kind", "mark", "has_reason"),
    [
        ("clean", True, "paragraph", "applied", False),
        ("clean", False, "paragraph", "change", False),
        ("clean", True, ChangeKind.HARD_TO_SEE, "to check", False),
        ("conflict", True, "paragraph", "conflict", True),
        ("conflict", False, "paragraph", "conflict", False),
        ("refused", True, "paragraph", "not applied", False),
        ("form", True, "paragraph", "left out", True),
        ("form", False, "paragraph", "left out", True),
        ("rejected", True, "paragraph", "left out", False),
    ],
)
def test_what_became_of_a_change_comes_first(verdict, is_applied, kind, mark, has_reason):
    first = reported("One", "Two", verdict, is_applied, kind)[0]
    assert first.startswith(f"{mark}: {kind} changed")
    assert first.endswith(")") is has_reason
    assert reported("One", "Two", verdict, is_applied, kind, reason="so")[0] == f"{mark}: {kind} changed (so)"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, "a.yaml:11 (Part Two, Text), not tracked"),
        ({"path": ()}, "a.yaml, not tracked"),
        ({"is_tracked": True}, "a.yaml:11 (Part Two, Text)"),
        ({"author": "Ada", "date": "2024-05-01T10:00:00Z"}, "a.yaml:11 (Part Two, Text), Ada, 2024-05-01"),
    ],
)
def test_the_place_of_a_change_and_its_author_come_next(place, words):
    assert reported("One", "Two", "clean", **place)[1] == f"  --> {words}"


@pytest.mark.parametrize("verdict", ["refused", "form", "rejected"])
def test_words_that_the_file_does_not_have_are_shown_in_full(verdict):
    assert reported("An overview.", LONG, verdict)[2:] == ["  - An overview.", f"  + {LONG}"]


@pytest.mark.parametrize("verdict", ["clean", "conflict"])
def test_words_that_the_file_has_are_shown_in_short(verdict):
    old, new = reported("An overview.", LONG, verdict)[2:4]
    assert old.endswith("An overview.")
    assert "new0 " in new
    assert " … " in new
    assert new.endswith("new59")


def test_words_that_were_to_go_are_shown_in_short():
    [line] = reported(LONG, "", "refused")[2:]
    assert " … " in line


def test_where_the_sent_version_is_unknown_both_files_are_named():
    lines = reported("An overview.", "A survey.", "conflict", is_sent_known=False)
    assert lines[2:] == ["  in your file:     An overview.", "  in the Word file: A survey."]


@pytest.mark.parametrize(("has_place", "count"), [(True, 2), (False, 1)])
def test_only_what_is_under_comments_is_to_decide_there(has_place, count):
    change = Change(action=ChangeAction.CHANGED, kind="paragraph", verdict=Verdict.REFUSED, has_place=has_place)
    assert len(merging.summarize("a.yaml", [change], 0, dry_run=False).splitlines()) == count


def test_a_conflict_has_the_words_of_all_three():
    lines = reported("An overview.", "A survey.", "conflict", quote="Our\n overview.")
    assert lines[2:] == ["  sent:     An overview.", "  reviewer: A survey.", "  yours:    Our overview."]
    assert reported("An overview.", "", "conflict")[3:] == ["  reviewer: (nothing)", "  yours:    (nothing)"]


@pytest.mark.parametrize(("path", "yours"), [(PATH, "An overview."), (("parts", "one", "text"), "(nothing)")])
def test_the_words_of_the_author_are_shown_if_they_are_where_the_conflict_is(path, yours):
    lines = reported("An overview.", "", "conflict", path=path, quote="An overview.")
    assert lines[-1].split(":    ")[1] == yours


def test_signs_that_changed_with_the_words_are_shown():
    formatted = ("It is.", "It **was** [so](https://example.org/).[^n]")
    lines = reported("It is.", "It was so.", "clean", formatted=formatted)
    assert lines[2:] == ["  - It is.", "  + It **was** [so](https://example.org/).[^n]"]
