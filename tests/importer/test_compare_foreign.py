"""Fifty foreign Word files are imported as a careful secretary would type them."""

import pytest

from tests.conftest import some_quick
from tests.importer import compare_foreign, foreign_files

OF_KINDS = [name for names in foreign_files.KINDS.values() for name in names]
MOST_FAILURES = 3
KNOWN_FAILURES: dict[str, str] = {}
"""Which of the thirty files are not imported as expected, and why. One that passes again must leave this list."""


@pytest.mark.parametrize("name", some_quick(foreign_files.NAMES, 4, str))
def test_a_foreign_file_becomes_what_was_expected(name):
    compared = compare_foreign.compare(name)
    assert compared.is_passed, compare_foreign.show([compared])


@pytest.mark.parametrize("name", OF_KINDS)
def test_a_file_of_each_kind_becomes_what_was_expected(name):
    compared = compare_foreign.compare(name)
    assert compared.is_passed == (name not in KNOWN_FAILURES), compare_foreign.show([compared])


def test_at_least_27_of_30_files_of_ten_kinds_pass():
    assert len(foreign_files.KINDS) >= 10
    assert len(set(OF_KINDS)) == 30
    assert len(KNOWN_FAILURES.keys() & set(OF_KINDS)) == len(KNOWN_FAILURES) <= MOST_FAILURES


def test_a_difference_is_shown_and_fails():
    expected = compare_foreign.read(b"title: A\nparts: {one: {sections: [{title: T, text: one two}]}}")
    found = compare_foreign.read(b"title: A\nparts: {one: {text: T one three}}")
    compared = compare_foreign.compare_readings("made up", expected, found)
    assert not compared.is_passed
    assert (compared.words, compared.headings) == (7 / 8, 0)
    assert "'two'] became" in compared.difference


def test_an_item_on_another_level_and_a_row_as_a_paragraph_fail():
    text = "title: A\nunplaced:\n  text: |\n    - a\n      - b\n\n    | c | d |\n    |---|---|\n    | e | f |\n"
    expected = compare_foreign.read(text.encode())
    bulleted = [("unplaced", "bulleted", 1), ("unplaced", "bulleted", 2)]
    assert expected.shapes == [*bulleted, ("unplaced", "row", 2), ("unplaced", "row", 2)]
    for old, new in (("  - b", "- b"), ("| e | f |", "\n    e f")):
        changed = compare_foreign.read(text.replace(old, new).encode())
        compared = compare_foreign.compare_readings("made up", expected, changed)
        assert compared.words == 1
        assert not compared.is_passed
