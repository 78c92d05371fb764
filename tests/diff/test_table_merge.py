"""Rows and columns of three versions correspond by what they say; what both sides changed is combined."""

import pytest

from wsisc.diff import table_merge, word_tree

NAMES = word_tree.Names({})
HEAD = "| Country | Pupils | Schools |\n|---|---|---|\n"
ROWS = ["| Albania | 12 | 4 |", "| Benin | 20 | 5 |", "| Chad | 31 | 6 |"]


def table(rows, head=HEAD):
    return word_tree.parse(head + "\n".join(rows) + "\n", NAMES).children[0]


BASE = table(ROWS)


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        (ROWS, [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ([ROWS[0], "| Benin | 7 | 8 |", ROWS[2]], [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ([ROWS[0], ROWS[2]], [(0, 0), (1, 1), (2, None), (3, 2)]),
        (["| Burundi | 9 | 1 |", *ROWS], [(0, 0), (None, 1), (1, 2), (2, 3), (3, 4)]),
        (["| Burundi | 9 | 1 |", "| Albania | 2 | 3 |", *ROWS[1:]], [(0, 0), (None, 1), (1, 2), (2, 3), (3, 4)]),
        (["| x | y | z |", "| u | v | w |", ROWS[2]], [(0, 0), (1, 1), (2, 2), (3, 3)]),
        (["| x | y | z |", ROWS[2]], [(0, 0), (1, None), (2, None), (None, 1), (3, 2)]),
        (["| Benin | 21 | 5 |", ROWS[2], ROWS[0]], [(0, 0), (1, None), (2, 1), (3, 2), (None, 3)]),  # the first moved
    ],
)
def test_rows(rows, pairs):
    assert table_merge.align_rows(BASE, table(rows)) == pairs


def merged(theirs, ours, base=BASE):
    rows = table_merge.merge_tables(base, theirs, ours)
    return rows and [" ".join(each.cell.words for each in row) for row in rows]


WIDE = table(
    ["| Albania | 12 | 1 | 4 |", "| Benin | 20 | 2 | 5 |", "| Chad | 31 | 3 | 6 |"],
    "| Country | Pupils | Staff | Schools |\n|---|---|---|---|\n",
)
NARROW = table(["| Albania | 4 |", "| Benin | 5 |", "| Chad | 6 |"], "| Country | Schools |\n|---|---|\n")


def changed(old, new):
    return table([each.replace(old, new) for each in ROWS])


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        (WIDE, changed("20", "21"), ["Albania 12 1 4", "Benin 21 2 5", "Chad 31 3 6"]),
        (NARROW, changed("5", "9"), ["Albania 4", "Benin 9", "Chad 6"]),
        (NARROW, changed("20", "21"), None),  # a cell of the column that went
        (WIDE, table([*ROWS, "| Togo | 1 | 2 |"]), None),  # what is in the new column of the new row?
        (NARROW, table([*ROWS, "| Togo | 1 | 2 |"]), None),  # the author's word would go
        (NARROW, table([*ROWS, "| Togo | | 2 |"]), ["Albania 4", "Benin 5", "Chad 6", "Togo 2"]),
        (WIDE, table(ROWS[:2]), None),  # the reviewer's word would go
        (WIDE, WIDE, ["Albania 12 1 4", "Benin 20 2 5", "Chad 31 3 6"]),
        (WIDE, NARROW, ["Albania 1 4", "Benin 2 5", "Chad 3 6"]),
    ],
)
def test_columns(theirs, ours, both):
    rows = merged(theirs, ours)
    assert (rows and [" ".join(each.split()) for each in rows[1:]]) == both
    mirrored = merged(ours, theirs)
    assert (mirrored and [" ".join(each.split()) for each in mirrored[1:]]) == both


def test_one_cell_changed_by_both():
    assert merged(changed("20", "21"), changed("20", "22")) is None
    assert merged(changed("20", "21"), changed("20", "21"))[2] == "Benin 21 5"
    assert merged(changed("20", "21"), changed("31", "32"))[2:] == ["Benin 21 5", "Chad 32 6"]
