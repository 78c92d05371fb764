"""Tables with other columns: which columns and rows correspond, and when a table is another one."""

import pytest

from wsisc.diff.block_comparison import align_columns, align_rows, is_same_table


def table(*rows):
    return [row.split("|") for row in rows]


YEARS = table("Year|Schools", "2020|six", "2021|seven")


@pytest.mark.parametrize(
    ("new", "columns"),
    [
        (table("Year|Masts|Schools", "2020|one|six", "2021|two|seven"), [(0, 0), (None, 1), (1, 2)]),
        (table("Schools", "six", "seven"), [(0, None), (1, 0)]),
        (table("Schools|Year", "six|2020", "seven|2021"), [(0, 0), (1, 1)]),
    ],
)
def test_columns_correspond_by_their_words(new, columns):
    assert align_columns(YEARS, new) == columns
    assert is_same_table(YEARS, new)


@pytest.mark.parametrize(
    ("new", "is_same"),
    [
        (table("Year|Masts|Schools", "2020|one|six", "2021|two|seven", "2022|two|nine"), True),  # an added row
        (table("Year|Masts|Schools", "2021|two|seven"), False),  # a removed row would have fewer cells
        (table("Schools", "seven"), True),
        (table("Schools", "six", "seven", "nine"), False),  # so would the added row
        (table("Year|Masts|Schools", "2021|two|seven", "2020|one|six"), True),  # a moved row
        (table("Other|words|here", "a|b|c", "d|e|f"), False),
    ],
)
def test_a_table_is_another_one_if_it_cannot_be_shown_as_one(new, is_same):
    assert is_same_table(YEARS, new) == is_same


def test_rows_that_moved_correspond_by_their_place_if_columns_changed():
    new = table("Year|Masts|Schools", "2021|two|seven", "2020|one|six")
    assert align_rows(YEARS, new, align_columns(YEARS, new)) == [(0, 0), (1, 1), (2, 2)]
