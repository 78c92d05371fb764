"""Word files in Arabic: every paragraph, run and page says that it is read from right to left, and no word is lost."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from tests.conftest import ROOT, minimal
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.readers import word_text as reader
from wsisc.source import model
from wsisc.writers import get_writer
from wsisc.writers.docx import phrase_runs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "أطلقت الوزارة منصة e-Government Portal في عام 2041، و**خدمات mobile money** للقرى[^n].\n\n| أ | b |\n|---|---|\n| ١ | two |"


def arabic_document():
    known = calls.Catalogue({"fictional-45": (ROOT / "examples/compendium/calls/fictional-45.yaml").read_text("utf-8")})
    data = minimal(
        {"call": "fictional-45", "language": "ar", "title": "تقرير عن ICT", "footnotes": {"n": "حاشية note."}}
    )
    data["parts"]["one"]["text"] = TEXT
    submission = model.from_data(data)
    seen = figures.read(submission.figures, ROOT)
    return get_writer("docx")(
        Manuscript(submission, known.load("fictional-45"), locale.load("ar"), seen.images)
    ).finish()


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]


def test_paragraphs_tables_and_pages_are_turned():
    document, notes = parts(arabic_document())
    for tag in ("p", "tblPr", "sectPr"):
        assert list(document.iter(f"{W}{tag}")), f"nothing to look at: {tag}"
    assert list(notes.iter(f"{W}p"))
    for root in (document, notes):
        assert all(paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in root.iter(f"{W}p"))
    assert all(table.find(f"{W}bidiVisual") is not None for table in document.iter(f"{W}tblPr"))
    assert all(section.find(f"{W}bidi") is not None for section in document.iter(f"{W}sectPr"))
    assert docx.Document(io.BytesIO(arabic_document())).paragraphs


def test_each_run_has_its_own_direction():
    document, _ = parts(arabic_document())
    left, right = [], []
    for run in document.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        (right if run.find(f"{W}rPr/{W}rtl") is not None else left).append(text)
    assert {"ICT", "e-Government Portal", "mobile money", "b", "two"} <= set(left)
    assert not [text for text in left if re.search("[\u0600-\u06ff]", text)]
    assert "أطلقت الوزارة منصة " in right
    assert " في عام 2041، و" in right


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("خلال COVID-19، ثم", ["COVID-19"]),
        ("في WSIS 2025 (دورة)", ["WSIS 2025"]),
        ("برنامج (UNDP) بنسبة 50%", ["UNDP"]),
        ("عام 2041 Nakheel", ["Nakheel"]),
        ("٢٥ G20 ٣٠", ["G20"]),
    ],
)
def test_a_latin_name_and_its_number_are_one_run(text, left):
    assert [piece for piece, is_left in phrase_runs.split_by_direction(text) if is_left] == left
    assert "".join(piece for piece, _ in phrase_runs.split_by_direction(text)) == text


def test_the_base_of_all_styles_is_right_to_left_and_arabic_letters_are_larger():
    with zipfile.ZipFile(io.BytesIO(arabic_document())) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    normal = styles.find(f"{W}style[@{W}styleId='Normal']")
    assert normal.find(f"{W}pPr/{W}bidi") is not None  # or LibreOffice puts the rule above footnotes at the left
    assert int(normal.find(f"{W}rPr/{W}szCs").get(f"{W}val")) == 28
    assert int(normal.find(f"{W}rPr/{W}sz").get(f"{W}val")) == 24
    assert 1.2 < int(normal.find(f"{W}pPr/{W}spacing").get(f"{W}line")) / 240 < 1.25


def test_no_word_moves_or_is_lost():
    document, notes = parts(arabic_document())
    before = reader.extract_words(document, notes)
    phrase_runs.make_right_to_left((document, notes))  # a second time, which changes nothing
    assert reader.extract_words(document, notes) == before
    assert "Portal" in before.body
    assert before.footnotes[-1][-1] == "note."


BEFORE_BIDI = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN"""
AFTER_BIDI = (
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr"
)
ORDER = {
    "p/pPr": (BEFORE_BIDI.split(), "bidi", AFTER_BIDI.split()),
    "p/r/rPr": (
        ["rStyle", "rFonts", "b", "i", "caps", "color", "sz", "highlight", "u", "effect", "shd", "vertAlign"],
        "rtl",
        ["cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"],
    ),
    "tbl/tblPr": (
        ["tblStyle", "tblpPr", "tblOverlap"],
        "bidiVisual",
        ["tblW", "jc", "tblInd", "tblBorders", "tblLook"],
    ),
    "sectPr": (
        ["headerReference", "footnotePr", "type", "pgSz", "pgMar", "cols", "titlePg", "textDirection"],
        "bidi",
        ["rtlGutter", "docGrid", "printerSettings", "sectPrChange"],
    ),
}
"""The children of properties in the order of ECMA-376, and the one that is added between them."""


def turned(place, children):
    """Return the names of the children of some properties after they were turned."""
    tags = [f"{W}{name}" for name in place.split("/")]
    root = etree.Element(f"{W}body")
    holder = root
    for tag in tags:
        holder = etree.SubElement(holder, tag)
    for name in children:
        etree.SubElement(holder, f"{W}{name}")
    phrase_runs.make_right_to_left([root])
    return [etree.QName(each).localname for each in holder]


@pytest.mark.parametrize("place", ORDER)
def test_the_direction_is_where_the_schema_has_it(place):
    before, name, after = ORDER[place]
    assert turned(place, [*before, *after]) == [*before, name, *after]
    assert turned(place, [*before, name, *after]) == [*before, name, *after]
    assert turned(place, []) == [name]
    for each in before:
        assert turned(place, [each]) == [each, name]
    for each in after:
        assert turned(place, [each]) == [name, each]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("مرحبا", [("مرحبا", False)]),
        ("one two", [("one two", True)]),
        ("one, ", [("one", True), (", ", False)]),
        (" one 2 three! و four", [(" ", False), ("one 2 three", True), ("! و ", False), ("four", True)]),
        ("12", [("12", False)]),
        ("a1و", [("a1", True), ("و", False)]),
    ],
)
def test_words_in_latin_letters_are_pieces_of_their_own(text, pieces):
    assert list(phrase_runs.split_by_direction(text)) == pieces


def runs(xml):
    """Return the text of each run of a paragraph, with its direction, after it was turned."""
    root = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{xml}</w:p>')
    phrase_runs.make_runs_right_to_left(root)
    return [
        (
            "".join(each.itertext()),
            each.find(f"{W}rPr/{W}rtl") is not None,
            [etree.QName(child).localname for child in each],
        )
        for each in root
    ]


def test_runs_are_split_and_keep_their_formatting():
    bold = "<w:rPr><w:b/></w:rPr>"
    assert runs(f"<w:r>{bold}<w:t>و one و</w:t></w:r>") == [
        ("و ", True, ["rPr", "t"]),
        ("one", False, ["rPr", "t"]),
        (" و", True, ["rPr", "t"]),
    ]
    assert runs("<w:r><w:t>one و</w:t></w:r>") == [("one", False, ["t"]), (" و", True, ["rPr", "t"])]
    assert runs("<w:r><w:br/></w:r><w:r/>") == [("", True, ["rPr", "br"]), ("", True, ["rPr"])]
    assert runs("<w:r><w:t/></w:r>") == [("", True, ["rPr", "t"])]
    assert runs("<w:r><w:t>و</w:t><w:br/></w:r>") == [("و", True, ["rPr", "t", "br"])]
    assert runs("<w:r><w:t>a</w:t><w:br/></w:r>") == [("a", False, ["t", "br"])]
