"""Tables that only lay out a text -> the blocks in them."""

import pytest

from tests.importer.paragraphs import heading, para
from wsisc.calls import call as calls
from wsisc.importer.forms import layout
from wsisc.readers.word.content import Cell, Row, Run, Table, WordContent

KNOWN = calls.BUILT_IN
BODY = "Commission on Science and Technology for Development (CSTD)"
PROMPT = "An executive summary (half a page) of activities undertaken by all stakeholders, progress made, and any obstacles encountered."
LONG = "We did six things in this year, in twelve countries and with many partners in each of them."


def table(*cells):
    return Table((Row(tuple(Cell(tuple(each)) for each in cells)),))


def unwrap(*blocks):
    content, words = layout.unwrap_tables(WordContent(blocks), KNOWN)
    return [getattr(each, "text", "table") for each in content.blocks], words


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([[para("a")], [para("b")]], ["table"]),
        ([[heading("A"), para("b")]], ["A", "b"]),
        ([[heading("A")], [para("b")]], ["table"]),
        ([[para("b"), heading("A"), para(" ")]], ["table"]),
        ([[heading("A"), table([para("b")])]], ["A", "table"]),
        ([[para(BODY)], [para("b")]], [BODY, "b"]),
        ([[para(f"x\n{BODY}")]], [f"x\n{BODY}"]),
        ([[para(PROMPT)], [para("b")]], [PROMPT, "b"]),
        ([[para(f"Part One: {PROMPT}")]], [f"Part One: {PROMPT}"]),
        ([[para("Part One: What we all did in this year")]], ["table"]),
        ([[para("Part One")], [para("We did six things.")]], ["table"]),  # six words
        (
            [[para("Part One")], [para("We did six things in this year.")]],
            ["Part One", "We did six things in this year."],
        ),
        ([[para("Part One")], [para("six things in this year")], [para("Part Two")], [para("12")]], ["table"]),
        ([[para(f"Part {number}"), para("We did six things.")] for number in (1, 2, 3)], ["table"]),
        (
            [[para("Executive summary")], [para(LONG)], [para("Trends")], [para(LONG)]],
            ["Executive summary", LONG, "Trends", LONG],
        ),
        ([[para("Executive summary")], [para("6 pages")], [para("Trends")], [para("12 pages or less")]], ["table"]),
        *(
            (
                [[para("Region"), *(para(f"{word}{number}") for number in (1, 2, 3))], [para("in the north")] * 3],
                ["table"],
            )
            for word in ("Q", "Item ", "Section ", "Part ", "Chapter ", "Question ")
        ),
    ],
)
def test_tables_of_layout_are_unwrapped(cells, texts):
    found, words = unwrap(table(*cells))
    assert found == texts
    assert len(words) == (texts != ["table"])


def test_a_box_with_all_that_is_below_a_line_that_stands_out_is_unwrapped():
    box = table([para("a"), para("b")])
    assert unwrap(heading("A"), box, para(""), heading("B"))[0] == ["A", "a", "b", "", "B"]
    assert unwrap(para(Run("A", bold=True)), box)[0] == ["A", "a", "b"]
    assert unwrap(heading("A"), box, para("c"))[0] == ["A", "table", "c"]
    assert unwrap(heading("A"), para("c"), box)[0] == ["A", "c", "table"]
    assert unwrap(heading("A"), table([para("a")], [para("b")]))[0] == ["A", "table"]


def test_a_cover_is_among_the_first_blocks():
    cover = table([para(BODY)])
    assert unwrap(*[para("x")] * 11, cover)[0][-1] == BODY
    assert unwrap(*[para("x")] * 12, cover)[0][-1] == "table"


@pytest.mark.parametrize(("count", "is_layout"), [(398, True), (399, False)])
def test_a_large_table_is_data(count, is_layout):
    cell = [heading("A"), para("b"), *[para("x")] * count]
    assert (unwrap(table(cell))[0] != ["table"]) is is_layout


def test_the_first_words_of_a_table_are_reported():
    assert unwrap(table([heading("A"), para(" ".join("bcdefghijklmn"))]))[1] == ["A b c d e f g h i j k l"]
