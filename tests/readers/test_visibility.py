"""Where words cease to be seen: the parts of a table style that apply to a cell, and sizes at their limits."""

import re

import pytest

from tests.readers.test_unseen import STYLES, WHITE, style, styles, table, unseen
from tests.readers.word_files import para, run, word_file

ALL = {(row, column) for row in range(3) for column in range(3)}
ROWS = [{each for each in ALL if each[0] == number} for number in range(3)]
COLUMNS = [{each for each in ALL if each[1] == number} for number in range(3)]
USED = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
NO_BANDS = ("noHBand", "noVBand")


def white_cells(part, used, as_bits):
    """Return the cells of a table of nine whose letters are white by one part of its style."""
    look = f'w:val="{sum(USED[each] for each in used):04x}"'
    if not as_bits:
        look = 'w:val="0000" ' + " ".join(f'w:{each}="{int(each in used)}"' for each in USED)
    cells = [[para(run(f"{row}{column}")) for column in range(3)] for row in range(3)]
    body = table(cells, f'<w:tblStyle w:val="x"/><w:tblLook {look}/>')
    parts = styles(style("table", f'<w:tblStylePr w:type="{part}"><w:rPr>{WHITE}</w:rPr></w:tblStylePr>'))
    words = "".join(words for words, _ in unseen(word_file(body, parts, STYLES)))
    return {(int(row), int(column)) for row, column in re.findall(r"(\d)(\d)", words)}


@pytest.mark.parametrize("as_bits", [False, True])
@pytest.mark.parametrize(
    ("part", "used", "cells"),
    [
        ("firstRow", ("firstRow",), ROWS[0]), ("firstRow", ("lastRow", "firstColumn"), set()), ("lastRow", ("lastRow",), ROWS[2]),
        ("firstCol", ("firstColumn",), COLUMNS[0]), ("lastCol", ("lastColumn",), COLUMNS[2]), ("lastCol", ("firstColumn",), set()),
        ("band1Horz", (), ROWS[0] | ROWS[2]), ("band2Horz", (), ROWS[1]), ("band1Horz", ("firstRow",), ROWS[1]),
        ("band2Horz", ("firstRow",), ROWS[0] | ROWS[2]), ("band1Horz", NO_BANDS, set()), ("band1Horz", ("noVBand",), ROWS[0] | ROWS[2]),
        ("band1Vert", (), COLUMNS[0] | COLUMNS[2]), ("band2Vert", ("noHBand",), COLUMNS[1]), ("band1Vert", ("firstColumn",), COLUMNS[1]),
        ("band2Vert", ("firstColumn",), COLUMNS[0] | COLUMNS[2]), ("band2Vert", NO_BANDS, set()),
        ("nwCell", ("firstRow", "firstColumn"), {(0, 0)}), ("neCell", ("firstRow", "lastColumn"), {(0, 2)}),
        ("swCell", ("lastRow", "firstColumn"), {(2, 0)}), ("seCell", ("lastRow", "lastColumn"), {(2, 2)}),
        ("neCell", ("firstRow", "firstColumn"), set()), ("seCell", ("lastRow",), set()), ("nwCell", ("firstColumn",), set()),
    ],
)  # fmt: skip
def test_a_part_of_a_table_style_applies_to_its_cells(part, used, cells, as_bits):
    assert white_cells(part, used, as_bits) == cells


@pytest.mark.parametrize(
    ("properties", "of_paragraph", "is_seen"),
    [
        ('<w:sz w:val="10"/>', "", True), ('<w:sz w:val="9"/>', "", False), ('<w:w w:val="10"/>', "", True), ('<w:w w:val="9"/>', "", False),
        ('<w:fitText w:val="60"/>', "", True), ('<w:fitText w:val="59"/>', "", False),
        ('<w:sz w:val="24"/><w:spacing w:val="-96"/>', "", True), ('<w:sz w:val="24"/><w:spacing w:val="-97"/>', "", False),
        ('<w:sz w:val="24"/>', '<w:spacing w:line="120" w:lineRule="exact"/>', True),
        ('<w:sz w:val="24"/>', '<w:spacing w:line="119" w:lineRule="exact"/>', False),
    ],
)  # fmt: skip
def test_letters_are_seen_down_to_a_limit(properties, of_paragraph, is_seen):
    found = unseen(word_file(para(run("abc", properties), of_paragraph)))
    assert (found == []) is is_seen, found


@pytest.mark.parametrize(
    ("width", "height", "is_seen"), [(1134, 1134, True), (1133, 9999, False), (9999, 1133, False), (0, 0, True)]
)
def test_a_page_has_room_for_words_down_to_a_limit(width, height, is_seen):
    body = para(run("a")) + f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/></w:sectPr>'
    assert (unseen(word_file(body)) == []) is is_seen
