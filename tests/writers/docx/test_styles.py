"""Paragraphs, tables and lists as Pandoc writes them -> their styles, element by element."""

import re

import pytest
from lxml import etree

from wsisc import theme
from wsisc.ooxml.names import W
from wsisc.writers.docx import theme_styles

SPACE = f'xmlns:w="{W[1:-1]}"'


def parse(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:body {SPACE}>{xml}</w:body>")


def shown(element: etree._Element) -> str:
    """Return the XML in an element without namespaces; attributes without their prefix."""
    text = "".join(etree.tostring(each, encoding="unicode") for each in element)
    return re.sub(r"\bw:", "", re.sub(r' xmlns:\w+="[^"]*"| xml:space="preserve"', "", text))


TABLE = "<w:tbl/>"
WORDS = "<w:r><w:t>a</w:t></w:r>"


def paragraph(style="", rest="", words=WORDS):
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{rest}</w:pPr>{words}</w:p>"


def item(level, list=1):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


LISTS = {"1": "ListNumber", "2": "ListBullet", "3": "ListContinue"}
NEXT = paragraph("Compact", item(0))
"""An item after another, which then is not the last of its list."""


@pytest.mark.parametrize(
    ("xml", "in_footnotes", "expected"),
    [
        ("<w:p/>", False, '<pStyle val="BodyText"/>'),
        (paragraph("FirstParagraph"), False, '<pStyle val="BodyText"/>'),
        (paragraph("Compact"), False, '<pStyle val="BodyText"/>'),
        (paragraph("BlockText"), False, '<pStyle val="Quote"/>'),
        (paragraph("Title"), False, '<pStyle val="Title"/>'),
        (paragraph("Title"), True, '<pStyle val="FootnoteText"/>'),
        (paragraph("FootnoteBlockText"), True, '<pStyle val="FootnoteText"/><ind left="480"/>'),
        (paragraph("Compact") + "<w:p/>", True, '<pStyle val="FootnoteText"/>'),
        ("<w:r/>" + paragraph("Compact"), True, '<pStyle val="FootnoteText"/><ind firstLine="240"/>'),
        ("<w:r/>" + paragraph("FootnoteBlockText"), True, '<pStyle val="FootnoteText"/><ind left="480"/>'),
        ("<w:r/>" + paragraph("Compact", item(0)), True, '<pStyle val="FootnoteText"/>'),
        (TABLE + paragraph("Compact"), False, '<pStyle val="TextAfterTable"/>'),
        (TABLE + paragraph("Title"), False, '<pStyle val="Title"/>'),
        (TABLE + paragraph(words="") + TABLE, False, '<pStyle val="BetweenTables"/>'),
        (TABLE + paragraph() + TABLE, False, '<pStyle val="TextAfterTable"/>'),
        (paragraph(words="") + TABLE, False, '<pStyle val="BodyText"/>'),
        (f"<w:tc>{paragraph('Compact')}</w:tc>", False, '<pStyle val="TableText"/>'),
        (paragraph("Compact", item(0)) + NEXT, False, '<pStyle val="ListNumber"/>'),
        (paragraph("Compact", item(1, 2)) + NEXT, False, '<pStyle val="ListBullet"/>'),
        (paragraph("Compact", item(0, 3)) + NEXT, False, '<pStyle val="ListContinue"/>'),
        (paragraph("Compact", item(0)), False, '<pStyle val="ListNumber"/><spacing after="160"/>'),
        (paragraph("Compact", item(0)) + "<w:p/>", False, '<pStyle val="ListNumber"/><spacing after="160"/>'),
        (paragraph("Compact", item(0)) + TABLE, False, '<pStyle val="ListNumber"/><spacing after="160"/>'),
        (paragraph("Compact", item(0)), True, '<pStyle val="FootnoteText"/>'),
        (TABLE + paragraph("Compact", item(0)) + NEXT, False, '<pStyle val="ListNumber"/><spacing before="240"/>'),
        (
            TABLE + paragraph("Compact", item(0)),
            False,
            '<pStyle val="ListNumber"/><spacing before="240" after="160"/>',
        ),
        (
            paragraph("QuotedList", item(0)) + NEXT,
            False,
            '<pStyle val="ListNumber"/><ind left="1200" hanging="360"/>',
        ),
        (
            paragraph("QuotedList", item(0)),
            False,
            '<pStyle val="ListNumber"/><spacing after="160"/><ind left="1200" hanging="360"/>',
        ),
        (paragraph("BlockText", item(2, 2)) + NEXT, False, '<pStyle val="ListBullet"/><ind left="2640"/>'),
    ],
)
def test_the_style_of_a_paragraph(xml, in_footnotes, expected):
    root = parse(xml)
    found = next(root.iter(f"{W}p"))
    theme_styles.style_paragraph(found, in_footnotes, theme.load(), LISTS)
    assert re.sub("<numPr>.*</numPr>", "", shown(found[0])) == expected


def test_tables_are_kept_apart():
    root = parse(f"<w:p/>{TABLE}{TABLE}<w:p/>{TABLE}{TABLE}{TABLE}")
    theme_styles.separate_tables(root)
    assert shown(root) == "<p/><tbl/><p/><tbl/><p/><tbl/><p/><tbl/><p/><tbl/>"


def test_a_table_has_the_width_of_the_text_and_rows_that_stay_together():
    root = parse(
        '<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:type="auto" w:w="0"/><w:tblInd w:w="100"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="30"/><w:gridCol w:w="60"/></w:tblGrid>'
        "<w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr><w:tr/></w:tbl>"
    )
    theme_styles.style_table(root[0], 1000)
    assert shown(root) == (
        '<tbl><tblPr><tblStyle val="RuledTable"/><tblW w="900" type="dxa"/><tblInd w="100"/></tblPr>'
        '<tblGrid><gridCol w="300"/><gridCol w="600"/></tblGrid>'
        "<tr><trPr><cantSplit/><tblHeader/></trPr></tr><tr><trPr><cantSplit/></trPr></tr></tbl>"
    )


@pytest.mark.parametrize(("title", "expected"), [("Table 1", '<tblCaption val="Table 1"/>'), ("", "")])
def test_a_table_has_a_title_that_no_edit_of_its_cells_changes(title, expected):
    root = parse('<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="30"/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>')
    theme_styles.style_table(root[0], 1000, title)
    assert shown(root[0][0]) == expected


BOLD = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("<w:r><w:t>a</w:t></w:r><w:r><w:t> </w:t></w:r><w:r><w:t>b</w:t></w:r>", "<r><t>a b</t></r>"),
        ("<w:r><w:rPr/><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>", "<r><rPr/><t>ab</t></r>"),
        (
            f"<w:r>{BOLD}<w:t>a</w:t></w:r><w:r>{BOLD}<w:t>b</w:t></w:r><w:r><w:t>c</w:t></w:r>",
            "<r><rPr><b/></rPr><t>ab</t></r><r><t>c</t></r>",
        ),
        (
            "<w:r><w:t>a</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>b</w:t><w:br/></w:r><w:r><w:t>c</w:t></w:r>",
            "<r><t>a</t></r><r><br/></r><r><t>b</t><br/></r><r><t>c</t></r>",
        ),
        (
            "<w:r><w:t>a</w:t></w:r><w:bookmarkStart/><w:r><w:t>b</w:t></w:r>",
            "<r><t>a</t></r><bookmarkStart/><r><t>b</t></r>",
        ),
    ],
)
def test_neighbouring_runs_of_one_formatting_are_joined(runs, expected):
    root = parse(f"<w:p>{runs}</w:p>")
    theme_styles.join_runs(root)
    assert shown(root[0]) == expected
