"""A submission -> XLIFF 2.1 for programs of translators: a unit for each paragraph, a segment for each sentence.

The namespace of version 2.1 is that of 2.0 (OASIS Standard XLIFF 2.1, 13 February 2018). Bold, italics, links, footnote
references and line breaks are inline codes, whose Markdown is in `originalData`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Submission
from wsisc.translation import units
from wsisc.translation.coded_text import PAIRED, Code, Piece
from wsisc.translation.exchange import Origin
from wsisc.translation.units import Segment, Unit, UnitGroup

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY = "wsisc"
X, M = f"{{{NAMESPACE}}}", f"{{{METADATA}}}"
_NAMESPACES: Any = {None: NAMESPACE, "mda": METADATA}
_WITH_TEXT = (f"{X}source", f"{X}target", f"{X}data", f"{X}note", f"{M}meta")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES: Mapping[str, Mapping[str, str]] = {
    "strong": {"type": "fmt", "subType": "xlf:b"},
    "em": {"type": "fmt", "subType": "xlf:i"},
    "link": {"type": "link", "subType": "wsisc:link"},
    "language": {"type": "other", "subType": "wsisc:language"},
    "note": {"type": "other", "subType": "wsisc:footnote"},
    "break": {"type": "fmt", "subType": "xlf:lb"},
}

_SIGNS: Mapping[str, tuple[str, str]] = {"strong": ("**", "**"), "em": ("*", "*")}

type Labels = Callable[[DataPath], str]
"""Returns the place of a value in the words of the call."""


def write(
    submission: Submission, origin: Origin, language: str, label: Labels, former: Mapping[str, Unit] | None = None
) -> bytes:
    """Return the XLIFF of a submission for a translation into a language.

    `former` are the units of an earlier translation by their ids: what is still in step is already translated.
    """
    root = etree.Element(f"{X}xliff", nsmap=_NAMESPACES)
    root.attrib.update({"version": "2.1", "srcLang": origin.language, "trgLang": language, _SPACE: "preserve"})
    file = etree.SubElement(root, f"{X}file", {"id": "f1", "original": origin.file})
    _add_metadata(file, {"digest": origin.digest})
    for group in units.list_groups(submission):
        _add_group(file, group, submission, label, former or {})
    _indent(root, 0)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _add_metadata(file: etree._Element, values: Mapping[str, str]) -> None:
    group = etree.SubElement(etree.SubElement(file, f"{M}metadata"), f"{M}metaGroup", {"category": CATEGORY})
    for name, value in values.items():
        etree.SubElement(group, f"{M}meta", {"type": name}).text = value


def _add_group(
    parent: etree._Element, group: UnitGroup, submission: Submission, label: Labels, former: Mapping[str, Unit]
) -> None:
    name = " ".join(each for each in (label(group.path), group.name) if each)
    element = etree.SubElement(parent, f"{X}group", {"id": group.id, **({"name": name} if name else {})})
    for unit in group.units:
        _add_unit(element, unit, submission, label, former.get(unit.id))
    for each in group.groups:
        _add_group(element, each, submission, label, former)


def _add_unit(parent: etree._Element, unit: Unit, submission: Submission, label: Labels, former: Unit | None) -> None:
    element = etree.SubElement(parent, f"{X}unit", {"id": unit.id, "name": label(unit.path) or unit.kind})
    if described := list(_describe(unit, submission)):
        notes = etree.SubElement(element, f"{X}notes")
        for category, text in described:
            etree.SubElement(notes, f"{X}note", {"category": category}).text = text
    if unit.codes:
        data = etree.SubElement(element, f"{X}originalData")
        for id, markdown in (each for code in unit.codes for each in _markdown(code)):
            etree.SubElement(data, f"{X}data", {"id": id}).text = markdown
    is_usable = former and len(former.segments) == len(unit.segments) and former.codes == unit.codes
    translated = former.segments if former and is_usable else [None] * len(unit.segments)
    for at, (segment, target) in enumerate(zip(unit.segments, translated, strict=True)):
        _add_segment(element, f"s{at + 1}", segment, target)


def _add_segment(parent: etree._Element, id: str, segment: Segment, translated: Segment | None) -> None:
    state = {"state": "translated"} if translated else {}
    holder = etree.SubElement(parent, f"{X}segment", {"id": id, **state})
    _add_content(etree.SubElement(holder, f"{X}source"), segment.pieces)
    if translated:
        _add_content(etree.SubElement(holder, f"{X}target"), translated.pieces)
    if segment.space:
        etree.SubElement(etree.SubElement(parent, f"{X}ignorable"), f"{X}source").text = segment.space


def _describe(unit: Unit, submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield what a translator has to know of a unit, with its category."""
    if unit.kind != "text":
        yield "kind", unit.kind
    for code in unit.codes:
        if code.kind == "link":
            yield "link", f"{code.id}: {submission.links.get(code.target, code.target)}"


