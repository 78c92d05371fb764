"""The pages of a PDF -> the passages whose text for programs (ActualText) differs from the painted letters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wsisc.diagnostic import excerpt
from wsisc.readers.inventory import installed_fonts, pdf_fonts, pdf_objects, pdf_syntax
from wsisc.readers.inventory.glyph_outlines import BLANK, Outline
from wsisc.readers.inventory.pdf_fonts import UnreadableFontError
from wsisc.readers.inventory.pdf_objects import Dictionary, PdfObjects, Value

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_ESCAPED_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NUMBER = re.compile(rb"[+-]?\d*\.?\d*")
_ACTUAL_TEXT = b"/ActualText"
_TEXT_OPERATORS = (b"Tj", b"TJ", b"'", b'"')

type _Token = tuple[str, bytes]


class ActualTextSpan(NamedTuple):
    """A passage: its font, its text for programs, and the painted outlines."""

    font: str
    letters: str
    outlines: tuple[Outline, ...]


# A passage while it is read: its text for programs, and the painted strings with the names of their fonts.
type _OpenPassage = tuple[str, list[tuple[bytes, bytes]]]


def find_mismatches(expected: bytes, content: bytes) -> list[str]:
    """Return the passages of a PDF whose text differs from the painted letters and that `expected` does not have."""
    try:
        known, found = read_spans(expected), read_spans(content)
    except UnreadableFontError as error:
        return [f"the text cannot be compared with the painted letters: {error}"]
    wrong = {each.letters for each in found - known if not _is_drawn_by_font(each)}
    return [f'letters that are read as "{excerpt(each)}" look different' for each in sorted(wrong)]


def _is_drawn_by_font(span: ActualTextSpan) -> bool:
    """Return whether an installed font draws the letters with these outlines."""
    if not span.letters.strip():
        return all(each == BLANK for each in span.outlines)
    if not installed_fonts.is_installed(span.font) or len(span.outlines) > 2 * len(span.letters):
        return False
    return all(
        installed_fonts.draws(span.font, span.letters, each) or installed_fonts.is_component(span.font, each)
        for each in span.outlines
    )


def read_spans(content: bytes) -> set[ActualTextSpan]:
    """Return all passages with a text for programs. Raises UnreadableFontError if painted glyphs are unknown."""
    objects = pdf_objects.read_objects(content)
    found: set[ActualTextSpan] = set()
    for each in objects.numbered.values():
        if isinstance(each, dict) and each.get(b"Type") == b"Page":
            parts = objects.resolve(each.get(b"Contents"))
            streams = parts if isinstance(parts, list) else [each.get(b"Contents")]
            found.update(_stream_spans(objects, each, b"\n".join(objects.data(part) or b"" for part in streams)))
    for number, each in objects.numbered.items():
        if isinstance(each, dict) and number in objects.streams and each.get(b"Subtype") == b"Form":
            found.update(_stream_spans(objects, each, objects.data(pdf_objects.Reference(number)) or b""))
    return found


def _stream_spans(objects: PdfObjects, holder: Dictionary, data: bytes) -> Iterator[ActualTextSpan]:
    """Yield the passages in the operators of a page, or of a form that a page shows."""
    font, open = b"", list[_OpenPassage | None]()
    for operator, operands in _operations(data):
        if operator == b"Tf" and operands:
            font = operands[0][1]
        elif operator in (b"BDC", b"BMC"):
            open.append(_begin_passage(operands))
        elif operator == b"EMC" and open:
            if passage := open.pop():
                yield from _end_passage(objects, holder, passage)
        elif operator in _TEXT_OPERATORS and (passage := next(filter(None, open), None)):
            passage[1].extend((font[1:], text) for kind, text in operands if kind == "string")
    if any(open):
        raise UnreadableFontError("a passage has no end")


def _operations(data: bytes) -> Iterator[tuple[bytes, list[_Token]]]:
    """Yield the operators of a stream with their operands, or nothing if no passage can be in it."""
    operands = []
    for kind, token in _tokenize(data) if b"ActualText" in data or b"#" in data else ():
        if kind != "operator":
            operands.append((kind, token))
            continue
        if token == b"BI":
            raise UnreadableFontError("an image is among the words")
        yield token, operands
        operands = []


def _begin_passage(operands: list[_Token]) -> _OpenPassage | None:
    """Return a new passage with its text for programs, or None for other marked content."""
    if ("name", _ACTUAL_TEXT) not in operands:
        return None
    index = operands.index(("name", _ACTUAL_TEXT)) + 1
    kind, text = operands[index] if index < len(operands) else ("", b"")
    if kind != "string":
        raise UnreadableFontError("its letters are elsewhere")
    is_utf_16 = text.startswith(b"\xfe\xff")
    return text[2:].decode("utf-16-be", "replace") if is_utf_16 else text.decode("latin-1"), []


def _end_passage(objects: PdfObjects, holder: Dictionary, passage: _OpenPassage) -> Iterator[ActualTextSpan]:
    """Yield a passage for each font in which it is painted."""
    letters, painted = passage
    shapes: dict[str, list[Outline]] = {}
    for resource, codes in painted:
        name, outlines = pdf_fonts.read_outlines(objects, _find_font(objects, holder, resource))
        glyphs = (int.from_bytes(codes[index : index + 2]) for index in range(0, len(codes), 2))
        shapes.setdefault(name, []).extend(outlines.get(each, BLANK) for each in glyphs)
    for name, drawn in shapes.items():
        yield ActualTextSpan(name, letters, tuple(drawn))


def _find_font(objects: PdfObjects, holder: Dictionary, name: bytes) -> Dictionary:
    found: Value = holder
    for key in (b"Resources", b"Font", name):
        found = objects.resolve(found.get(key)) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise UnreadableFontError("its font is not named")
    return found


def _tokenize(data: bytes) -> Iterator[_Token]:
    """Yield the names, strings, values and operators of a content stream, without brackets."""
    position = 0
    while position < len(data):
        match = pdf_syntax.TOKEN.match(data, position)
        assert match
        position = match.end()
        if match["name"] is not None:
            yield "name", b"/" + pdf_syntax.unescape_name(match["name"])
        elif match["hex"] is not None:
            digits = b"".join(match["hex"].split())
            yield "string", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif match["string"]:
            start, position = position, pdf_syntax.find_string_end(data, position)
            if position < 0:
                raise UnreadableFontError("a text has no end")
            yield "string", _ESCAPE.sub(_unescape, data[start : position - 1])
        elif match["word"] is not None:
            is_value = _NUMBER.fullmatch(match["word"]) or match["word"] in (b"true", b"false", b"null")
            yield ("value" if is_value else "operator"), match["word"]


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return b"" if match[2] else _ESCAPED_LETTERS.get(match[3], match[3])
