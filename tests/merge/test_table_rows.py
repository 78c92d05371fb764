"""A table changes in the rows that differ; it is left alone where its columns are aligned otherwise."""

import pytest

from wsisc.diff import word_tree
from wsisc.merge import table_rows

HEAD = "| a  | b  |\n|----|----|\n"
ONE, TWO, NEW = "| 1  | 2  |", "| 3  | 4  |", "| x | y |"
PADDED = "| x  | y  |"
TABLE = f"{HEAD}{ONE}\n{TWO}"


def edited(old, new, line_prefix=""):
    nodes = [word_tree.parse(each, word_tree.Names({})).children[0] for each in (old, new)]
    edits = table_rows.edit_rows(old, nodes[0], new, nodes[1], line_prefix)
    for start, end, text in sorted(edits, reverse=True):
        old = old[:start] + text + old[end:]
    return old


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (f"{HEAD}{ONE}\n{NEW}", f"{HEAD}{ONE}\n{PADDED}"),
        (f"{HEAD}{ONE}\n{NEW}\n{TWO}", f"{HEAD}{ONE}\n{PADDED}\n{TWO}"),
        (f"{HEAD}{ONE}\n{TWO}\n{NEW}", f"{HEAD}{ONE}\n{TWO}\n{PADDED}"),
        (f"{HEAD}{TWO}", f"{HEAD}{TWO}"),
        (f"{HEAD}{ONE}", f"{HEAD}{ONE}"),
    ],
)
def test_rows_are_replaced_inserted_and_removed(new, expected):
    assert edited(TABLE, new) == expected


def test_cells_are_as_wide_as_those_of_the_others_only_where_these_are_aligned():
    ragged = "| a | b |\n|---|---|\n| long | 2 |"
    assert edited(ragged, f"{ragged}\n| x | y |") == f"{ragged}\n| x | y |"


def test_a_new_row_begins_like_the_lines_around_it():
    quoted = "> " + TABLE.replace("\n", "\n> ")
    old = word_tree.parse(quoted, word_tree.Names({})).children[0].children[0]
    new_table = f"{TABLE}\n{NEW}"
    new = word_tree.parse(new_table, word_tree.Names({})).children[0]
    [(start, end, text)] = table_rows.edit_rows(quoted, old, new_table, new, "> ")
    assert (start, end, text) == (len(quoted), len(quoted), f"\n> {PADDED}")


def test_other_alignments_are_not_edited_by_row():
    old, new = TABLE, TABLE.replace("|----|----|", "|---:|----|").replace("3", "x")
    nodes = [word_tree.parse(each, word_tree.Names({})).children[0] for each in (old, new)]
    assert table_rows.edit_rows(old, nodes[0], new, nodes[1], "") == []
