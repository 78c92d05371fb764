"""Words and their styles -> runs, fields, paragraphs and tables of a Word file (ECMA-376, Part 1, 17.3, 17.4)."""

from collections.abc import Iterable, Sequence

from lxml import etree

from wsisc.ooxml.names import SPACE, W


def create_run(text: str) -> etree._Element:
    """Return a run with a text."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run


def create_tab() -> etree._Element:
    """Return a run with a tab."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}tab")
    return run


def create_field(instruction: str, result: str) -> list[etree._Element]:
    """Return the runs of a field, which shows a result until a program computes another."""
    code = etree.Element(f"{W}r")
    etree.SubElement(code, f"{W}instrText", {SPACE: "preserve"}).text = instruction
    return [
        _create_field_character("begin"),
        code,
        _create_field_character("separate"),
        create_run(result),
        _create_field_character("end"),
    ]


def _create_field_character(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
    return run


def create_paragraph(style: str, runs: Iterable[etree._Element] = (), align: str = "") -> etree._Element:
    """Return a paragraph; `style` is the id of its style."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    if align:
        etree.SubElement(properties, f"{W}jc", {f"{W}val": align})
    paragraph.extend(runs)
    return paragraph


def create_table(
    title: str,
    widths: Sequence[int],
    rows: Iterable[Sequence[Iterable[etree._Element]]],
    line_colour: str = "",
) -> etree._Element:
    """Return a table of cells with these paragraphs, the first row its header.

    `widths` are those of the columns, in twentieths of a point. With a `line_colour` there are lines around all cells,
    otherwise those of the style.
    """
    table = etree.Element(f"{W}tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(properties, f"{W}tblStyle", {f"{W}val": "RuledTable"})
    etree.SubElement(properties, f"{W}tblW", _width(sum(widths)))
    if line_colour:
        properties.append(_create_borders(line_colour))
    etree.SubElement(properties, f"{W}tblLayout", {f"{W}type": "fixed"})
    etree.SubElement(properties, f"{W}tblLook", {f"{W}val": "0020", f"{W}firstRow": "1"})
    etree.SubElement(properties, f"{W}tblCaption", {f"{W}val": title})
    grid = etree.SubElement(table, f"{W}tblGrid")
    for width in widths:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(width)})
    for number, cells in enumerate(rows):
        table.append(_create_row(cells, widths, is_header=number == 0))
    return table


def _create_borders(colour: str) -> etree._Element:
    borders = etree.Element(f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0", f"{W}color": colour}
        etree.SubElement(borders, f"{W}{side}", line)
    return borders


def _create_row(cells: Sequence[Iterable[etree._Element]], widths: Sequence[int], *, is_header: bool) -> etree._Element:
    row = etree.Element(f"{W}tr")
    properties = etree.SubElement(row, f"{W}trPr")
    etree.SubElement(properties, f"{W}cantSplit")
    if is_header:
        etree.SubElement(properties, f"{W}tblHeader")
    for paragraphs, width in zip(cells, widths, strict=True):
        cell = etree.SubElement(row, f"{W}tc")
        etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}tcW", _width(width))
        cell.extend(paragraphs)
    return row


def _width(width: int) -> dict[str, str]:
    return {f"{W}w": str(width), f"{W}type": "dxa"}
