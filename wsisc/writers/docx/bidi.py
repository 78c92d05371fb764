"""Paragraphs of a Word file -> the same read from right to left, each word in its own direction.

Word turns nothing by itself: a paragraph, a run of letters, a table and a page must each say so.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}

# What stands before the element in its parent: ECMA-376, CT_PPrBase, EG_RPrBase, CT_TblPrBase, CT_SectPr.
_BEFORE_BIDI = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
]
_AFTER_RTL = ["cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"]
_BEFORE_VISUAL = ["tblStyle", "tblpPr", "tblOverlap"]
_AFTER_SECTION = ["rtlGutter", "docGrid", "printerSettings", "sectPrChange"]


def make_right_to_left(roots: Iterable[etree._Element]) -> None:
    """Turn the paragraphs, tables and pages under some elements: of an Arabic document its body and its notes."""
    for root in roots:
        for paragraph in root.iter(f"{_W}p"):
            _make_paragraph_right_to_left(paragraph)
        for properties in root.iter(f"{_W}tblPr"):
            _insert_after(properties, _BEFORE_VISUAL, "bidiVisual")
        for section in root.iter(f"{_W}sectPr"):
            _insert_before(section, _AFTER_SECTION, "bidi")


def _make_paragraph_right_to_left(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    _insert_after(properties, _BEFORE_BIDI, "bidi")
    make_runs_right_to_left(paragraph)


def make_runs_right_to_left(holder: etree._Element) -> None:
    """Turn the runs within an element, as a link, in a paragraph that is read from left to right."""
    for run in list(holder.iter(f"{_W}r")):
        _split_run_by_direction(run)


def _split_run_by_direction(run: etree._Element) -> None:
    """Mark a run as one that is read from right to left, but for its words in Latin letters and the like."""
    texts = run.findall(f"{_W}t")
    held = [each for each in run if each.tag != f"{_W}rPr"]
    if len(held) != 1 or not texts:
        if not any(_has_left_to_right(each.text or "") for each in texts):
            _mark_right_to_left(run)
        return
    pieces = list(_split_by_direction(texts[0].text or ""))
    for text, is_left in pieces[1:][::-1]:
        following = deepcopy(run)
        _set_text(following, text)
        if not is_left:
            _mark_right_to_left(following)
        run.addnext(following)
    if pieces:
        _set_text(run, pieces[0][0])
    if not pieces or not pieces[0][1]:
        _mark_right_to_left(run)


def _set_text(run: etree._Element, text: str) -> None:
    for each in run.iter(f"{_W}t"):
        each.text = text
        each.set(_SPACE, "preserve")


def _split_by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is read from left to right, from letter to letter."""
    start, at = 0, 0
    while at < len(text):
        if not _has_left_to_right(text[at]):
            at += 1
            continue
        end = at
        for index in range(at, len(text)):
            if unicodedata.bidirectional(text[index]) in _RIGHT_TO_LEFT:
                break
            end = index if _has_left_to_right(text[index]) else end
        if start < at:
            yield text[start:at], False
        yield text[at : end + 1], True
        start = at = end + 1
    if start < len(text):
        yield text[start:], False


def _has_left_to_right(text: str) -> bool:
    return any(unicodedata.bidirectional(each) == "L" for each in text)


def _mark_right_to_left(run: etree._Element) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    _insert_before(properties, _AFTER_RTL, "rtl")


def _insert_after(parent: etree._Element, before: list[str], name: str) -> None:
    """Put an element behind those that may stand before it, where there is none yet."""
    if parent.find(f"{_W}{name}") is None:
        place = sum(etree.QName(each).localname in before for each in parent)
        parent.insert(place, etree.Element(f"{_W}{name}"))


def _insert_before(parent: etree._Element, after: list[str], name: str) -> None:
    """Put an element before those that must stand behind it, where there is none yet."""
    if parent.find(f"{_W}{name}") is None:
        behind = [at for at, each in enumerate(parent) if etree.QName(each).localname in after]
        parent.insert(behind[0] if behind else len(parent), etree.Element(f"{_W}{name}"))
