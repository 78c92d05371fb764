"""Words and their styles -> runs, fields, paragraphs, tables and comments of a Word file, and their properties.

A run is split where another look or a mark begins; what is inserted or deleted, and by whom, is a tracked change
(ECMA-376, Part 1, 17.13.5). Runs are in 17.3 there, tables in 17.4, comments in 17.13.4. Word refuses some files in
which properties are in another order than that of the schema (annex A).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import count, pairwise
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import SPACE, W

USUAL_WIDTH = "100"  # of letters, per cent
_DELETED_TAGS = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}

_NO_ATTRIBUTES: Mapping[str, str] = {}
_ORDERS = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
        "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription", "tblPrChange",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FreeIds:
    """Ids that nothing in a part has; those that it has are read once, when the first one is needed."""

    root: etree._Element

    @cached_property
    def _numbers(self) -> Iterator[int]:
        return count(next_id(self.root.iter(etree.Element), 1))

    def take(self) -> str:
        """Return an id that nothing has yet."""
        return str(next(self._numbers))


def create_run(text: str) -> etree._Element:
    """Return a run with a text."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run


def phrase_link_mark() -> etree._Element:
    """Return the property of a run that says, in a link, that its language is named."""
    return etree.Element(f"{W}w", {f"{W}val": USUAL_WIDTH})


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


def split_run(element: etree._Element, *offsets: int) -> list[etree._Element]:
    """Split the run of a text so that one begins at each offset; return the pieces of the text, each in its own run.

    At the offset 0, anything in front of the text remains in a run of its own. What follows goes with the last piece.
    """
    words, run = element.text or "", element.getparent()
    assert run is not None
    if 0 in offsets and any(sibling.tag != f"{W}rPr" for sibling in element.itersiblings(preceding=True)):
        run = _move_to_new_run(run, [element, *element.itersiblings()])
    inner = sorted(offset for offset in set(offsets) if 0 < offset < len(words))
    if not inner:
        return [element]
    following, pieces = list(element.itersiblings()), [element]
    for start, end in pairwise([0, *inner, len(words)]):
        if start:
            pieces.append(etree.Element(str(element.tag)))
            run = _move_to_new_run(run, pieces[-1:])
        pieces[-1].text = words[start:end]
        pieces[-1].set(SPACE, "preserve")
    run.extend(following)
    return pieces


def _move_to_new_run(run: etree._Element, elements: Iterable[etree._Element]) -> etree._Element:
    """Return a new run after another one, with its properties and these elements."""
    added = etree.Element(str(run.tag), {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        added.append(deepcopy(properties))
    added.extend(elements)
    run.addnext(added)
    added.tail, run.tail = run.tail, None
    return added


def create_change(tag: str, id: str, author: str, date: str = "") -> etree._Element:
    """Return an element that states a change; its date is in ISO 8601, "" for none."""
    dated = {f"{W}date": date} if date else {}
    return etree.Element(tag, {f"{W}id": id, f"{W}author": author, **dated})


def mark_deleted(run: etree._Element) -> None:
    """Give the words of a run the tags that they have in a deletion."""
    for element in list(run.iter(*_DELETED_TAGS)):
        element.tag = _DELETED_TAGS[str(element.tag)]


def next_id(elements: Iterable[etree._Element], first: int) -> int:
    """Return a number that none of the elements has as its id, at least `first`."""
    ids = (element.get(f"{W}id", "") for element in elements)
    return max((int(id) + 1 for id in ids if id.isdecimal()), default=first)


class CommentLine(NamedTuple):
    """A line of a comment."""

    text: str
    is_bold: bool = False


def create_comment(
    number: int, author: str, lines: Iterable[CommentLine], *, initials: str, date: str = ""
) -> etree._Element:
    """Return a comment with a paragraph for each line; its date is in ISO 8601, "" for none."""
    names = {"id": str(number), "author": author, **({"date": date} if date else {}), "initials": initials}
    comment = etree.Element(f"{W}comment", {f"{W}{name}": value for name, value in names.items()})
    for line in lines:
        comment.append(_create_line(line, is_first=len(comment) == 0))
    return comment


def _create_line(line: CommentLine, *, is_first: bool) -> etree._Element:
    paragraph, is_right_to_left = etree.Element(f"{W}p"), _is_right_to_left(line.text)
    if is_right_to_left:
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}bidi")
    if is_first:
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
    run = create_run(line.text)
    if names := [name for name, is_set in (("b", line.is_bold), ("rtl", is_right_to_left)) if is_set]:
        run.insert(0, etree.Element(f"{W}rPr"))
        for name in names:
            etree.SubElement(run[0], f"{W}{name}")
    paragraph.append(run)
    return paragraph


def _is_right_to_left(text: str) -> bool:
    """Return whether a text begins with a letter of a script such as Arabic (Unicode Standard Annex 9, P2)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def create_comment_start(number: int) -> etree._Element:
    """Return the mark before the words of a comment."""
    return etree.Element(f"{W}commentRangeStart", {f"{W}id": str(number)})


def create_comment_end(number: int) -> etree._Element:
    """Return the mark after the words of a comment; the run with its reference follows."""
    return etree.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)})


def create_comment_reference(number: int) -> etree._Element:
    """Return the run that refers to a comment."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}commentReference", {f"{W}id": str(number)})
    return run


def ensure_first(parent: etree._Element, name: str) -> etree._Element:
    """Return a child that must be the first of its parent, such as `w:pPr`, and insert it if it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        parent.insert(0, child)
    return child


def ensure_property(
    properties: etree._Element, name: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES
) -> etree._Element:
    """Return one of the properties, and insert it with these attributes if it is missing."""
    found = properties.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
        order = _ORDERS[etree.QName(properties).localname]
        later = order[order.index(name) + 1 :]
        places = (at for at, sibling in enumerate(properties) if etree.QName(sibling).localname in later)
        properties.insert(next(places, len(properties)), found)
    return found
