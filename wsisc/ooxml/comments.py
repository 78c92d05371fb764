"""The lines of a comment -> its element in a Word file, and the marks at the words that it is about.

ECMA-376, Part 1, 17.13.4.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import SPACE, W


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
        comment.append(_create_paragraph(line, is_first=len(comment) == 0))
    return comment


def _create_paragraph(line: CommentLine, *, is_first: bool) -> etree._Element:
    paragraph, is_right_to_left = etree.Element(f"{W}p"), _is_right_to_left(line.text)
    if is_right_to_left:
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}bidi")
    if is_first:
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
    run = etree.SubElement(paragraph, f"{W}r")
    names = [name for name, is_set in (("b", line.is_bold), ("rtl", is_right_to_left)) if is_set]
    look = etree.SubElement(run, f"{W}rPr") if names else run
    for name in names:
        etree.SubElement(look, f"{W}{name}")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = line.text
    return paragraph


def _is_right_to_left(text: str) -> bool:
    """Return whether a text begins with a letter of a script such as Arabic (Unicode Standard Annex 9, P2)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def create_start(number: int) -> etree._Element:
    """Return the mark before the words of a comment."""
    return etree.Element(f"{W}commentRangeStart", {f"{W}id": str(number)})


def create_end(number: int) -> etree._Element:
    """Return the mark after the words of a comment; the run with its reference follows."""
    return etree.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)})


def create_reference(number: int) -> etree._Element:
    """Return the run that refers to a comment."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}commentReference", {f"{W}id": str(number)})
    return run
