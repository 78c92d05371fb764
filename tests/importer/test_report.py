"""The fates of words and components -> whether an import is complete, and whether a person must look at it."""

from dataclasses import replace

import pytest

from wsisc.importer.account.report import Fate, ImportReport, ReportItem, format_item

FATES = {Fate.PLACED: 70, Fate.COVER: 9, Fate.PROMPT: 8, Fate.NUMBER: 3, Fate.REPORTED: 10}
WHOLE = ImportReport(100, FATES)


def test_the_words_by_their_fates():
    assert (WHOLE.placed, WHOLE.printed_by_call, WHOLE.reported) == (70, 20, 10)
    assert (ImportReport(0, {}).placed, ImportReport(0, {}).printed_by_call, ImportReport(0, {}).reported) == (0, 0, 0)


@pytest.mark.parametrize(
    ("change", "has_all_words", "is_balanced", "needs_person"),
    [
        ({}, True, True, False),
        ({"words_read": 101}, False, False, True),
        ({"problems": ("letters were lost",)}, False, False, True),
        ({"unaccounted": ("not every link",)}, True, False, True),
        ({"unplaced_words": 1}, True, True, True),
        ({"items": (ReportItem("box", "words", needs_person=False),)}, True, True, False),
        ({"items": (ReportItem("box", "words"),)}, True, True, True),
    ],
)
def test_what_needs_a_person(change, has_all_words, is_balanced, needs_person):
    report = replace(WHOLE, **change)
    assert (report.has_all_words, report.is_balanced, report.needs_person) == (has_all_words, is_balanced, needs_person)


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (ReportItem("box", "words"), "box: words"),
        (ReportItem("box", "words", 1), "not imported, box: words"),
        (ReportItem("box", ""), "box"),
        (ReportItem("box", "x" * 160), f"box: {'x' * 160}"),
        (ReportItem("box", "x" * 161), f"box: {'x' * 159}…"),
        (ReportItem("box", "word " * 40), f"box: {'word ' * 31}word…"),
    ],
)
def test_an_item_is_on_one_line(item, line):
    assert format_item(item) == line
