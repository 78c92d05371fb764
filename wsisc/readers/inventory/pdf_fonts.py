"""The fonts embedded in a PDF -> the letters that they draw in an unexpected shape.

The text that programs read and the shapes that a page shows are independent: a table (ToUnicode) maps glyphs to
letters, and the embedded font draws the glyphs. A glyph is accepted if the expected PDF, or the installed font of that
name, draws the same letters with the same shape.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from wsisc.diagnostic import excerpt
from wsisc.readers.inventory import installed_fonts, pdf_objects, pdf_syntax
from wsisc.readers.inventory.glyph_outlines import BLANK, Outline, trace_outline
from wsisc.readers.inventory.pdf_objects import Dictionary, PdfObjects, Value

_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})*)>")
_UNSUPPORTED_MAPPING = re.compile(rb"bfrange|cidrange|cidchar|notdef|usecmap")
# The tables of a font embedded in a PDF; other tables could draw a glyph in another way, or in colours.
_EXPECTED_TABLES = {
    "GlyphOrder", "head", "hhea", "maxp", "hmtx", "fpgm", "prep", "cvt ", "gasp", "loca", "glyf", "CFF ", "name",
    "post", "cmap", "OS/2",
}  # fmt: skip
_CID_SUBTYPES = (b"CIDFontType0", b"CIDFontType2")
_CFF_MATRIX = [0.001, 0, 0, 0.001, 0, 0]  # the default: 1,000 units to the em (Adobe Technical Note 5176)
_MAX_FONTS = 200  # a guess; further ones are reported as a fault


class Glyph(NamedTuple):
    """A glyph: its font, its letters ("" if the file does not map it), and its outline."""

    font: str
    letters: str
    outline: Outline


class UnreadableFontError(Exception):
    """A font cannot be read, or is used in a way that could exchange its glyphs."""


def find_mismatches(expected: bytes, content: bytes) -> list[str]:
    """Return where the fonts of a PDF draw letters unlike both the expected PDF and the installed fonts."""
    glyphs, faults = read_fonts(content)
    known, drawn = _group_by_font(read_fonts(expected)[0]), _group_by_font(glyphs)
    mismatches = [f"font {each}" for each in faults]
    for name in sorted(drawn):
        unexpected = drawn[name] - known[name]
        if not unexpected:
            continue
        if not installed_fonts.is_installed(name):
            mismatches.append(f"the font {excerpt(name)} is not installed: the shapes of its letters cannot be checked")
            continue
        mapped = [each for each in drawn[name] if each.letters]
        mismatched = sorted({each.letters for each in unexpected if not _is_drawn_by_font(each, mapped)})
        if mismatched:
            letters = ", ".join(f'"{each}"' if each else "a glyph without letters" for each in mismatched)
            mismatches.append(f"the font {excerpt(name)} draws letters unlike the installed font: {excerpt(letters)}")
    return mismatches


def _is_drawn_by_font(glyph: Glyph, mapped: list[Glyph]) -> bool:
    """Return whether an installed font draws these letters with this shape.

    `mapped` are the glyphs with letters. A glyph without letters is a component of these, never equal to one of them.
    """
    if glyph.letters:
        return installed_fonts.draws(glyph.font, glyph.letters, glyph.outline)
    if any(glyph.outline == each.outline for each in mapped):
        return False
    every = "".join(sorted({letter for each in mapped for letter in each.letters}))
    return installed_fonts.is_component(glyph.font, glyph.outline) or installed_fonts.draws(
        glyph.font, every, glyph.outline
    )


def _group_by_font(glyphs: Iterable[Glyph]) -> dict[str, set[Glyph]]:
    grouped: dict[str, set[Glyph]] = defaultdict(set)
    for each in glyphs:
        grouped[each.font].add(each)
    return grouped


@lru_cache(4)
def read_fonts(content: bytes) -> tuple[frozenset[Glyph], tuple[str, ...]]:
    """Return the glyphs of all fonts in a PDF, whether or not a page uses them, and the faults of the fonts."""
    objects = pdf_objects.read_objects(content)
    found: set[Glyph] = set()
    faults = []
    named = [each for each in objects.numbered.values() if isinstance(each, dict) and each.get(b"Type") == b"Font"]
    for each in named[:_MAX_FONTS]:
        name = pdf_syntax.remove_subset_prefix(_font_name(each.get(b"BaseFont")))
        if each.get(b"Subtype") == b"Type0":
            try:
                found.update(_read_glyphs(objects, each, installed_fonts.family(name)))
            except UnreadableFontError as error:
                faults.append(f"{excerpt(name)}: {error}")
        elif each.get(b"Subtype") not in _CID_SUBTYPES:
            faults.append(f"{excerpt(name)}: unexpected type {excerpt(_font_name(each.get(b'Subtype')))}")
    if len(named) > _MAX_FONTS:
        faults.append(f"limit: {_MAX_FONTS} of {len(named)} fonts were read")
    return frozenset(found), tuple(dict.fromkeys(faults))


def _font_name(value: Value) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else "no name"


def _read_glyphs(objects: PdfObjects, font: Dictionary, name: str) -> Iterator[Glyph]:
    """Yield the glyphs of a composite font. Raises UnreadableFontError."""
    drawn, letters = read_outlines(objects, font)[1], _read_letters(objects.data(font.get(b"ToUnicode")))
    for code in {*drawn, *letters}:
        shape, text = drawn.get(code, BLANK), letters.get(code, "") if code else ""
        if text.strip() or shape != BLANK:
            yield Glyph(name, text, shape)


def read_outlines(objects: PdfObjects, font: Dictionary) -> tuple[str, dict[int, Outline]]:
    """Return the name of a composite font (ISO 32000-1, 9.7), and its outlines by code. Raises UnreadableFontError."""
    name = installed_fonts.family(pdf_syntax.remove_subset_prefix(_font_name(font.get(b"BaseFont"))))
    descendants = objects.resolve(font.get(b"DescendantFonts"))
    inner = objects.resolve(descendants[0]) if isinstance(descendants, list) and len(descendants) == 1 else None
    if not isinstance(inner, dict) or font.get(b"Encoding") != b"Identity-H":
        raise UnreadableFontError("its codes are not glyph codes")
    if inner.get(b"CIDToGIDMap", b"Identity") != b"Identity":
        raise UnreadableFontError("a CIDToGIDMap replaces its glyphs")
    descriptor = objects.resolve(inner.get(b"FontDescriptor"))
    entries = descriptor if isinstance(descriptor, dict) else {}
    files = [data for key in (b"FontFile", b"FontFile2", b"FontFile3") if (data := objects.data(entries.get(key)))]
    if len(files) != 1:
        raise UnreadableFontError("it is not embedded")
    return name, _read_font_file(files[0])


def _read_letters(table: bytes | None) -> dict[int, str]:
    """Return the letters of codes. Raises UnreadableFontError if the table maps codes by an unsupported operator."""
    if table is None or _UNSUPPORTED_MAPPING.search(table):
        raise UnreadableFontError("its letter table cannot be read")
    found: dict[int, str] = {}
    for begun in table.split(b"beginbfchar")[1:]:
        section, end, _ = begun.partition(b"endbfchar")
        if not end or _MAPPING.sub(b"", section).strip():
            raise UnreadableFontError("its letter table cannot be read")
        for code, text in _MAPPING.findall(section):
            letters = bytes.fromhex(text.decode()).decode("utf-16-be", "replace").strip("\0")
            if found.setdefault(int(code, 16), letters) != letters:
                raise UnreadableFontError("its letter table has two entries for a glyph")
    return found


@lru_cache(100)
def _read_font_file(data: bytes) -> dict[int, Outline]:
    """Return the outlines of a font file by code. Raises UnreadableFontError."""
    read = _read_sfnt if data[:4] in (b"\0\1\0\0", b"OTTO", b"true") else _read_cff
    try:
        return dict(read(data))
    except UnreadableFontError:
        raise
    except Exception as error:  # fontTools raises errors of any kind for damaged tables
        raise UnreadableFontError("it cannot be read") from error


def _read_sfnt(data: bytes) -> Iterator[tuple[int, Outline]]:
    font = TTFont(io.BytesIO(data), lazy=True)
    if {*font.keys()} - _EXPECTED_TABLES or font.reader.numTables != len(font.reader.tables):
        raise UnreadableFontError("it contains more than glyph outlines")
    glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
    for code, name in enumerate(font.getGlyphOrder()):
        yield code, trace_outline(glyphs, name, units)


def _read_cff(data: bytes) -> Iterator[tuple[int, Outline]]:
    found = CFFFontSet()
    found.decompile(io.BytesIO(data), None)
    if len(found.topDictIndex) != 1:
        raise UnreadableFontError("it contains more than glyph outlines")
    top = found.topDictIndex[0]
    if any(list(each.FontMatrix) != _CFF_MATRIX for each in (top, *getattr(top, "FDArray", ()))):
        raise UnreadableFontError("it distorts its glyphs")
    for index, name in enumerate(top.charset):
        yield int(name[3:]) if re.fullmatch(r"cid\d+", name) else index, trace_outline(top.CharStrings, name, 1000)
