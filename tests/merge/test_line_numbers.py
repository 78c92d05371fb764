"""A merge names the lines in which its changes are, in the file as it is afterwards."""

import pytest

from wsisc.merge.line_numbers import map_lines

OLD = ["text: |", "  First words.", "", "  Second words.", "", "  Third words, with more.", "other: words"]
NEW = [
    "text: |", "  First words.", "", "  New paragraph.", "", "  The second words.", "", "  Third of these, with more.",
    "other: words",
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        (2, "", 2),
        (4, "New paragraph.", 4),
        (4, "The second words.", 6),
        (6, "Third of these, with more.", 8),
        (7, "", 9),
        (7, "words that are nowhere", 9),
    ],
)
def test_a_changed_line_is_that_of_the_words_that_were_written(line, words, expected):
    assert map_lines(OLD, NEW)(line, words) == expected


def test_of_lines_with_the_same_words_the_nearest_is_named():
    old = [f"line {n}" for n in range(20)]
    new = [line for each in old for line in (each, "new")]
    assert [map_lines(old, new)(line, "new") for line in (1, 20)] == [2, 38]
