"""Word files in Arabic: every paragraph, run and page says that it is read from right to left, and no word is lost."""

import io
import re
import zipfile

import docx
from lxml import etree

from tests.conftest import ROOT, minimal
from wsisc import locale, model
from wsisc.calls import call as calls
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.readers import docx as reader
from wsisc.writers import get_writer
from wsisc.writers.docx import bidi

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


def test_no_word_moves_or_is_lost():
    document, notes = parts(arabic_document())
    before = reader.extract_words(document, notes)
    bidi.make_right_to_left((document, notes))  # a second time, which changes nothing
    assert reader.extract_words(document, notes) == before
    assert "Portal" in before.body
    assert before.footnotes[-1][-1] == "note."
