"""Tables that are too wide for a page -> sections of a Word file whose pages are turned on their side."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wsisc.ooxml.builders import create_paragraph
from wsisc.ooxml.names import R, W
from wsisc.ooxml.properties import ensure_first
from wsisc.theme import Theme, text_width
from wsisc.writers.docx import theme_styles

HEADER = "header3"
"""The id of the header of turned pages, whose end is at another place than on other pages."""


def find_wide_tables(document: etree._Element) -> list[etree._Element]:
    """Return the tables that need turned pages, in a document as Pandoc writes it. A table in a list has none."""
    return [table for table in document[0].iterchildren(f"{W}tbl") if theme_styles.has_cell_style(table, "WideTable")]


def turn_pages(document: etree._Element, tables: Sequence[etree._Element], look: Theme) -> None:
    """Put each table on turned pages. The section at the end of the document has the properties of all pages."""
    section = document[0][-1]
    turned = _turn_section(section)
    for table in tables:
        theme_styles.set_table_width(table, text_width(look, is_turned=True))
        _end_section(table.getprevious(), section)
        if _is_last(table):
            document[0].replace(document[0][-1], turned)
        else:
            _end_section(_ensure_empty_paragraph(table), turned)
    for first_page in list(document.iter(f"{W}titlePg"))[1:]:  # only the cover has a head and a foot of its own
        first_page.set(f"{W}val", "0")


def _turn_section(section: etree._Element) -> etree._Element:
    turned = deepcopy(section)
    for size in turned.iter(f"{W}pgSz"):
        width, height = size.get(f"{W}w", ""), size.get(f"{W}h", "")
        size.attrib.update({f"{W}w": height, f"{W}h": width, f"{W}orient": "landscape"})
    for reference in turned.iter(f"{W}headerReference"):
        if reference.get(f"{W}type") == "default":
            reference.set(f"{R}id", HEADER)
    return turned


def _end_section(paragraph: etree._Element | None, section: etree._Element) -> None:
    """End a section with a paragraph, unless it ends one already."""
    if paragraph is not None and paragraph.find(f"{W}pPr/{W}sectPr") is None:
        ensure_first(paragraph, "pPr").append(deepcopy(section))


def _is_last(table: etree._Element) -> bool:
    following = table.getnext()
    return following is None or following.tag == f"{W}sectPr"


def _ensure_empty_paragraph(table: etree._Element) -> etree._Element:
    """Return the empty paragraph after a table, inserted if it is missing: it ends the section of the table."""
    following = table.getnext()
    if following is None or following.tag != f"{W}p" or following.find(f".//{W}r") is not None:
        following = create_paragraph("BetweenTables")
        table.addnext(following)
    return following
