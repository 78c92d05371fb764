"""A Word file with tracked changes -> the same with a page before it that sums them up, which is no change itself."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wsisc.ooxml import package
from wsisc.ooxml.builders import create_paragraph, create_run, create_table
from wsisc.ooxml.names import W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.writers.docx.package import zip_package
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
    end = create_paragraph("BetweenTables")
    end[0].append(section)
    rows = ([[_cell_paragraph(row, column)] for column in range(len(row))] for row in table)
    body[:0] = [
        create_paragraph("CoverSubject", [create_run(title)]),
        create_paragraph("BodyText", [create_run(sentence)]),
        create_table(title, _WIDTHS, rows),
        end,
    ]
    return zip_package(parts | {DOCUMENT: serialize_part(document)})


def _cell_paragraph(row: Sequence[str], column: int) -> etree._Element:
    runs = [create_run(row[column])] if row[column] else []
    return create_paragraph("TableText", runs, "right" if 0 < column < len(row) - 1 else "left")
