"""A paragraph of a Word file -> its words, and which of them are bold, struck out, hidden and the like."""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from wsisc.readers.inventory import Item, Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = ("0", "false", "off", "none")
_NAMES = {
    "b": "bold",
    "i": "italic",
    "strike": "struck out",
    "dstrike": "struck out",
    "vanish": "hidden",
    "webHidden": "hidden",
    "caps": "in capitals",
    "smallCaps": "in small capitals",
    "highlight": "highlighted",
    "u": "underlined",
}
_WITHOUT_EFFECT = ("bCs", "iCs", "szCs", "lang", "rFonts", "noProof", "rStyle", "rtl", "cs", "kern")
_STYLES = ("Hyperlink", "FootnoteReference", "FootnoteCharacters", "InternetLink")
"""Styles that belong to what is told as a link or as a footnote."""


def words_in(element: etree._Element, any_kind: bool = False) -> str:
    """Return the words under an element; with `any_kind` also deleted ones, those of equations, and of fields."""
    tags = (f"{W}t", *((f"{W}delText", f"{W}instrText", f"{_M}t") if any_kind else ()))
    spaces = (f"{W}br", f"{W}tab", f"{W}p")
    texts = (each.text or "" if each.tag in tags else " " for each in element.iter(*tags, *spaces))
    return " ".join("".join(texts).split())


def formatting(paragraph: etree._Element, place: Place) -> Iterator[Item]:
    """Yield the formatted words of a paragraph, neighbours of one formatting together."""
    runs = [run for run in paragraph.iter(f"{W}r") if words_in(run) and _paragraph(run) is paragraph]
    for marks, group in groupby(runs, _marks):
        if marks:
            yield Item("formatting", place, f"{marks}: {' '.join(words_in(run) for run in group)}")


def _paragraph(run: etree._Element) -> etree._Element | None:
    """Return the paragraph that holds a run, not one around its text box."""
    return next(run.iterancestors(f"{W}p"), None)


def _marks(run: etree._Element) -> str:
    properties = run.find(f"{W}rPr")
    found = {mark for each in (properties if properties is not None else ()) if (mark := _mark(each))}
    if _is_in_header(run):
        found.discard("bold")
    return ", ".join(sorted(found))


def _is_in_header(run: etree._Element) -> bool:
    """Tell whether a run is in the first row of a table, which is bold by its style: some programs write so at each."""
    row = next(run.iterancestors(f"{W}tr"), None)
    return row is not None and next(row.itersiblings(f"{W}tr", preceding=True), None) is None


def _mark(property: etree._Element) -> str:
    """Return what one property of a run does to its words, "" for none."""
    if not isinstance(property.tag, str):
        return ""
    name, value = etree.QName(property).localname, property.get(f"{W}val", "")
    if name == "rStyle":
        return "" if value in _STYLES else f"style {value}"
    if name in _WITHOUT_EFFECT or value in _OFF:
        return ""
    return _NAMES.get(name) or f"{name} {value}".strip()
