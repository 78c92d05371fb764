"""Tables of Word -> tables, or the paragraphs of what no table can hold."""

import pytest

from tests.importer.collected import builder_of, collect, items
from tests.importer.paragraphs import para
from wsisc.importer.text import structure
from wsisc.readers.word.content import Cell, Numbering, Row, Run, Table
from wsisc.source.markup import limits, tree
from wsisc.source.markup.tree import Emphasis, Paragraph, Text, printed_text


def row(*texts, **options):
    return Row(tuple(Cell((para(text),)) for text in texts), **options)


def convert(*rows, styles=False):
    collector = collect(styles=styles)
    return structure.convert_table(Table(rows), collector, builder_of(collector)), items(collector)


def words(node):
    return " ".join(printed_text(node.children).split())


def test_a_table_has_a_header_row_and_as_many_cells_in_each_row():
    [table], reported = convert(row("A", "B"), row("1"), Row((Cell((para("x"),), span=2),)))
    assert [[words(cell) for cell in each.children] for each in table.children] == [["A", "B"], ["1", ""], ["x", ""]]
    assert table.aligns == ("", "")
    assert reported == [("table simplified (merged cells)", "A B 1 x", True)]


def test_a_cell_alone_is_a_box():
    assert convert(row("In a box")) == (
        [Paragraph((Text("In a box"),))],
        [("box, imported as plain text", "In a box", False)],
    )
    assert convert() == ([], [])


def test_empty_rows_go_but_from_tables_of_wsisc():
    assert len(convert(row("A", "B"), row("", " "), row("1", "2"))[0][0].children) == 2
    assert len(convert(row("A", "B"), row("", " "), row("1", "2"), styles=True)[0][0].children) == 3


@pytest.mark.parametrize(("other", "is_bold"), [("B", False), ("", False), ("plain", True)])
def test_a_header_that_is_bold_throughout_is_not_marked_bold(other, is_bold):
    header = Row((Cell((para(Run("A", bold=True)),)), Cell((para(Run(other, bold=other == "B")),))))
    [table], _ = convert(header, row("1", "2"))
    [first] = table.children[0].children[0].children[:1]
    assert first == (Emphasis((Text("A"),), True) if is_bold else Text("A"))


def test_what_is_lost_of_a_table_is_reported():
    inner = Table((row("in", "ner"),))
    _, reported = convert(
        Row((Cell((para("A"), para("B"))), Cell((inner,)))),
        Row((Cell((para("C"),), is_continued=True), Cell((para(" ".join("abcdefghi")),))), is_header=True),
        row("D", is_header=True),
    )
    [(kind, text, _)] = reported
    assert kind == "table simplified (merged cells, nested table, several paragraphs in a cell, several header rows)"
    assert text == "A B in ner C a b c d e f g ..."


def test_twelve_words_are_shown():
    assert convert(row(" ".join("abcdefghijkl")))[1][0][1] == "a b c d e f g h i j k l"
    assert convert(row(" ".join("abcdefghijklm")))[1][0][1] == "a b c d e f g h i j k l ..."


def test_cells_are_on_one_line_with_the_markers_that_word_counts():
    numbered = para("one\ntwo", numbering=Numbering("1", 0, "decimal", "1.", 1))
    collector = collect()
    [table] = structure.convert_table(
        Table((Row((Cell((numbered, para("three"))), Cell((para("x"),)))), row("1", "2"))),
        collector,
        builder_of(collector),
    )
    assert words(table.children[0].children[0]) == "1. one two three"
    assert collector.ledger.added_words == ["1."]


@pytest.mark.parametrize(("columns", "is_table"), [(limits.MAX_COLUMNS, True), (limits.MAX_COLUMNS + 1, False)])
def test_a_table_of_too_many_columns_is_paragraphs(columns, is_table):
    blocks, reported = convert(row(*["x"] * columns), row("1", "", "2"))
    assert isinstance(blocks[0], tree.Table) is is_table
    if not is_table:
        assert words(blocks[1]) == "1 2"
        assert reported == [("rows beyond the limit of a table, imported as paragraphs", "2 rows", True)]


@pytest.mark.parametrize(("count", "others"), [(limits.MAX_ROWS - 1, 0), (limits.MAX_ROWS, 1)])
def test_rows_beyond_the_limit_are_paragraphs(count, others):
    blocks, reported = convert(*[row("a", "b")] * count)
    assert len(blocks[0].children) == limits.MAX_ROWS - 1
    assert [words(each) for each in blocks[1:]] == ["a b"] * others
    assert [text for _, text, _ in reported] == [f"{others} rows"] * others


@pytest.mark.parametrize(
    ("aligns", "styles", "expected"),
    [
        (["right", "right", ""], False, "right"),
        (["end", "right", "center"], False, "right"),
        (["center", "right"], False, ""),
        (["left", "left", "right"], False, ""),
        (["left", "left", "right"], True, ""),
        (["both", "both", "right"], True, ""),
    ],
)
def test_a_column_is_aligned_as_most_of_its_cells(aligns, styles, expected):
    rows = [Row((Cell((para("x"),), align=each), Cell((para("y"),)))) for each in aligns]
    empty = Row((Cell((para(""),), align="center"), Cell((para("y"),))))
    [table], _ = convert(*rows, empty, empty, styles=styles)
    assert table.aligns == (expected, "")
