"""A form, and a Word file of an author's own, are merged as `wsisc import` reads them."""

import io
import re

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.conftest import wsisc
from tests.importer.filled_forms import KNOWN, blank_form

ANSWERS = [
    "We connected 1,240 schools in 2022.",
    "Prices fell by a third.",
    "The Schools Online programme.",
    "We share.",
]
HEADINGS = ["1. Executive summary", "2. Trends and experiences", "3. Innovative policies", "4. Next steps"]


def fill_field(document, hint, text):
    for control in document.element.body.iter(qn("w:sdt")):
        words = list(control.iter(qn("w:t")))
        if "".join(each.text or "" for each in words) == hint:
            shown = control.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr"))
            shown.getparent().remove(shown)
            words[0].text = text
            for each in words[1:]:
                each.text = ""


def form(answers=ANSWERS, acronym=""):
    document = docx.Document(io.BytesIO(blank_form(KNOWN.load("cstd-26"), "en")))
    fill_field(document, "Write the full name of the entity here", "Ministry of Digital Affairs")
    fill_field(document, "Write the title of the submission here", "Our contribution")
    if acronym:
        fill_field(document, "Write the acronym here", acronym)
    empty = [each for each in document.paragraphs if each.style.style_id == "BodyText" and not each.text]
    for paragraph, answer in zip(empty, answers, strict=False):
        paragraph.add_run(answer)
    return document


def own_file(answers=ANSWERS):
    document = docx.Document()
    document.add_paragraph("Contribution of the Agency for Broadband to the CSTD", "Title")
    for heading, answer in zip(HEADINGS, answers, strict=True):
        document.add_heading(heading, 1)
        document.add_paragraph(answer)
    return document


def prepare(folder, create):
    """Import a Word file, and change a sentence of the result; return that."""
    create().save(folder / "v1.docx")
    create([*ANSWERS[:3], "We share. New words."]).save(folder / "v2.docx")
    wsisc("import", "v1.docx", "-o", "v.yaml", "--call", "cstd-26", cwd=folder)
    text = (folder / "v.yaml").read_text("utf-8").replace("a third", "a half")
    assert "a half" in text
    (folder / "v.yaml").write_text(text, "utf-8")
    return text


@pytest.mark.parametrize("create", [form, own_file])
def test_only_what_differs_is_a_conflict(tmp_path, create):
    text = prepare(tmp_path, create)
    done = wsisc("import", "v2.docx", "--into", "v.yaml", cwd=tmp_path)
    merged = (tmp_path / "v.yaml").read_text("utf-8")
    assert done.returncode == 1
    assert re.findall(r"proposal: (.*)", merged) == ["Prices fell by a third.", "We share. New words."]
    assert [line for line in text.splitlines() if line not in merged.splitlines()] == []


@pytest.mark.parametrize("create", [form, own_file])
def test_only_the_new_words_are_merged_if_the_version_sent_is_named(tmp_path, create):
    text = prepare(tmp_path, create)
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--base", "v1.docx", cwd=tmp_path)
    assert (tmp_path / "v.yaml").read_text("utf-8") == text.replace("We share.", "We share. New words.")
    assert b"1 change applied" in done.stdout


def test_a_value_and_a_comment_of_a_form_are_not_lost(tmp_path):
    prepare(tmp_path, form)
    document = form(acronym="MDA")
    runs = next(each.runs for each in document.paragraphs if "Schools Online" in each.text)
    document.add_comment(runs, text="Is this so?", author="B")
    document.save(tmp_path / "v2.docx")
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--base", "v1.docx", cwd=tmp_path)
    merged = (tmp_path / "v.yaml").read_text("utf-8")
    assert (done.returncode, merged.count("entity.acronym: MDA"), merged.count("Is this so?")) == (1, 1, 1)


def test_a_form_with_tracked_changes_has_no_authors_to_choose(tmp_path):
    text = prepare(tmp_path, form)
    document = form()
    paragraph = next(each for each in document.paragraphs if "We share" in each.text)
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:author"), "B")
    inserted.append(paragraph.add_run(" More.")._r)
    paragraph._p.append(inserted)
    document.save(tmp_path / "v2.docx")
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--accept-from", "B", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "v.yaml").read_text("utf-8")) == (2, text)
    assert b"omit --accept-from" in done.stderr
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--base", "v1.docx", cwd=tmp_path)
    assert (tmp_path / "v.yaml").read_text("utf-8") == text.replace("We share.", "We share. More.")
