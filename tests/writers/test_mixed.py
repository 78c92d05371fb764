"""Submissions in six languages with phrases in other scripts: every format has their languages, and they come back."""

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace

import pypdf
import pytest
from lxml import etree, html

from tests.conformance import test_ooxml, test_pdf
from tests.conftest import some_quick
from tests.importer import alike
from tests.writers import mixed
from wsisc.document import integrity, outline
from wsisc.importer import import_document
from wsisc.writers import get_writer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOREIGN = {
    "ar": {"en", "zh", "ru"},
    "zh": {"en", "ar", "ru"},
    "ru": {"en", "ar", "zh"},
    "en": {"ar", "zh", "ru"},
    "fr": {"ar", "zh", "ru"},
    "es": {"ar", "zh", "ru"},
}
NAMED = {language: {"fa", "sw"} for language in FOREIGN}
for _language, _other in {"ar": "fr", "zh": "fr", "ru": "uk", "en": "fr", "fr": "de", "es": "pt-BR"}.items():
    NAMED[_language].add(_other)
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def build(language, format):
    return get_writer(format)(replace(mixed.manuscript(language), embed=False)).finish()  # which compares the words


def languages_of_pdf(content):
    """Return the languages of the marked text and of the structure of a PDF (ISO 32000-1, 14.9.2.2)."""
    read = pypdf.PdfReader(io.BytesIO(content))
    streams = [page.get_contents().get_data() for page in read.pages]
    marked = {each.decode() for each in re.findall(rb"/Lang\(([\w-]+)", b"".join(streams))}
    return marked | set(languages_in(read.trailer["/Root"]["/StructTreeRoot"]))


def languages_in(element):
    """Yield the languages of an element of the structure and of those in it."""
    element = element.get_object()
    if isinstance(element, dict):
        yield from [element["/Lang"]] if "/Lang" in element else []
    for child in element if isinstance(element, list) else [element.get("/K")] if isinstance(element, dict) else []:
        yield from languages_in(child) if child is not None else ()


@pytest.mark.parametrize("language", some_quick(mixed.LANGUAGES, 3))
def test_a_page_has_the_language_and_direction_of_each_phrase(language):
    body = html.document_fromstring(build(language, "html").decode()).find(".//main")
    spans = body.xpath(".//span[@lang] | .//div[@lang]")
    assert {each.get("lang") for each in spans} >= FOREIGN[language] | NAMED[language]
    for each in spans:
        own, direction = ("rtl" if tag in ("ar", "fa") else "ltr" for tag in (language, each.get("lang")))
        assert each.get("dir") == (direction if direction != own else None)


@pytest.mark.parametrize("language", some_quick(mixed.LANGUAGES, 3))
def test_a_pdf_has_the_language_of_each_phrase(language):
    assert languages_of_pdf(build(language, "pdf")) >= FOREIGN[language] | NAMED[language]


@pytest.mark.parametrize("language", some_quick(mixed.LANGUAGES, 3))
def test_a_word_file_has_the_language_of_each_phrase_and_comes_back(language):
    content = build(language, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    tags = {"en": ("val", "en-GB"), "ru": ("val", "ru-RU"), "ar": ("bidi", "ar-SA"), "zh": ("eastAsia", "zh-CN")}
    for foreign in FOREIGN[language]:
        name, tag = tags[foreign]
        runs = [each.getparent().getparent() for each in document.iter(f"{W}lang") if each.get(f"{W}{name}") == tag]
        assert runs, foreign
        assert all((run.find(f"{W}rPr/{W}rtl") is not None) == (foreign == "ar") for run in runs)
    assert not document.xpath("//w:lang[@w:val='zxx']", namespaces={"w": W[1:-1]})
    imported = import_document.import_bytes(content, "a.docx", mixed.catalogue(), call_id="fictional-45")
    found, expected = alike.essence(imported.submission), alike.essence(mixed.submission(language))
    if language in ("ar", "fr"):  # the call has the same wording in all others, by which they cannot be told apart
        assert found["language"] == language
    assert found | {"language": language} == expected
    assert imported.report.is_balanced


def test_a_paragraph_in_another_direction_has_that_direction():
    with zipfile.ZipFile(io.BytesIO(build("ar", "docx"))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    directions = {
        "".join(each.itertext()): each.find(f"{W}pPr/{W}bidi").get(f"{W}val", "1") for each in document[0].iter(f"{W}p")
    }
    assert directions[mixed.TEXTS["ar"]["text"].strip().rpartition("\n")[2]] == "0"
    assert Counter(directions.values())["0"] < len(directions) / 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_word_files_and_pdfs_are_valid(tmp_path):
    pdfs = []
    for language in mixed.LANGUAGES:
        path = tmp_path / f"{language}.docx"
        path.write_bytes(build(language, "docx"))
        assert "Errors: 0" in test_ooxml.audit(path).stdout
        pdfs.append(tmp_path / f"{language}.pdf")
        pdfs[-1].write_bytes(build(language, "pdf"))
    assert test_pdf.verapdf(*pdfs) == {str(path): {"ua1": [], "3a": []} for path in pdfs}


def share_of(pattern, expected, text):
    """Return which share of the expected words, or of Chinese characters, a text has."""
    found, required = (Counter(re.findall(pattern, each)) for each in (text, expected))
    return 1 - (required - found).total() / required.total()


@pytest.mark.judge
@pytest.mark.parametrize(("language", "pattern", "share"), [("ar", r"\w+", 0.95), ("zh", "[\u4e00-\u9fff]", 1.0)])
def test_the_words_can_be_copied_from_a_pdf(language, pattern, share, tmp_path):
    if language not in mixed.LANGUAGES:
        return
    source = mixed.manuscript(language)
    (tmp_path / "a.pdf").write_bytes(get_writer("pdf")(source).finish())
    shown = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
    words = integrity.expected_words(source.submission, outline.build(source))
    letters = [
        _MARKS.sub(" ", unicodedata.normalize("NFKD", each).replace(integrity.FOOTNOTE_REFERENCE, " "))
        for each in (" ".join([*words.body, *(word for note in words.footnotes for word in note)]), shown)
    ]
    bare = ["".join(each for each in text if not unicodedata.combining(each)) for text in letters]
    assert share_of(pattern, *bare) >= share


@pytest.mark.judge
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", mixed.LANGUAGES)
def test_the_words_come_back_from_libreoffice(language, tmp_path):
    (tmp_path / "a.docx").write_bytes(build(language, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run([*command, tmp_path / "a.docx"], check=True, capture_output=True, timeout=200)
    saved = (tmp_path / "saved" / "a.docx").read_bytes()
    imported = import_document.import_bytes(saved, "a.docx", mixed.catalogue(), call_id="fictional-45")
    expected = alike.said(alike.essence(mixed.submission(language)))
    found = alike.said(alike.essence(imported.submission) | {"language": language})
    assert found == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "ar-SA"), ("ar", "en-GB")])
def test_the_head_of_word_pages_has_the_language_of_each_phrase(language, expected):
    if language in mixed.LANGUAGES:
        with zipfile.ZipFile(io.BytesIO(build(language, "docx"))) as archive:
            head = etree.fromstring(archive.read("word/header1.xml"))
        [mark] = head.iter(f"{W}lang")
        assert list(mark.attrib.values()) == [expected]
        assert (mark.getparent().find(f"{W}rtl") is None) == (language == "ar")
