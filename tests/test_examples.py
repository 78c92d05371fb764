"""The printed examples: the sample to the letter, all of them against readable goldens."""

import re
import subprocess
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from tests import word
from tests.conftest import EXAMPLES, ROOT, SAMPLE, wsisc
from wsisc import source
from wsisc.document import canonical
from wsisc.engines import pandoc
from wsisc.source import model


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    target = tmp_path_factory.mktemp("sample") / "sample.docx"
    done = wsisc("build", SAMPLE, "-o", target)
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


def published():
    """Return the body paragraphs and the footnotes of the document as UNODC published it."""
    body, _, notes = (ROOT / "tests" / "golden" / "unodc_2022.txt").read_text("utf-8").partition("\n---\n")
    return body.strip().split("\n"), [re.sub(r"^\[\^\d\]: ", "", note) for note in notes.strip().split("\n")]


def test_every_paragraph_of_the_sample_is_there_to_the_letter_and_no_other(sample):
    assert word.paragraphs(sample) == published()[0]


def test_every_footnote_of_the_sample_is_there_to_the_letter(sample):
    assert [note.strip() for note in word.footnotes(sample)] == published()[1]


def test_the_sample_is_as_published_in_its_source_too():
    read = source.read(SAMPLE.read_bytes(), str(SAMPLE))
    assert not read.diagnostics
    assert canonical.to_data(model.from_data(read.data)) == read.data


def test_headings_form_an_outline_without_gaps(sample):
    outline = f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
    found = [p.style.element.find(outline) for p in word.document(sample).paragraphs]
    levels = [int(each.get(qn("w:val"))) + 1 for each in found if each is not None]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == 3
    assert len(levels) == 25


def test_headings_look_like_what_they_begin_whatever_their_level(sample):
    styles = dict.fromkeys(p.style.name for p in word.document(sample).paragraphs if "eading" in p.style.name)
    assert list(styles) == [
        "Heading 1", "heading 2 theme", "heading 3 sub-theme", "Heading 2", "Heading 3", "Heading 4",
    ]  # fmt: skip


def test_links_of_the_sample_lead_where_they_should(sample):
    targets = {rel.target_ref for rel in word.document(sample).part.rels.values() if rel.is_external}
    assert targets == {
        "https://grace.unodc.org/",
        "https://www.unodc.org/ji/",
        "https://sherloc.unodc.org/",
        "https://www.unodc.org/unodc/en/organized-crime/intro/review-mechanism-untoc/home.html",
    }
    linked = [
        "".join(t.text for t in link.iter(qn("w:t")))
        for link in word.part(sample, "word/document.xml").iter(qn("w:hyperlink"))
    ]
    assert linked == ["GRACE", "Global Judicial Integrity Network", "SHERLOC Portal", "REVMOD"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_markdown_of_examples(path, golden):
    golden(f"{path.stem}.md", wsisc("build", path, "--format", "md", "-o", "-").stdout.decode())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_docx_of_examples_as_pandoc_reads_it(path, golden, tmp_path):
    target = tmp_path / "example.docx"
    assert wsisc("build", path, "-o", target).returncode == 0
    command = [pandoc.binary(), target, "--from", "docx+styles", "--to", "markdown", "--wrap", "none"]
    golden(f"{path.stem}.docx.txt", subprocess.run(command, check=True, capture_output=True).stdout.decode())
