"""Forgeries of the fonts of a PDF: its pages show other words than programs read in them."""

import copy
import io
from collections.abc import Callable, Iterator

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from tests.forgeries.pdfs import BODY, writer, written


def _fonts(document: PdfWriter) -> Iterator[DictionaryObject]:
    for each in document._objects:
        if isinstance(each, DictionaryObject) and each.get("/Subtype") == "/Type0":
            yield each


def _with_fonts(content: bytes, change: Callable[[TTFont, list[str]], None]) -> bytes:
    """Return a file whose fonts went through a change, which takes the names of their glyphs too."""
    document = writer(content)
    for each in _fonts(document):
        descriptor = each["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        font_file = descriptor["/FontFile2"].get_object()
        font = TTFont(io.BytesIO(font_file.get_data()), recalcBBoxes=False)
        change(font, list(font.getGlyphOrder()))
        buffer = io.BytesIO()
        font.save(buffer)
        font_file.set_data(buffer.getvalue())
    return written(document)


def glyphs_exchanged_in_all_fonts(content: bytes) -> bytes:
    def exchange(font: TTFont, names: list[str]) -> None:
        shapes = font["glyf"].glyphs
        shapes[names[5]], shapes[names[6]] = shapes[names[6]], shapes[names[5]]

    return _with_fonts(content, exchange)


def glyph_emptied(content: bytes) -> bytes:
    """One letter is nowhere to be seen."""
    return _with_fonts(content, lambda font, names: font["glyf"].glyphs.update({names[9]: Glyph()}))


def glyph_of_no_letter_drawn(content: bytes) -> bytes:
    """What is shown for a character without a glyph has the shape of a letter."""
    return _with_fonts(
        content, lambda font, names: font["glyf"].glyphs.update({names[0]: font["glyf"].glyphs[names[5]]})
    )


def glyphs_added(content: bytes) -> bytes:
    """Glyphs without letters, which programs read as those of their numbers, have the shapes of others."""

    def add(font: TTFont, names: list[str]) -> None:
        for number in range(len(names), 120):
            name = f"forged{number}"
            names.append(name)
            font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"].glyphs[names[5]])
            font["hmtx"].metrics[name] = font["hmtx"].metrics[names[5]]
        font.setGlyphOrder(names)
        font["glyf"].glyphOrder = names

    return _with_fonts(content, add)


def glyph_of_endless_pieces(content: bytes) -> bytes:
    """A glyph of eight others, each of eight others, and so on."""

    def add(font: TTFont, names: list[str]) -> None:
        last = names[5]
        for number in range(20):
            name, glyph = f"forged{number}", Glyph()
            glyph.numberOfContours, glyph.components = -1, []
            for _ in range(8):
                piece = GlyphComponent()
                piece.glyphName, piece.x, piece.y, piece.flags = last, 0, 0, 0x6
                glyph.components.append(piece)
            glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
            names.append(name)
            font["glyf"].glyphs[name], font["hmtx"].metrics[name], last = glyph, (500, 0), name
        font.setGlyphOrder(names)
        font["glyf"].glyphOrder = names

    return _with_fonts(content, add)


def font_renamed(content: bytes) -> bytes:
    """A font that no one has, with other shapes."""
    document = writer(glyphs_exchanged_in_all_fonts(content))
    for each in document._objects:
        for key in ("/BaseFont", "/FontName"):
            if isinstance(each, DictionaryObject) and key in each:
                each[NameObject(key)] = NameObject("/ABCDEF+Forged")
    return written(document)


def _with_letters(content: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """Return a file with other tables that map glyphs to letters."""
    document, count = writer(content), 0
    for each in _fonts(document):
        table = each["/ToUnicode"].get_object()
        before = after = table.get_data()
        for old, new in changes:
            after = after.replace(old, new)
        count += before != after
        table.set_data(after)
    assert count
    return written(document)


def letters_exchanged(content: bytes) -> bytes:
    """Programs read an o where an a is shown; so they read other words."""
    return _with_letters(content, (b"<0061>", b"<FFFE>"), (b"<006F>", b"<0061>"), (b"<FFFE>", b"<006F>"))


def letters_by_range(content: bytes) -> bytes:
    return _with_letters(content, (b"endbfchar", b"endbfchar\n1 beginbfrange\n<0022> <0022> <0061>\nendbfrange"))


def letters_mapped_twice(content: bytes) -> bytes:
    return _with_letters(content, (b"endbfchar", b"<0001> <0058>\nendbfchar"))


_FORGED = b" BDC BT /f0 30 Tf 1 0 0 1 100 300 Tm <0002000300040005> Tj ET EMC"


def _before_a_line(content: bytes, operators: bytes, properties: DictionaryObject | None = None) -> bytes:
    document = writer(content)
    page = document.pages[BODY]
    stream = DecodedStreamObject()
    data = page["/Contents"].get_object().get_data()
    assert b"/Span<</MCID 1>>BDC" in data
    stream.set_data(data.replace(b"/Span<</MCID 1>>BDC", operators + b"/Span<</MCID 1>>BDC", 1))
    page[NameObject("/Contents")] = document._add_object(stream)
    if properties is not None:
        page["/Resources"].get_object()[NameObject("/Properties")] = properties
    return written(document)


def words_that_read_as_a_space(content: bytes) -> bytes:
    """Words are painted, and their text for programs is a space."""
    return _before_a_line(content, b"/Span<</ActualText<FEFF00A0>>>" + _FORGED)


def words_that_read_as_a_space_by_an_escape(content: bytes) -> bytes:
    return _before_a_line(content, b"/Span<</Actual#54ext<FEFF00A0>>>" + _FORGED)


def words_that_read_as_a_space_by_a_resource(content: bytes) -> bytes:
    properties = DictionaryObject({NameObject("/ActualText"): TextStringObject("\xa0")})
    return _before_a_line(content, b"/Span /Forged" + _FORGED, DictionaryObject({NameObject("/Forged"): properties}))


ROWS: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "glyphs_exchanged_in_all_fonts": (glyphs_exchanged_in_all_fonts, ()),
    "glyph_emptied": (glyph_emptied, ()),
    "glyph_of_no_letter_drawn": (glyph_of_no_letter_drawn, ()),
    "glyphs_added": (glyphs_added, ()),
    "glyph_of_endless_pieces": (glyph_of_endless_pieces, ()),
    "font_renamed": (font_renamed, ()),
    "letters_exchanged": (letters_exchanged, ("page 1",)),
    "letters_by_range": (letters_by_range, ("letter table", "page 1")),
    "letters_mapped_twice": (letters_mapped_twice, ("page 1", "two entries")),
    "words_that_read_as_a_space": (words_that_read_as_a_space, ()),
    "words_that_read_as_a_space_by_an_escape": (words_that_read_as_a_space_by_an_escape, ()),
    "words_that_read_as_a_space_by_a_resource": (words_that_read_as_a_space_by_a_resource, ()),
}
"""Forgeries by name, with words of which the help of a report has one."""
