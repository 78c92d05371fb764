"""Part headings in the forms in which people write them: each answer is in its part, or a person must decide."""

import pytest

from tests.conftest import some_quick
from tests.importer import heading_forms
from tests.importer.heading_forms import ANSWERS, FORMS, LOOKS, PARTS
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import reader
from wsisc.source import model

ASKED = {
    ("prompts cut and changed", "*"): 1,
    ("3(a) with titles", "plain"): 4,  # without any look, "1. Summary of the year" can be an item of a list
    ("3(a) with titles", "table"): 4,
    ("III.a", "plain"): 3,
    ("III.a", "table"): 4,
    ("own words that nobody knows", "*"): 4,
    # In a table, numbers and "Section 1" are what rows of data are named by, too.
    ("labels in Roman numerals", "table"): 4,
    ("labels in digits", "table"): 4,
    ("Section 1", "table"): 4,
}
"""For how many of the four answers a person must decide at most; otherwise for none."""
CASES = [(form, look) for form in FORMS for look in (*LOOKS, "table")]


def imported(form, look):
    content = heading_forms.write_table(form) if look == "table" else heading_forms.write(form, look)
    return importer.import_content(reader.read(content), BUILT_IN, "cstd-26")


def places(submission):
    """Return the part of each answer, () for what is unplaced."""
    return {
        ids: tuple(
            step for step in path if isinstance(step, str) and step not in ("parts", "sections", "text", "unplaced")
        )
        for path, text in model.rich_texts(submission)
        for ids, answer in ANSWERS.items()
        if answer in " ".join(text.split())
    }


@pytest.mark.parametrize("case", some_quick(CASES, 8, "-".join))
def test_each_form_of_headings_in_each_look(case):
    form, look = case
    found = imported(form, look)
    placed = places(found.submission)
    assert found.report.is_balanced
    assert set(placed) == set(PARTS)
    assert {ids: place for ids, place in placed.items() if place} == {
        ids: ids for ids, place in placed.items() if place
    }
    open_parts = [ids for ids, place in placed.items() if not place]
    assert len(open_parts) <= ASKED.get((form, look), ASKED.get((form, "*"), 0))
    assert found.report.needs_person >= bool(open_parts)


def test_own_headings_are_kept_as_titles_of_sections():
    submission = imported("own words of the call", "heading 1").submission
    assert [section.title for _, section in model.sections(submission)] == [
        "Overview of trends",
        "Programmes and projects",
        "The way ahead",
    ]


def test_each_start_has_a_reason_and_a_confidence():
    decisions = imported("own words that nobody knows", "heading 1").report.decisions
    assert [each.heading for each in decisions] == list(FORMS["own words that nobody knows"].values())
    assert all(0 <= each.confidence <= 1 and each.reason for each in decisions)
    assert [each.is_open for each in decisions] == [not each.part for each in decisions]
