"""A submission -> XLIFF 2.1 for programs of translators, and such a file, translated -> its units.

A paragraph is a unit, a sentence a segment.

The namespace of version 2.1 is that of 2.0 (OASIS Standard XLIFF 2.1, 13 February 2018). Bold, italics, links, footnote
references and line breaks are inline codes, whose Markdown is in `originalData`.

A file that comes back is a stranger's: entities and DTDs are refused, nothing is loaded, and its size is limited.
Segments may have been split or joined, and ordered in another way, within their units.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, excerpt
from wsisc.ooxml import package
from wsisc.source.model import Submission
from wsisc.translation import coded_text, units
from wsisc.translation.coded_text import PAIRED, Code, Piece
from wsisc.translation.units import Origin, Segment, TranslatedFile, TranslatedUnit, Unit, UnitGroup

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
_MAX_BYTES = 20_000_000  # a guess: far above the largest submission with its translation
_MAX_TAGS = 400_000  # as in Word files
_MIN_COPIED_WORDS = 5  # a guess: shorter texts, such as names, can be the same in both languages
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLACE = re.compile(r" \(<string>, line \d+\)$")  # what lxml adds; the message has the line already
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_HINT = t("export the submission again, and translate that file")


def write(
    submission: Submission, origin: Origin, language: str, label: Labels, former: Mapping[str, Unit] | None = None
) -> bytes:
    """Return the XLIFF of a submission for a translation into a language.

    `former` are the units of an earlier translation by their ids: what is still in step is already translated.
    """
    root = etree.Element(f"{X}xliff", nsmap=_NAMESPACES)
    root.attrib.update({"version": "2.1", "srcLang": origin.language, "trgLang": language, _SPACE: "preserve"})
    file = etree.SubElement(root, f"{X}file", {"id": "f1", "original": origin.file})
    metadata = etree.SubElement(etree.SubElement(file, f"{M}metadata"), f"{M}metaGroup", {"category": CATEGORY})
    etree.SubElement(metadata, f"{M}meta", {"type": "digest"}).text = origin.digest
    for group in units.list_groups(submission):
        _add_group(file, group, submission, label, former or {})
    _indent(root, 0)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _add_group(
    parent: etree._Element, group: UnitGroup, submission: Submission, label: Labels, former: Mapping[str, Unit]
) -> None:
    name = " ".join(words for words in (label(group.path), group.name) if words)
    element = etree.SubElement(parent, f"{X}group", {"id": group.id, **({"name": name} if name else {})})
    for unit in group.units:
        _add_unit(element, unit, submission, label, former.get(unit.id))
    for inner in group.groups:
        _add_group(element, inner, submission, label, former)


def _add_unit(parent: etree._Element, unit: Unit, submission: Submission, label: Labels, former: Unit | None) -> None:
    element = etree.SubElement(parent, f"{X}unit", {"id": unit.id, "name": label(unit.path) or unit.kind})
    if described := list(_describe(unit, submission)):
        notes = etree.SubElement(element, f"{X}notes")
        for category, text in described:
            etree.SubElement(notes, f"{X}note", {"category": category}).text = text
    if unit.codes:
        data = etree.SubElement(element, f"{X}originalData")
        for id, markdown in (data for code in unit.codes for data in _markdown(code)):
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
    starts = {piece.code for piece in content if piece.code and piece.edge == "start"}
    return {piece.code for piece in content if piece.code in starts and piece.edge == "end" and piece.code}


def _placeholder(code: Code) -> dict[str, str]:
    shown = f"[{code.target}]" if code.kind == "note" else "\u21b5"
    return {"id": code.id, "dataRef": f"code{code.id}", "disp": shown, **_nature(code)}


def _pair(code: Code) -> dict[str, str]:
    return {"id": code.id, "dataRefStart": f"start{code.id}", "dataRefEnd": f"end{code.id}", **_nature(code)}


def _add_edge(parent: etree._Element, code: Code, edge: str) -> None:
    name, id = ("sc", "id") if edge == "start" else ("ec", "startRef")
    etree.SubElement(parent, f"{X}{name}", {id: code.id, "dataRef": f"{edge}{code.id}", **_nature(code)})


def _nature(code: Code) -> dict[str, str]:
    """Return the attributes that say what a code is, and that a translation must have it."""
    return {**({"canCopy": "no", "canDelete": "no"} if code.is_needed else {}), **_TYPES[code.kind]}


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


def is_xliff(content: bytes) -> bool:
    """Return whether a file may be XLIFF, rather than a Word file."""
    return content.startswith(_UTF16) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def is_export(content: bytes) -> bool:
    """Return whether a file is an export of wsisc in which nothing was translated: a new export may replace it."""
    try:
        return not any(segment.find(f"{X}target") is not None for segment in _parse(content).iter(f"{X}segment"))
    except WsiscError:
        return False


def read(content: bytes) -> TranslatedFile:
    """Return the content of an XLIFF file. Raises WsiscError if it is malformed, hostile, or not from wsisc."""
    root = _parse(content)
    if root.tag != f"{X}xliff":
        hint = t("save it as XLIFF 2.0 or 2.1, as wsisc exported it")
        raise WsiscError(t("this is no XLIFF 2 file"), hint, exit_code=2)
    files = root.findall(f"{X}file")
    digest = next((meta.text or "" for file in files for meta in _metadata(file) if meta.get("type") == "digest"), "")
    if len(files) != 1 or not digest:
        raise WsiscError(t("this XLIFF file was not exported by wsisc"), _HINT, exit_code=2)
    name = units.check_file_name(files[0].get("original", ""))
    language = units.plain_language(root.get("trgLang", ""))  # some programs write fr-FR
    found = _read_units(files[0], language)
    source = units.plain_language(root.get("srcLang", ""))
    return TranslatedFile(Origin(name, digest, source), language, lambda original: found)


def _read_units(file: etree._Element, language: str) -> dict[str, TranslatedUnit]:
    """Return the units of a file by their ids. Raises WsiscError for an id that two have: one would be lost."""
    found: dict[str, TranslatedUnit] = {}
    for unit in file.iter(f"{X}unit"):
        id = unit.get("id", "")
        if id in found:
            values = {"id": excerpt(id), "line": _line(unit), "first": found[id].line}
            message = t("line {line}: the unit {id} is already on line {first}", **values)
            raise WsiscError(message, t("remove one of the two"), exit_code=2)
        found[id] = _read_unit(unit, language)
    return found


def _parse(content: bytes) -> etree._Element:
    content = _decode(content)
    if not is_xliff(content):
        raise WsiscError(t("this is not an XLIFF file"), _HINT, exit_code=2)
    if len(content) > _MAX_BYTES or content.count(b"<") > _MAX_TAGS:
        raise WsiscError(t("the XLIFF file is too large"), t("check that this is the right file"), exit_code=2)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise WsiscError(t("the XLIFF file contains a DTD or an entity, which is not allowed"), _HINT, exit_code=2)
    try:
        root = package.parse_xml(content, has_comments=False)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = _PLACE.sub("", str(error))
        raise WsiscError(t("the XLIFF file is damaged: {error}", error=reason), _HINT, exit_code=2) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise WsiscError(t("the XLIFF file contains a DTD or an entity, which is not allowed"), _HINT, exit_code=2)
    return root


def _decode(content: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8, so that it can be searched for forbidden syntax; other files unchanged."""
    if not content.startswith(_UTF16) or len(content) > 2 * _MAX_BYTES:
        return content
    try:
        text = content.decode("utf-16")
    except UnicodeError:
        raise WsiscError(t("this is not an XLIFF file"), _HINT, exit_code=2) from None
    declaration = _DECLARATION.match(text)  # it names the former encoding
    return text[declaration.end() if declaration else 0 :].encode()


