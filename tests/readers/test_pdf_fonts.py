"""The fonts of a PDF and the passages with a text for programs: what is read of each, and why some cannot be read."""

import io
from functools import cache

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable

from tests.readers.test_pdf_inventory import pdf_file, stream
from wsisc.readers.inventory import pdf_actual_text, pdf_fonts
from wsisc.readers.inventory.pdf_fonts import UnreadableFontError

GLYPHS = [".notdef", "A", "B", "space"]


def square(pen, size):
    pen.moveTo((0, 0))
    for corner in ((0, size), (size, size), (size, 0)):
        pen.lineTo(corner)
    pen.closePath()


@cache
def font_file(is_cff=False, extra=""):
    """Return a font of two squares and a space, as a string that a PDF can hold."""
    builder = FontBuilder(1000, isTTF=not is_cff)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap({65: "A", 66: "B", 32: "space"})
    sizes = {"A": 100, "B": 200}
    drawn = {}
    for name in GLYPHS:
        pen = T2CharStringPen(500, None) if is_cff else TTGlyphPen(None)
        if name in sizes:
            square(pen, sizes[name])
        drawn[name] = pen.getCharString() if is_cff else pen.glyph()
    if is_cff:
        builder.setupCFF("Drawn", {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    if extra == "TEST":
        builder.font[extra] = newTable(extra)
        builder.font[extra].data = b"x"
    file = io.BytesIO()
    if is_cff and extra != "whole":
        return builder.font["CFF "].compile(builder.font).decode("latin-1")
    builder.save(file)
    return file.getvalue().decode("latin-1")


def mapping(*rows, sections=1):
    inner = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in rows)
    return f"begincmap {len(rows)} beginbfchar\n{inner}\nendbfchar endcmap" * sections


LETTERS = mapping((1, "A"), (2, "B"), (3, " "))
DRAWN = "/P << /ActualText (A) >> BDC /F1 12 Tf <0001> Tj EMC"


def file_of(
    painted=DRAWN, font=None, letters=LETTERS, of_font="", inner="", name="ABCDEF+Drawn-Regular", more=(), **options
):
    """Return a PDF with a page, and a font of its own; `options` replace the entries of the font."""
    font = font_file() if font is None else font
    entries = {
        "Encoding": "/Identity-H",
        "DescendantFonts": "[6 0 R]",
        "Subtype": "/Type0",
        "File": "/FontFile2 8 0 R",
        **options,
    }
    return pdf_file(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents {entries.get('Contents', '4 0 R')} /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(painted),
        f"<< /Type /Font /Subtype {entries['Subtype']} /BaseFont /{name} /Encoding {entries['Encoding']} /DescendantFonts {entries['DescendantFonts']} /ToUnicode 9 0 R {of_font} >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor 7 0 R {inner} >>", f"<< /Type /FontDescriptor {entries['File']} >>",
        stream(font), stream(letters), *more,
    )  # fmt: skip


def glyphs(file):
    found, faults = pdf_fonts.read_fonts(file)
    return sorted((each.font, each.letters, each.outline[1]) for each in found), list(faults)


BOTH = [("Drawn", "A", -10_000), ("Drawn", "B", -40_000)]


@pytest.mark.parametrize("font", [font_file(), font_file(True), font_file(True, "whole")])
def test_the_glyphs_of_a_font_have_its_name_their_letters_and_their_shape(font):
    assert glyphs(file_of(font=font)) == (BOTH, [])


def test_glyphs_without_letters_or_shape():
    assert glyphs(file_of(letters=mapping((2, "B"), (3, " "), (7, "x"))))[0] == [
        ("Drawn", "", -10_000), ("Drawn", "B", -40_000), ("Drawn", "x", 0),
    ]  # fmt: skip
    assert glyphs(file_of(letters=mapping((0, "n"), (1, "\0A\0"), (2, "ffi"))))[0] == [
        ("Drawn", "A", -10_000),
        ("Drawn", "ffi", -40_000),
    ]
    assert glyphs(file_of(letters=mapping((1, "A")) + mapping((1, "A"), (2, "B"))))[0] == BOTH


CODES, TABLE = "its codes are not glyph codes", "its letter table cannot be read"
FAULTY = [
    ({"Encoding": "/WinAnsiEncoding"}, CODES),
    ({"DescendantFonts": "[6 0 R 6 0 R]"}, CODES),
    ({"DescendantFonts": "[]"}, CODES),
    ({"DescendantFonts": "6 0 R"}, CODES),
    ({"inner": "/CIDToGIDMap 8 0 R"}, "a CIDToGIDMap replaces its glyphs"),
    ({"File": ""}, "it is not embedded"),
    ({"File": "/FontFile2 8 0 R /FontFile3 8 0 R"}, "it is not embedded"),
    ({"letters": "1 beginbfrange <0001> <0002> <0041> endbfrange"}, TABLE),
    ({"letters": "1 begincidchar"}, TABLE),
    ({"letters": "beginbfchar <0001> <0041>"}, TABLE),
    ({"letters": "beginbfchar <0001> <0041> <02> endbfchar"}, TABLE),
    ({"letters": mapping((1, "A"), (1, "B"))}, "its letter table has two entries for a glyph"),
    ({"font": "no font"}, "it cannot be read"),
    ({"font": font_file(extra="TEST")}, "it contains more than glyph outlines"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "fault"), FAULTY)
def test_a_font_that_could_exchange_its_glyphs_is_a_fault(options, fault):
    assert glyphs(file_of(**options)) == ([], [f"Drawn-Regular: {fault}"])
    assert pdf_fonts.find_mismatches(file_of(), file_of(**options)) == [f"font Drawn-Regular: {fault}"]


def test_a_font_of_another_type_is_a_fault():
    assert glyphs(file_of(Subtype="/Type3")) == ([], ["Drawn-Regular: unexpected type Type3"])
    assert glyphs(file_of(Subtype="(x) /X"))[1] == ["no name: unexpected type x"]


@pytest.mark.parametrize("count", [198, 199])
def test_fonts_beyond_a_number_are_a_fault(count):
    many = ["<< /Type /Font /Subtype /CIDFontType0 >>"] * count
    assert glyphs(file_of(more=many)) == (BOTH, [] if count == 198 else ["limit: 200 of 201 fonts were read"])


def test_a_font_that_is_not_installed_is_compared_with_the_expected_file_only():
    other = file_of(letters=mapping((1, "B"), (2, "A")))
    assert pdf_fonts.find_mismatches(file_of(), file_of()) == []
    assert pdf_fonts.find_mismatches(file_of(), other) == [
        "the font Drawn is not installed: the shapes of its letters cannot be checked"
    ]


def spans(painted, **options):
    return sorted(
        (each.font, each.letters, [shape[1] for shape in each.outlines])
        for each in pdf_actual_text.read_spans(file_of(painted, **options))
    )


A, B = -10_000, -40_000
PAINTED = [
    (DRAWN, [("Drawn", "A", [A])]),
    ("/P BMC /F1 12 Tf <0001> Tj EMC /ActualText", []),
    ("/P << /MCID 0 >> BDC /F1 9 Tf <0001> Tj EMC /ActualText", []),
    ("/F1 9 Tf <0001> Tj", []),
    ("/F1 9 Tf /P << /ActualText (x) >> BDC <0001> Tj (\\000\\002) Tj [<0002> -5 <00020001>] TJ EMC <0001> Tj", [("Drawn", "x", [A, B, B, B, A])]),
    ("/F1 9 Tf /P << /ActualText (x) >> BDC /Q << /MCID 1 >> BDC <0002> ' EMC 1 2 <0001> \" EMC", [("Drawn", "x", [B, A])]),
    ("/F1 9 Tf /P << /ActualText (x) >> BDC /P << /ActualText (y) >> BDC <0002> Tj EMC <0001> Tj EMC", [("Drawn", "x", [B, A])]),
    ("/P << /ActualText (x) >> BDC EMC EMC", []),
    ("/F1 9 Tf /P << /Actual#54ext <FEFF00e9> >> BDC <1> Tj <0009> Tj EMC", [("Drawn", "é", [0, 0])]),
    ("/F1 9 Tf /P << /ActualText (a\\(b\\)\\n\\r\\t\\b\\f\\q\\101\\1012\\\nz\xe9(c)) >> BDC <0001> Tj EMC % <0002> Tj", [("Drawn", "a(b)\n\r\t\b\fqAA2z\xe9(c)", [A])]),
    ("/F1 9 Tf /P << /ActualText (x) /Other [1 .5 true null] >> BDC <00 01> Tj EMC", [("Drawn", "x", [A])]),
]  # fmt: skip


@pytest.mark.parametrize(("painted", "expected"), PAINTED)
def test_passages_with_a_text_for_programs(painted, expected):
    assert spans(painted) == expected


def test_passages_in_several_streams_and_in_a_form():
    form = stream(DRAWN, "/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>")
    assert spans("", more=[form]) == [("Drawn", "A", [A])]
    other = stream("/P << /ActualText (B) >> BDC <0002> Tj EMC")
    assert spans(DRAWN, Contents="[4 0 R 10 0 R]", more=[other]) == [("Drawn", "A", [A]), ("Drawn", "B", [B])]
    assert spans(DRAWN, more=[stream(DRAWN.replace("(A)", "(C)"), "/Subtype /Image")]) == [("Drawn", "A", [A])]


UNREADABLE = [
    ("/P << /ActualText (x) >> BDC", "a passage has no end"),
    ("BI /ActualText", "an image is among the words"),
    ("/P << /ActualText /Name >> BDC EMC", "its letters are elsewhere"),
    ("/P /ActualText BDC EMC", "its letters are elsewhere"),
    ("/P << /ActualText (x) >> BDC /F2 9 Tf <0001> Tj EMC", "its font is not named"),
    ("/P << /ActualText (x", "a text has no end"),
]  # fmt: skip


@pytest.mark.parametrize(("painted", "message"), UNREADABLE)
def test_passages_that_cannot_be_read(painted, message):
    with pytest.raises(UnreadableFontError, match=message):
        spans(painted)
    assert pdf_actual_text.find_mismatches(file_of(), file_of(painted)) == [
        f"the text cannot be compared with the painted letters: {message}"
    ]


def test_only_passages_that_are_new_are_mismatches():
    two = "/F1 9 Tf /P << /ActualText (B) >> BDC <0001> Tj EMC /P << /ActualText (C) >> BDC <0001> Tj EMC"
    blank, covered = (f"/F1 9 Tf /P << /ActualText ( ) >> BDC <{code}> Tj EMC" for code in ("0003", "0001"))
    assert pdf_actual_text.find_mismatches(file_of(two), file_of(two)) == []
    assert pdf_actual_text.find_mismatches(file_of(), file_of(two)) == [
        'letters that are read as "B" look different',
        'letters that are read as "C" look different',
    ]
    assert pdf_actual_text.find_mismatches(file_of(), file_of(blank)) == []
    assert pdf_actual_text.find_mismatches(file_of(), file_of(covered)) == [
        'letters that are read as "" look different'
    ]
