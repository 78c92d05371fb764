"""A paragraph and offsets in its characters -> the paragraph with runs that begin there; its look does not change."""

from collections.abc import Iterable

from lxml import etree

from wsisc.ooxml.builders import FreeIds, split_run
from wsisc.ooxml.names import W, is_within
from wsisc.review.paragraph_texts import TextParagraph, shown_range

# Content controls of these kinds have one run, or words that a program sets: a mark inside would damage them.
_CLOSED_CONTROLS = {f"{W}{name}" for name in ("text", "comboBox", "dropDownList", "date", "dataBinding", "picture")}
_NUMBERED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange")


def split_runs(paragraph: TextParagraph, offsets: Iterable[int], ids: FreeIds) -> None:
    """Split the runs of a paragraph so that one begins at each offset, apart from those that must remain whole."""
    for offset in sorted(set(offsets), reverse=True):
        inside = paragraph.field_at(offset)
        if 0 < offset < len(paragraph.text) and not (inside and inside.start < offset):
            _split(paragraph, offset, ids)


def find_unit(paragraph: TextParagraph, offset: int) -> etree._Element:
    """Return what marks can be put around for a character: its run, or the equation, control or field around it."""
    element = paragraph.places[offset][0]
    unit = element
    for ancestor in (element, *element.iterancestors()):
        if ancestor is paragraph.element:
            break
        if ancestor.tag == f"{W}r" or is_closed(ancestor):
            unit = ancestor
    return unit


def is_closed(element: etree._Element) -> bool:
    """Return whether an element is a field or content control that marks cannot be put into."""
    if element.tag == f"{W}fldSimple":  # LibreOffice loses comments in the words of a field that is no link
        return not element.get(f"{W}instr", "").strip().upper().startswith("HYPERLINK")
    properties = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    return properties is not None and any(control.tag in _CLOSED_CONTROLS for control in properties)


def _split(paragraph: TextParagraph, offset: int, ids: FreeIds) -> None:
    element, position = paragraph.places[offset]
    run = element.getparent()
    if run is None or run.tag != f"{W}r" or find_unit(paragraph, offset) is not run:
        return
    if position:
        _trim(paragraph, offset)
        position = paragraph.places[offset][1]
    *_, second = split_run(element, position)
    if second.getparent() is run:
        return
    for look in second.itersiblings(f"{W}rPr", preceding=True):
        _renumber_changes(look, ids)
    for at in range(offset, offset + len(second.text or "")):
        if second is element or at >= len(paragraph.places) or paragraph.places[at][0] is not element:
            break
        paragraph.places[at] = second, at - offset


def _trim(paragraph: TextParagraph, offset: int) -> None:
    """Drop the spaces at the ends of a text, which Word does not show, so that its pieces can be kept as they are."""
    element = paragraph.places[offset][0]
    start, end = shown_range(element)
    element.text = (element.text or "")[start:end]
    at = offset
    while at > 0 and paragraph.places[at - 1][0] is element:
        at -= 1
    while at < len(paragraph.places) and paragraph.places[at][0] is element:
        paragraph.places[at] = element, paragraph.places[at][1] - start
        at += 1


def _renumber_changes(look: etree._Element, ids: FreeIds) -> None:
    """Give each tracked change in the properties of the second half of a run an id of its own."""
    for change in look.iter(*_NUMBERED):
        change.set(f"{W}id", ids.take())


def is_in_change(element: etree._Element) -> bool:
    """Return whether an element is in a tracked insertion or deletion."""
    return is_within(element, f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")