def _metadata(file: etree._Element) -> Iterator[etree._Element]:
    for group in file.iterfind(f"{M}metadata/{M}metaGroup"):
        if group.get("category") == CATEGORY:
            yield from group.iterfind(f"{M}meta")


def _read_unit(unit: etree._Element, language: str) -> TranslatedUnit:
    """Return a unit: its segments joined, in the order that their targets have."""
    joined: list[Piece] = []
    untranslated = []
    space = ""
    elements = [element for element in unit if element.tag in (f"{X}segment", f"{X}ignorable")]
    sources = (coded_text.words(list(_read_content(element.find(f"{X}source")))) for element in elements)
    for element in _in_order(elements):
        source = list(_read_content(element.find(f"{X}source")))
        target = list(_read_content(element.find(f"{X}target")))
        if element.tag == f"{X}ignorable":
            space = coded_text.words(target) or coded_text.words(source)
            continue
        if _is_untranslated(element, source, target):
            if units.needs_translation(coded_text.words(source)):
                untranslated.append(coded_text.words(source).strip())
            target = source
        between = units.space_between(space, joined, target, language) if joined else ""
        joined += [*([Piece(between)] if between else []), *target]
        space = ""
    return TranslatedUnit(tuple(joined), tuple(untranslated), "".join(sources), _line(unit))


def _is_untranslated(segment: etree._Element, source: list[Piece], target: list[Piece]) -> bool:
    """Return whether a segment with words has none in its target, or those of its source."""
    if units.is_blank(coded_text.words(source)):
        return bool(source) and not target
    return units.is_blank(coded_text.words(target)) or _is_copy(segment, source, target)


def _is_copy(segment: etree._Element, source: list[Piece], target: list[Piece]) -> bool:
    """Return whether a program put the source into the target, as some do before it is translated."""
    is_untouched = segment.get("state", "initial") == "initial"
    text = coded_text.words(source)
    return is_untouched and text == coded_text.words(target) and len(text.split()) >= _MIN_COPIED_WORDS


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _in_order(elements: list[etree._Element]) -> list[etree._Element]:
    """Return the segments of a unit in the order of their targets (XLIFF 2.1, `order`)."""

    def position(at: int) -> tuple[int, int]:
        target = elements[at].find(f"{X}target")
        order = target.get("order", "") if target is not None else ""
        return (int(order) if order.isdecimal() and len(order) < 9 else at + 1, at)

    return [elements[at] for at in sorted(range(len(elements)), key=position)]


def _read_content(element: etree._Element | None) -> Iterator[Piece]:
    """Yield the pieces of a source or target; what is not known, such as annotations, has the words in it alone."""
    if element is None:
        return
    if element.text:
        yield Piece(element.text)
    for child in element:
        yield from _read_inline(child)
        if child.tail:
            yield Piece(child.tail)


def _read_inline(element: etree._Element) -> Iterator[Piece]:
    id = element.get("id", "")
    if element.tag == f"{X}ph":
        yield Piece(code=Code(id, ""))
    elif element.tag == f"{X}pc":
        yield Piece(code=Code(id, ""), edge="start")
        yield from _read_content(element)
        yield Piece(code=Code(id, ""), edge="end")
    elif element.tag == f"{X}sc":
        yield Piece(code=Code(id, ""), edge="start")
    elif element.tag == f"{X}ec":
        yield Piece(code=Code(element.get("startRef", "") or id, ""), edge="end")
    elif element.tag == f"{X}cp":
        yield Piece(_character(element.get("hex", "")))
    else:
        yield from _read_content(element)


def _character(number: str) -> str:
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
