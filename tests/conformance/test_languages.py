"""One submission in each language of the United Nations: it builds, passes the judges, keeps its words, and comes back."""

import json
import os
import re
import subprocess
import unicodedata
from collections import Counter

import docx
import pytest
from lxml import html

from tests.conformance import test_npm_judges, test_ooxml, test_pdf
from tests.conftest import ROOT, some_quick, wsisc
from tests.importer import alike
from wsisc import importer, pipeline, source
from wsisc.calls import call as calls
from wsisc.document import integrity, outline
from wsisc.document.manuscript import create_manuscript
from wsisc.readers.word import reader
from wsisc.source import model
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text

FOLDER = ROOT / "tests" / "languages"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
FORMATS = ("docx", "pdf", "html", "json")
PDF_SHARE = {"ar": 0.95}  # of the words that pdftotext finds: it puts a space after some Arabic letters


def check(language):
    return pipeline.check(source.read((FOLDER / f"{language}.yaml").read_bytes(), f"{language}.yaml"))


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Return the folder with all documents of the six submissions."""
    folder = tmp_path_factory.mktemp("languages")
    formats = [argument for format in FORMATS for argument in ("--format", format)]
    done = wsisc("build", *sorted(FOLDER.glob("*.yaml")), *formats, "-o", folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def words(language):
    """Return the words that a document in a language must have."""
    checked = check(language)
    manuscript = create_manuscript(checked.submission, checked.call)
    blocks = outline.build_blocks(checked.submission, checked.call, manuscript.locale)
    expected = integrity.expected_words(checked.submission, blocks)
    return [
        word.replace(integrity.FOOTNOTE_REFERENCE, "") for each in (expected.body, *expected.footnotes) for word in each
    ]


def units(text, language):
    """Return the words of a text, of Chinese its characters: each as often as it occurs."""
    kept = unicodedata.normalize("NFKC", text)
    kept = "".join(each for each in kept if unicodedata.category(each) not in ("Cf", "Mn"))
    found = re.findall(r"\d+|[^\W\d_]+", kept)  # the number of a note is joined to the word before it
    return Counter("".join(found) if language == "zh" else found)


def share(shown, language):
    """Return how much of the words of a submission is shown."""
    expected = units(" ".join(words(language)), language)
    return (expected & units(shown, language)).total() / expected.total()


def shape(node):
    """Return what two versions of a submission have in common: its keys, ids, tags and blocks, not its words."""
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    if isinstance(node, list):
        return [shape(each) for each in node]
    return [type(each).__name__ for each in richtext.parse(str(node), frozenset({"atlas"})).blocks]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_submission(language):
    own, english = (source.read((FOLDER / f"{each}.yaml").read_bytes(), each).data for each in (language, "en"))
    assert own["language"] == language
    assert shape(own) == shape(english)
    assert not [each for each in check(language).diagnostics if pipeline.forbids(each, "docx")]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_page_and_in_the_word_file(documents, language):
    page = html.fromstring((documents / f"{language}.html").read_bytes()).find(".//main")
    for note in page.xpath(".//sup | .//a[contains(@class, 'back')]"):
        note.text = f" {note.text or ''} "
    assert share(" ".join(page.itertext()), language) == 1
    with (documents / f"{language}.docx").open("rb") as file:
        parts = docx.Document(file).part.package.iter_parts()
        roots = [
            html.fromstring(each.blob)
            for each in parts
            if str(each.partname).endswith(("document.xml", "footnotes.xml"))
        ]
    paragraphs = [each for root in roots for each in root.iter("{*}p", "p", "w:p")]
    assert share("\n".join("".join(each.itertext()) for each in paragraphs), language) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_data(documents, language):
    data = json.loads((documents / f"{language}.json").read_text("utf-8"))
    own = check(language).submission
    assert (data["language"], data["title"], data["entity"]["name"]) == (language, own.title, own.entity.name)
    shown = json.dumps(data, ensure_ascii=False).replace("\\n", " ")
    texts = [each for _, part in model.parts(own) for each in (part.text, *(one.text for one in part.sections))]
    printed = "\n".join(printed_text(richtext.parse(each, frozenset(own.links)).blocks) for each in texts)
    assert units(printed, language) <= units(shown, language)


@pytest.mark.judge
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdftotext_finds_the_words(documents, language):
    command = ["pdftotext", documents / f"{language}.pdf", "-"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert share(shown, language) >= PDF_SHARE.get(language, 1)


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_verapdf_finds_no_failed_rule(documents):
    paths = sorted(documents.glob("*.pdf"))
    assert test_pdf.verapdf(*paths) == {str(path): {"ua1": [], "3a": []} for path in paths}


@pytest.mark.parametrize("language", some_quick(LANGUAGES, 1))
def test_openxml_audit_finds_nothing(language, tmp_path):
    assert wsisc("build", FOLDER / f"{language}.yaml", "-o", tmp_path / "a.docx").returncode == 0
    done = test_ooxml.audit(tmp_path / "a.docx")
    assert done.returncode == 0, done.stdout


@pytest.mark.judge
@pytest.mark.parametrize("language", LANGUAGES)
def test_microsofts_sdk_finds_nothing(documents, language):
    assert test_npm_judges.sdk(documents / f"{language}.docx")["errors"] == []


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_the_nu_checker_and_axe_find_nothing(documents):
    pages = sorted(documents.glob("*.html"))
    assert test_npm_judges.nu(*pages) == []
    for page, result in test_npm_judges.axe(pages).items():
        assert result["violations"] == [], page


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_the_word_files_come_back_from_libreoffice(documents, tmp_path):
    paths = []
    for language in LANGUAGES:
        paths.append(tmp_path / f"{language}.docx")
        paths[-1].write_bytes(alike.stripped((documents / f"{language}.docx").read_bytes()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run(
        [*command, *paths], check=True, capture_output=True, timeout=250, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    for language in LANGUAGES:
        content = (tmp_path / "saved" / f"{language}.docx").read_bytes()
        found = importer.import_content(reader.read(content), calls.BUILT_IN)
        assert alike.essence(found.submission) == alike.essence(check(language).submission), language
        assert found.report.is_balanced