def _markdown(code: Code) -> Iterator[tuple[str, str]]:
    """Yield the ids of the data of a code, each with its Markdown."""
    if code.kind in PAIRED:
        ends = {"link": f"][{code.target}]", "language": f"]{{lang={code.target}}}"}
        signs = ("[", ends[code.kind]) if code.kind in ends else _SIGNS[code.kind]
        yield from zip((f"start{code.id}", f"end{code.id}"), signs, strict=True)
    else:
        yield f"code{code.id}", f"[^{code.target}]" if code.kind == "note" else "\\\n"


def _add_content(element: etree._Element, content: Sequence[Piece]) -> None:
    """Add the pieces of a segment; a code that begins and ends in different segments is two elements."""
    whole = _whole_codes(content)
    open_elements = [element]
    for piece in content:
        if piece.code is None:
            _add_text(open_elements[-1], piece.text)
        elif piece.code.kind not in PAIRED:
            etree.SubElement(open_elements[-1], f"{X}ph", _placeholder(piece.code))
        elif piece.code not in whole:
            _add_edge(open_elements[-1], piece.code, piece.edge)
        elif piece.edge == "start":
            open_elements.append(etree.SubElement(open_elements[-1], f"{X}pc", _pair(piece.code)))
        else:
            open_elements.pop()


def _whole_codes(content: Sequence[Piece]) -> set[Code]:
    starts = {each.code for each in content if each.code and each.edge == "start"}
    return {each.code for each in content if each.code in starts and each.edge == "end" and each.code}


def _placeholder(code: Code) -> dict[str, str]:
    shown = f"[{code.target}]" if code.kind == "note" else "\u21b5"
    fixed = {"canCopy": "no", "canDelete": "no"} if code.is_needed else {}
    return {"id": code.id, "dataRef": f"code{code.id}", "disp": shown, **fixed, **_TYPES[code.kind]}


def _pair(code: Code) -> dict[str, str]:
    fixed = {"canCopy": "no", "canDelete": "no"} if code.is_needed else {}
    data = {"dataRefStart": f"start{code.id}", "dataRefEnd": f"end{code.id}"}
    return {"id": code.id, **data, **fixed, **_TYPES[code.kind]}


def _add_edge(parent: etree._Element, code: Code, edge: str) -> None:
    fixed = {"canCopy": "no", "canDelete": "no"} if code.is_needed else {}
    place = {"id": code.id} if edge == "start" else {"startRef": code.id}
    data = {"dataRef": f"{edge}{code.id}"}
    etree.SubElement(parent, f"{X}sc" if edge == "start" else f"{X}ec", {**place, **data, **fixed, **_TYPES[code.kind]})


def _add_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _indent(element: etree._Element, depth: int) -> None:
    """Put each element of the structure on a line of its own; the texts of segments have none but their own spaces."""
    if element.tag in _WITH_TEXT or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
