"""Tables that only lay out a text -> the blocks in them."""

import pytest

from tests.importer.test_content import heading, para
from wsisc.calls import call as calls
from wsisc.importer import layout
from wsisc.readers.word.content import Cell, Row, Table, WordContent

KNOWN = calls.BUILT_IN
BODY = "Commission on Science and Technology for Development (CSTD)"
PROMPT = "An executive summary (half a page) of activities undertaken by all stakeholders, progress made, and any obstacles encountered."


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
        ([[para("Part One")], [para("we did six things here")]], ["table"]),  # seven words
        ([[para("Part One")], [para("we did six things here now")]], ["Part One", "we did six things here now"]),
    ],
)
def test_tables_of_layout_are_unwrapped(cells, texts):
    found, words = unwrap(table(*cells))
    assert found == texts
    assert len(words) == (texts != ["table"])


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
