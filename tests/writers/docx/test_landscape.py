"""Tables that are wider than the text: in smaller type, or on a page that is turned, the same in Word and PDF."""

import io

import pypdfium2
import pytest
from docx.oxml.ns import qn

from tests import word
from tests.conftest import build, minimal

LONG = ("Infrastructure", "Affordability", "Cybersecurity", "Sustainability", "Communication", "Responsibilities")


def table(columns):
    return "\n".join(("| " + " | ".join(columns) + " |", "|---" * len(columns) + "|", "| 1 " * len(columns) + "|"))


def document(text, format="docx", **more):
    return build(minimal({"parts": {"one": {"text": text}}, **more}), format)


def sections(content):
    """Return the width of the pages of each section, its orientation, and whether it has a head of its own."""
    found = word.part(content, "word/document.xml").iter(qn("w:sectPr"))
    sizes = [
        (each.find(qn("w:pgSz")), each.find(f"{qn('w:headerReference')}[@{qn('w:type')}='default']")) for each in found
    ]
    return [(int(size.get(qn("w:w"))), size.get(qn("w:orient")), head.get(qn("r:id"))) for size, head in sizes]


def widths(content):
    with pypdfium2.PdfDocument(content) as pages:
        return [round(page.get_width()) for page in pages]


PORTRAIT, LANDSCAPE = (11906, None, "header1"), (16838, "landscape", "header3")


@pytest.mark.parametrize(
    ("columns", "style"), [(LONG[:2], "TableNumber"), (LONG[:5], "SmallTableNumber"), ("ab" * 10, "TableNumber")]
)
def test_a_table_that_fits_is_on_a_usual_page(columns, style):
    content = document(table(columns))
    assert sections(content) == [PORTRAIT]
    cells = word.part(content, "word/document.xml").iter(qn("w:tc"))
    assert {each.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for each in cells} == {style}
    assert set(widths(document(table(columns), "pdf"))) == {595}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Before.\n\n", "\n\nAfter.", [PORTRAIT, LANDSCAPE, PORTRAIT]),
        ("", "", [PORTRAIT, LANDSCAPE, PORTRAIT]),
        (table(LONG) + "\n\n", "\n\nAfter.", [PORTRAIT, LANDSCAPE, LANDSCAPE, PORTRAIT]),
        ("- A list.\n\n  ", "", [PORTRAIT]),
    ],
)
def test_a_table_that_does_not_fit_has_pages_of_its_own(before, after, found):
    text = before + table(LONG).replace("\n", "\n  " if before.startswith("-") else "\n") + after
    content = document(text)
    assert sections(content) == found
    first_pages = word.part(content, "word/document.xml").iter(qn("w:titlePg"))
    assert [each.get(qn("w:val")) for each in first_pages] == [None] + ["0"] * (len(found) - 1)
    assert widths(document(text, "pdf")).count(842) == found.count(LANDSCAPE)


def test_no_page_follows_a_table_at_the_end():
    data = {"parts": {"one": {"text": "One."}, "three": {"b": {"text": "Last.\n\n" + table(LONG)}}}}
    assert sections(build(minimal(data), "docx")) == [PORTRAIT, LANDSCAPE]
    assert widths(build(minimal(data), "pdf"))[-2:] == [595, 842]


def test_the_head_of_a_turned_page_is_as_wide_as_its_text():
    content = document(table(LONG))
    tabs = word.part(content, "word/header3.xml").iter(qn("w:tab"))
    assert [(each.get(qn("w:val")), each.get(qn("w:pos"))) for each in tabs][:2] == [
        ("clear", "9071"),
        ("right", "14003"),
    ]
    grid = word.part(content, "word/document.xml").iter(qn("w:gridCol"))
    assert 13990 < sum(int(each.get(qn("w:w"))) for each in grid) <= 14003


@pytest.mark.parametrize("word_", ["Telecommunications" * 2, "1,234,567,890"])
def test_a_word_longer_than_its_column_is_broken_in_the_pdf(word_):
    text = "\n".join(("| a | b |", "|---|---|", f"| {word_} | {'long text of a cell ' * 20} |"))
    with pypdfium2.PdfDocument(document(text, "pdf")) as pages:
        found = "".join(page.get_textpage().get_text_range() for page in pages)
    assert word_ in "".join(found.split())


def test_a_file_with_turned_pages_opens():
    import docx

    found = docx.Document(io.BytesIO(document("Before.\n\n" + table(LONG) + "\n\nAfter.")))
    assert [each.orientation for each in found.sections] == [0, 1, 0]
