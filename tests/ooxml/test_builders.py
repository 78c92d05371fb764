"""Runs, fields, paragraphs and tables have the form that programs expect."""

from docx.oxml.ns import qn

from wsisc.ooxml.builders import create_field, create_paragraph, create_run, create_table


def test_every_field_has_a_result_for_programs_that_do_not_count():
    marks = [each[0].get(qn("w:fldCharType")) for each in create_field(" PAGE ", "2") if each[0].tag == qn("w:fldChar")]
    assert marks == ["begin", "separate", "end"]


def test_the_cells_of_a_table_are_as_wide_as_their_columns_and_the_first_row_is_repeated():
    rows = [[[create_paragraph("TableText", [create_run(text)])] for text in row] for row in (("a", "b"), ("c", "d"))]
    table = create_table("Title", (100, 200), rows)
    widths = [[each.get(qn("w:w")) for each in row.iter(qn("w:tcW"))] for row in table.iter(qn("w:tr"))]
    assert widths == [["100", "200"]] * 2
    assert [each.get(qn("w:w")) for each in table.iter(qn("w:gridCol"), qn("w:tblW"))] == ["300", "100", "200"]
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in table.iter(qn("w:tr"))] == [True, False]
