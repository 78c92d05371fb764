"""A Word file with tracked changes -> the same with a page before it that sums them up, which is no change itself."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wsisc.ooxml import package
from wsisc.ooxml.names import SPACE, W
from wsisc.writers.docx.package import serialize_part, zip_package
from wsisc.writers.redline.former_parts import DOCUMENT

_WIDTHS = (3471, 1200, 1500, 1500, 1400)  # of the columns of the table, in twentieths of a point


def add(content: bytes, title: str, sentence: str, table: Sequence[Sequence[str]]) -> bytes:
    """Return a Word file of this program with a page before its cover: a title, a sentence, and a table.

    The first row of the table is its header; its first and last columns are texts, the others numbers. Raises
    WsiscError if the file is damaged.
    """
    parts = package.read_parts(content)
    document = package.parse_xml(parts[DOCUMENT])
    body = document[0]
    section = deepcopy(next(body.iter(f"{W}sectPr")))
    for change in list(section.iter(f"{W}sectPrChange")):
        section.remove(change)
    end = _paragraph("BetweenTables", "")
    end[0].append(section)
    body[:0] = [_paragraph("CoverSubject", title), _paragraph("BodyText", sentence), _table(title, table), end]
    return zip_package(parts | {DOCUMENT: serialize_part(document)})


def _paragraph(style: str, text: str, align: str = "") -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    if align:
        etree.SubElement(properties, f"{W}jc", {f"{W}val": align})
    if text:
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return paragraph


def _table(title: str, rows: Sequence[Sequence[str]]) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(properties, f"{W}tblStyle", {f"{W}val": "RuledTable"})
    etree.SubElement(properties, f"{W}tblW", {f"{W}w": str(sum(_WIDTHS)), f"{W}type": "dxa"})
    etree.SubElement(properties, f"{W}tblLayout", {f"{W}type": "fixed"})
    etree.SubElement(properties, f"{W}tblLook", {f"{W}val": "0020", f"{W}firstRow": "1"})
    etree.SubElement(properties, f"{W}tblCaption", {f"{W}val": title})
    grid = etree.SubElement(table, f"{W}tblGrid")
    for width in _WIDTHS:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(width)})
    for number, row in enumerate(rows):
        line = etree.SubElement(table, f"{W}tr")
        of_row = etree.SubElement(line, f"{W}trPr")
        etree.SubElement(of_row, f"{W}cantSplit")
        if number == 0:
            etree.SubElement(of_row, f"{W}tblHeader")
        for column, text in enumerate(row):
            cell = etree.SubElement(line, f"{W}tc")
            etree.SubElement(cell, f"{W}tcPr")
            cell.append(_paragraph("TableText", text, "right" if 0 < column < len(row) - 1 else "left"))
    return table
