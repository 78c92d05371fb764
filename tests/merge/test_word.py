"""Pairs of edits, the reviewer's in a Word file: built from an edited source, or edited in place."""

from copy import deepcopy

import pytest
from hypothesis import given, settings

from tests.conftest import build, examples, many
from tests.merge import cases, tracking
from tests.merge.test_properties import QUICK, check
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.merge import change_authors, letter_addresses
from wsisc.merge.letter_addresses import LetterAddresses
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.readers.word import accept_reject
from wsisc.readers.word.reader import read

FEW, MANY = examples(2, 6), many(150)


def imported(content):
    return importer.import_content(content, calls.BUILT_IN, "cstd-26")


def check_file(case, document):
    """Check the merge of a reviewed file, and that its tracked changes have their author."""
    content = read(document)
    base = cases.submission(cases.data_of(case[0]))
    accepted = accept_reject.accept_all(content)
    theirs = ImportedWordFile(accepted, imported(accepted), base)
    again = imported(read(build(cases.data_of(case[0])))).submission
    return check(case, theirs.submission, again, theirs.bookmarks)


@settings(max_examples=FEW, phases=QUICK)
@given(cases.cases())
def test_a_rebuilt_file(case):
    check_file(case, build(cases.data_of(case[1])))


@settings(max_examples=FEW, phases=QUICK)
@given(cases.written())
def test_a_file_edited(written):
    case, moves = written
    for by in ("", "Ada Reviewer"):
        check_file(case, edited(case, moves, by))


@pytest.mark.long
@pytest.mark.timeout(3000)
@settings(max_examples=MANY // 2, phases=QUICK)
@given(cases.cases())
def test_many_rebuilt_files(case):
    check_file(case, build(cases.data_of(case[1])))


@pytest.mark.long
@pytest.mark.timeout(3000)
@settings(max_examples=MANY // 2, phases=QUICK)
@given(cases.written())
def test_many_files_edited(written):
    case, moves = written
    check_file(case, edited(case, moves, "Ada Reviewer" if len(moves) % 2 else ""))


def edited(case, moves, by):
    """Return the Word file of a case's base with a reviewer's edits written into it."""
    tracker = tracking.Tracker(build(cases.data_of(case[0])), by)
    for kind, id, words in moves:
        if kind == "replace":
            tracker.replace(f"only{id}x", words)
        elif kind == "remove":
            tracker.remove(f"only{id}x")
        else:
            tracker.add(f"only{id}x", words)
    return tracker.content()


def test_tracked_changes_are_known_by_author_and_date():
    data = cases.data_of(cases.Case([unit(1), unit(2)], [], [unit(3)], [unit(4)]))
    tracker = tracking.Tracker(build(data), "Ada Reviewer")
    tracker.replace("only1x", "another")
    tracker.by = "Bob"
    tracker.replace("only3x", "something")
    tracker.by = ""
    tracker.replace("only4x", "untold")
    content = read(tracker.content())
    base, found = cases.submission(deepcopy(data)), changed(data, accept_reject.accept_all(content))
    versions = imported(accept_reject.reject_all(content)), imported(accept_reject.accept_all(content))
    addresses = LetterAddresses(base, versions[0]), LetterAddresses(versions[1].submission, versions[1])
    changes = change_authors.add_authors(content, letter_addresses.locate(found, *addresses))
    assert [(each.author, each.date, each.is_tracked) for each in changes] == [
        ("Ada Reviewer", "2024-05-01T10:00:00Z", True),
        ("Bob", "2024-05-01T10:00:00Z", True),
        ("", "", False),
    ]
    assert change_authors.find_authors(content) == ["Ada Reviewer", "Bob"]
    bobs = imported(accept_reject.accept_from(content, ["Bob"])).submission
    assert "something" in bobs.parts[2].parts[0].text
    assert "another" not in bobs.parts[0].text


def unit(id):
    return cases.Unit(id, [f"The{id}", "first", f"only{id}x", "and", "last."])


def changed(data, content):
    from wsisc.diff.sides import Sides
    from wsisc.merge import collect

    base = cases.submission(deepcopy(data))
    return collect.find_changes(Sides(base, imported(content).submission, base))
