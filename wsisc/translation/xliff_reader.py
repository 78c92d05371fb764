"""An XLIFF file that a translator sends back -> its original, its language, and its units.

It is a stranger's file: entities and DTDs are refused, nothing is loaded, and its size is limited. Versions 2.0 and 2.1
have one namespace. Segments may have been split or joined, and ordered in another way, within their units.
"""

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.ooxml import package
from wsisc.translation import coded_text, exchange
from wsisc.translation.coded_text import Code, Piece
from wsisc.translation.exchange import Origin, TranslatedFile, TranslatedUnit
from wsisc.translation.xliff_writer import CATEGORY, M, X

_MAX_BYTES = 20_000_000  # a guess: far above the largest submission with its translation
_MAX_TAGS = 400_000  # as in Word files
_MIN_COPIED_WORDS = 5  # a guess: shorter texts, such as names, can be the same in both languages
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLACE = re.compile(r" \(<string>, line \d+\)$")  # what lxml adds; the message has the line already
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_HINT = t("export the submission again, and translate that file")


def is_xliff(content: bytes) -> bool:
    """Return whether a file may be XLIFF, rather than a Word file."""
    return content.startswith(_UTF16) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def is_export(content: bytes) -> bool:
    """Return whether a file is an export of wsisc in which nothing was translated: a new export may replace it."""
    try:
        return not any(each.find(f"{X}target") is not None for each in _parse(content).iter(f"{X}segment"))
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
    name = exchange.check_file_name(files[0].get("original", ""))
    language = exchange.plain_language(root.get("trgLang", ""))  # some programs write fr-FR
    found = _read_units(files[0], language)
    source = exchange.plain_language(root.get("srcLang", ""))
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
    elements = [each for each in unit if each.tag in (f"{X}segment", f"{X}ignorable")]
    sources = (coded_text.words(list(_read_content(each.find(f"{X}source")))) for each in elements)
    for element in _in_order(elements):
        source = list(_read_content(element.find(f"{X}source")))
        target = list(_read_content(element.find(f"{X}target")))
        if element.tag == f"{X}ignorable":
            space = coded_text.words(target) or coded_text.words(source)
            continue
        if _is_untranslated(element, source, target):
            if exchange.needs_translation(coded_text.words(source)):
                untranslated.append(coded_text.words(source).strip())
            target = source
        between = exchange.space_between(space, joined, target, language) if joined else ""
        joined += [*([Piece(between)] if between else []), *target]
        space = ""
    return TranslatedUnit(tuple(joined), tuple(untranslated), "".join(sources), _line(unit))


def _is_untranslated(segment: etree._Element, source: list[Piece], target: list[Piece]) -> bool:
    """Return whether a segment with words has none in its target, or those of its source."""
    if exchange.is_blank(coded_text.words(source)):
        return bool(source) and not target
    return exchange.is_blank(coded_text.words(target)) or _is_copy(segment, source, target)


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
