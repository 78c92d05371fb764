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


def track(document, where, words, by):
    """Insert words at the end of a paragraph as a tracked change."""
    paragraph = next(each for each in document.paragraphs if where in each.text)
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:author"), by)
    inserted.append(paragraph.add_run(words)._r)
    paragraph._p.append(inserted)


def save_tracked(folder, create, answers=ANSWERS):
    document = create(answers)
    track(document, "We share", " More.", "B")
    track(document, "Prices fell", " Fast.", "B")
    track(document, "1,240", " Much more.", "C")
    document.save(folder / "v2.docx")


@pytest.mark.parametrize("create", [form, own_file])
def test_only_tracked_changes_are_merged_if_it_is_not_known_what_was_sent(tmp_path, create):
    """The author changed a sentence since: there a change is a conflict."""
    text = prepare(tmp_path, create)
    save_tracked(tmp_path, create)
    done = wsisc("import", "v2.docx", "--into", "v.yaml", cwd=tmp_path)
    merged = (tmp_path / "v.yaml").read_text("utf-8")
    assert done.returncode == 1
    assert (merged.count("We share. More."), merged.count("Much more.")) == (1, 1)
    assert re.findall(r"proposal: (.*)", merged) in ([], ["Prices fell by a third. Fast."])
    assert "Prices fell by a half." in merged
    assert [line for line in text.splitlines() if line not in merged.splitlines()][2:] == []


@pytest.mark.parametrize("create", [form, own_file])
def test_the_version_that_was_sent_is_found_by_its_words_without_tracked_changes(tmp_path, create):
    text = prepare(tmp_path, create).replace("a half", "a third")
    (tmp_path / "v.yaml").write_text(text, "utf-8")
    save_tracked(tmp_path, create)
    done = wsisc("import", "v2.docx", "--into", "v.yaml", cwd=tmp_path)
    expected = text.replace("We share.", "We share. More.").replace("third.", "third. Fast.")
    assert (tmp_path / "v.yaml").read_text("utf-8") == expected.replace("in 2022.", "in 2022. Much more.")
    assert b"that is the version that was sent out" in done.stderr
    assert sorted(re.findall(rb"\b[BC]\b", done.stdout)) == [b"B", b"B", b"C"], done.stdout


@pytest.mark.parametrize("create", [form, own_file])
def test_the_tracked_changes_of_one_person_are_chosen(tmp_path, create):
    text = prepare(tmp_path, create)
    save_tracked(tmp_path, create)
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--base", "v1.docx", "--accept-from", "C", cwd=tmp_path)
    assert (tmp_path / "v.yaml").read_text("utf-8") == text.replace("in 2022.", "in 2022. Much more.")
    assert b"left out: the tracked changes of B" in done.stderr


@pytest.mark.parametrize("create", [form, own_file])
def test_a_base_that_the_file_without_tracked_changes_contradicts_is_a_conflict(tmp_path, create):
    prepare(tmp_path, create)
    save_tracked(tmp_path, create, [*ANSWERS[:2], "The Schools Offline programme.", ANSWERS[3]])
    done = wsisc("import", "v2.docx", "--into", "v.yaml", "--base", "v1.docx", cwd=tmp_path)
    merged = (tmp_path / "v.yaml").read_text("utf-8")
    assert done.returncode == 1
    assert (merged.count("We share. More."), merged.count("  The Schools Online programme.\n")) == (1, 1)
    assert b"differs in 1 place from v1.docx" in done.stderr
