"""Twenty foreign Word files are imported as a careful secretary would type them."""

import pytest

from tests.conftest import some_quick
from tests.importer import compare_foreign, foreign_files


@pytest.mark.parametrize("name", some_quick(foreign_files.NAMES, 4, str))
def test_a_foreign_file_becomes_what_was_expected(name):
    compared = compare_foreign.compare(name)
    assert compared.is_passed, compare_foreign.show([compared])


def test_a_difference_is_shown_and_fails():
    expected = compare_foreign.read(b"title: A\nparts: {one: {sections: [{title: T, text: one two}]}}")
    found = compare_foreign.read(b"title: A\nparts: {one: {text: T one three}}")
    compared = compare_foreign.compare_readings("made up", expected, found)
    assert not compared.is_passed
    assert (compared.words, compared.headings) == (7 / 8, 0)
    assert "'two'] became" in compared.difference
