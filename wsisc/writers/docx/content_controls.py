"""Words in the body of a Word file -> content controls, into which a person types.

They are inline (ECMA-376, Part 1, 17.5.2): LibreOffice keeps the tags of those, and shrinks or damages controls around
whole blocks. Nothing is protected, and nothing is bound to data.
"""

from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

from lxml import etree

from wsisc.ooxml.names import W
from wsisc.ooxml.run_splitting import split_run
from wsisc.writers.docx.styles import ensure_first

_PLACEHOLDER_STYLE = "PlaceholderText"


class ControlKind(NamedTuple):
    """What a control takes: text, one of `choices` (values by the words that are shown), or a date in a language."""

    choices: Mapping[str, str]
    date_tag: str = ""


def insert_control(
    paragraph: etree._Element, hint: str, tag: str, name: str, kind: ControlKind, is_hint: bool = True
) -> None:
    """Put the words of a hint in a paragraph into a control. If they are no hint, they are the answer by default."""
    runs = _cut_runs(paragraph, hint)
    control = _create_control(tag, name, kind, is_hint)
    runs[0].addprevious(control)
    content = etree.SubElement(control, f"{W}sdtContent")
    for run in runs:
        content.append(run)
        if is_hint:
            properties = ensure_first(run, "rPr")
            ensure_first(properties, "rStyle").set(f"{W}val", _PLACEHOLDER_STYLE)


def embolden(paragraph: etree._Element, words: str) -> None:
    """Make words at the beginning of a paragraph bold."""
    for run in _cut_runs(paragraph, words):
        properties = ensure_first(run, "rPr")
        for at, name in enumerate(("b", "bCs")):
            properties.insert(at, etree.Element(f"{W}{name}"))


def _create_control(tag: str, name: str, kind: ControlKind, is_hint: bool) -> etree._Element:
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    for element, value in (("alias", name), ("tag", tag), ("id", str(crc32(tag.encode()) & 0x7FFFFFFF))):
        etree.SubElement(properties, f"{W}{element}", {f"{W}val": value})
    if is_hint:
        etree.SubElement(properties, f"{W}showingPlcHdr")
    if kind.choices:
        choices = etree.SubElement(properties, f"{W}dropDownList")
        for words, value in kind.choices.items():
            etree.SubElement(choices, f"{W}listItem", {f"{W}displayText": words, f"{W}value": value})
    elif kind.date_tag:
        date = etree.SubElement(properties, f"{W}date")
        formats = {
            "dateFormat": "yyyy-MM-dd",
            "lid": kind.date_tag,
            "storeMappedDataAs": "date",
            "calendar": "gregorian",
        }
        for element, value in formats.items():
            etree.SubElement(date, f"{W}{element}", {f"{W}val": value})
    else:
        etree.SubElement(properties, f"{W}text")
    return control


def _cut_runs(paragraph: etree._Element, words: str) -> list[etree._Element]:
    """Return the runs that hold exactly these words of a paragraph; runs are split at their ends."""
    texts = list(paragraph.iter(f"{W}t"))
    start = "".join(each.text or "" for each in texts).index(words)
    end, at, found = start + len(words), 0, []
    for text in texts:
        length = len(text.text or "")
        first, last = max(start - at, 0), min(end - at, length)
        at += length
        if first < last:
            run = split_run(text, first, last)[1 if first else 0].getparent()
            assert run is not None
            found.append(run)
    return found
