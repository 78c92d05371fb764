"""The numbers of a comparison: what changed in each part, and words out and in."""

import pytest

from tests.diff_report.pairs import compared
from wsisc.diff_report import text
from wsisc.diff_report.groups import SummaryRow, list_groups, summarize

SECTION = {"title": "A title of it", "text": "Three words here."}


def rows(folder, old=None, new=None):
    found = compared(folder, old, new)
    return {
        (row.kind, row.label): (row.changes, row.words_removed, row.words_added)
        for row in summarize(found, list_groups(found))
        if row.changes
    }


def sections(*all):
    return {"parts": {"two": {"sections": list(all)}}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"title": "A longer title"}, {("submission", ""): (1, 0, 1)}),
        ({}, {"date": "2022-12-15"}, {("submission", ""): (1, 0, 0)}),  # not printed
        ({}, {"parts": {"one": {"text": "A long summary."}}}, {("part", "Part One"): (1, 0, 1)}),
        (sections(), sections(SECTION), {("part", "Part Two"): (1, 0, 7)}),
        (sections(SECTION), sections(), {("part", "Part Two"): (1, 7, 0)}),
        (sections(SECTION), sections({**SECTION, "title": "A title"}), {("part", "Part Two"): (1, 2, 0)}),
        (sections(SECTION), sections({**SECTION, "tags": {"sdgs": [4]}}), {("part", "Part Two"): (1, 0, 0)}),
        (
            {"parts": {"one": {"text": "A summary[^n]."}}, "footnotes": {"n": "A note."}},
            {"parts": {"one": {"text": "A summary[^n]."}}, "footnotes": {"n": "A new note."}},
            {("footnotes", ""): (1, 0, 1)},
        ),
    ],
)
def test_changes_and_words_are_counted(tmp_path, old, new, expected):
    found = rows(tmp_path, old, new)
    total = found.pop(("all", ""))
    assert found == expected
    assert total == next(iter(expected.values()))


def test_a_moved_section_moves_its_words_and_takes_none_out(tmp_path):
    both = [SECTION, {"title": "Another one", "text": "Words that are quite other words."}]
    [row] = [each for each in rows(tmp_path, sections(*both), sections(*both[::-1])).items() if each[0][0] == "part"]
    assert row == (("part", "Part Two"), (1, 0, 0))


def test_parts_without_changes_are_listed_and_empty_ones_are_not(tmp_path):
    found = compared(tmp_path, {}, {"title": "Another"})
    assert [(each.kind, each.label) for each in summarize(found, list_groups(found))] == [
        ("submission", ""),
        ("part", "Part One"),
        ("part", "Part Two"),
        ("part", "Part Three, (a)"),
        ("part", "Part Three, (b)"),
        ("all", ""),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (SummaryRow("all", changes=1, words_removed=1), "1 change: 1 word removed, 0 added"),
        (
            SummaryRow("all", "", 3, 1200, 2000, 1, 2, 1),
            "3 changes: 1,200 words removed, 2,000 added, 1 section added, 2 sections removed, 1 section moved",
        ),
    ],
)
def test_numbers_are_one_sentence(row, words):
    assert text.describe(row) == words
