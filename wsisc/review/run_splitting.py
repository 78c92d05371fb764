"""A paragraph and offsets in its characters -> the paragraph with runs that begin there; its look does not change."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from lxml import etree

from wsisc.ooxml.names import SPACE, W, is_within
from wsisc.review.paragraph_texts import TextParagraph, shown_range

# Content controls of these kinds have one run, or words that a program sets: a mark inside would damage them.
_CLOSED_CONTROLS = {f"{W}{name}" for name in ("text", "comboBox", "dropDownList", "date", "dataBinding", "picture")}
_NUMBERED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange")


@dataclass(frozen=True)
class ChangeIds:
    """New ids for tracked changes in a part; those that it has are read once, when the first one is needed."""

    root: etree._Element

    @cached_property
    def _numbers(self) -> Iterator[int]:
        known = (each.get(f"{W}id", "") for each in self.root.iter(*_NUMBERED))
        return count(max((int(id) for id in known if id.isdecimal()), default=0) + 1)

    def create(self) -> str:
        """Return an id that no tracked change has yet."""
        return str(next(self._numbers))


def split_runs(paragraph: TextParagraph, offsets: Iterable[int], ids: ChangeIds) -> None:
    """Split the runs of a paragraph so that one begins at each offset, apart from those that must remain whole."""
    for offset in sorted(set(offsets), reverse=True):
        inside = paragraph.field_at(offset)
        if 0 < offset < len(paragraph.text) and not (inside and inside.start < offset):
            _split(paragraph, offset, ids)


def find_unit(paragraph: TextParagraph, offset: int) -> etree._Element:
    """Return what marks can be put around for a character: its run, or the equation, control or field around it."""
    element = paragraph.places[offset][0]
    unit = element
    for each in (element, *element.iterancestors()):
        if each is paragraph.element:
            break
        if each.tag == f"{W}r" or is_closed(each):
            unit = each
    return unit


def is_closed(element: etree._Element) -> bool:
    """Return whether an element is a field or content control that marks cannot be put into."""
    if element.tag == f"{W}fldSimple":  # LibreOffice loses comments in the words of a field that is no link
        return not element.get(f"{W}instr", "").strip().upper().startswith("HYPERLINK")
    properties = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    return properties is not None and any(each.tag in _CLOSED_CONTROLS for each in properties)


def _split(paragraph: TextParagraph, offset: int, ids: ChangeIds) -> None:
    element, position = paragraph.places[offset]
    run = element.getparent()
    if run is None or run.tag != f"{W}r" or find_unit(paragraph, offset) is not run:
        return
    before = [each for each in element.itersiblings(preceding=True) if each.tag != f"{W}rPr"]
    if not position and not before:
        return
    second = etree.Element(str(run.tag), {str(key): str(value) for key, value in run.attrib.items()})
    look = run.find(f"{W}rPr")
    if look is not None:
        second.append(_copy_look(look, ids))
    run.addnext(second)
    second.tail, run.tail = run.tail, None
    following = list(element.itersiblings())
    moved = _split_text(paragraph, offset) if position else element
    second.append(moved)
    for each in following:
        second.append(each)


def _split_text(paragraph: TextParagraph, offset: int) -> etree._Element:
    """Return a new element with the end of a text, of which the characters in front of it remain."""
    element, position = paragraph.places[offset]
    words, (start, end) = element.text or "", shown_range(element)
    moved = etree.Element(str(element.tag))
    moved.text, element.text = words[position:end], " " * start + words[start:position]
    if start:
        _drop_indent(paragraph, offset, start)
    for each in (element, moved):
        each.set(SPACE, "preserve")
    for at in range(offset, offset + end - position):
        if at >= len(paragraph.places) or paragraph.places[at][0] is not element:
            break
        paragraph.places[at] = moved, at - offset
    return moved


def _drop_indent(paragraph: TextParagraph, offset: int, length: int) -> None:
    """Drop the spaces at the beginning of a text, which Word does not show, so that the text can be kept as it is."""
    element = paragraph.places[offset][0]
    element.text = (element.text or "")[length:]
    at = offset
    while at > 0 and paragraph.places[at - 1][0] is element:
        at -= 1
    while at < len(paragraph.places) and paragraph.places[at][0] is element:
        paragraph.places[at] = element, paragraph.places[at][1] - length
        at += 1


def _copy_look(look: etree._Element, ids: ChangeIds) -> etree._Element:
    """Return the properties of a run for its second half; each tracked change in them gets an id of its own."""
    copied = deepcopy(look)
    for each in copied.iter(*_NUMBERED):
        each.set(f"{W}id", ids.create())
    return copied


def is_in_change(element: etree._Element) -> bool:
    """Return whether an element is in a tracked insertion or deletion."""
    return is_within(element, f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")
