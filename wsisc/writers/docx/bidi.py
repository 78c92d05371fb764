"""Paragraphs of a Word file -> the same paragraphs read from right to left, each word in its own direction.

Word infers no direction: a paragraph, a run, a table and a page must each declare it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

from lxml import etree

from wsisc.ooxml.builders import split_run
from wsisc.ooxml.names import W, value
from wsisc.ooxml.properties import ensure_first, ensure_property

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_LEFT_TO_RIGHT = {"L", "EN"}


def make_right_to_left(roots: Iterable[etree._Element]) -> None:
    """Set paragraphs, tables and pages under some elements, such as the body and footnotes of an Arabic document."""
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            ensure_property(ensure_first(paragraph, "pPr"), "bidi")
            make_runs_right_to_left(paragraph)
        for properties in root.iter(f"{W}tblPr"):
            ensure_property(properties, "bidiVisual")
        for section in root.iter(f"{W}sectPr"):
            ensure_property(section, "bidi")


def set_direction(paragraph: etree._Element, direction: str) -> None:
    """Set the direction of one paragraph, "ltr" or "rtl", whatever that of its style."""
    element = ensure_property(ensure_first(paragraph, "pPr"), "bidi")
    if direction == "ltr":
        element.set(f"{W}val", "0")


def make_runs_right_to_left(holder: etree._Element) -> None:
    """Set the runs in an element, such as a link, that is in a paragraph read from left to right."""
    for run in list(holder.iter(f"{W}r")):
        if not _is_in_foreign_phrase(run):
            make_run_right_to_left(run)


def _is_in_foreign_phrase(run: etree._Element) -> bool:
    """Return whether a run is in a phrase with a language of its own, such as the number of a note there."""
    if run.find(f"{W}footnoteReference") is None:
        return _has_language(run)
    return _has_language(run.getprevious())


def _has_language(run: etree._Element | None) -> bool:
    return run is not None and bool(value(run.find(f"{W}rPr"), "lang"))


def make_run_right_to_left(run: etree._Element) -> None:
    """Mark a run as right-to-left, split so that words in Latin and similar letters are not marked."""
    texts = run.findall(f"{W}t")
    content = [child for child in run if child.tag != f"{W}rPr"]
    if len(content) != 1 or not texts:
        if not any(_has_left_to_right(text.text or "") for text in texts):
            _mark_right_to_left(run)
        return
    pieces = list(split_by_direction(texts[0].text or ""))
    if not pieces:
        _mark_right_to_left(run)
        return
    ends = accumulate(len(text) for text, _ in pieces)
    for text, (_, is_left) in zip(split_run(texts[0], *ends), pieces, strict=True):
        part = text.getparent()
        if part is not None and not is_left:
            _mark_right_to_left(part)


def split_by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is read from left to right.

    Such a piece is from its first letter to the last letter or digit before Arabic text, as programs that follow the
    Unicode Bidirectional Algorithm (W7) show it: "COVID-19", "WSIS 2025".
    """
    start, position = 0, 0
    while position < len(text):
        if not _has_left_to_right(text[position]):
            position += 1
            continue
        end = position
        for index in range(position, len(text)):
            if unicodedata.bidirectional(text[index]) in _RIGHT_TO_LEFT:
                break
            end = index if unicodedata.bidirectional(text[index]) in _LEFT_TO_RIGHT else end
        if start < position:
            yield text[start:position], False
        yield text[position : end + 1], True
        start = position = end + 1
    if start < len(text):
        yield text[start:], False


def _has_left_to_right(text: str) -> bool:
    return any(unicodedata.bidirectional(character) == "L" for character in text)


def _mark_right_to_left(run: etree._Element) -> None:
    ensure_property(ensure_first(run, "rPr"), "rtl")
