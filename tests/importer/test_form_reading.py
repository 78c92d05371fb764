"""Filled forms: every word is in its part, every field is exact, and only words of the form are left out."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tests.importer import filled_forms
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN
from wsisc.document import form
from wsisc.importer import Fate
from wsisc.readers.word import reader

CALL = BUILT_IN.load("cstd-26")
ANSWER = "We trained four thousand teachers, and all of them came back."


def blank():
    return docx.Document(io.BytesIO(filled_forms.blank_form(CALL, "en")))


def imported(document, change=None):
    buffer = io.BytesIO()
    document.save(buffer)
    content = change(buffer.getvalue()) if change else buffer.getvalue()
    found = importer.import_content(reader.read(content), BUILT_IN)
    assert found.report.is_balanced, found.report
    return found


def paragraph(document, text):
    return next(each for each in document.paragraphs if each.text == text)


def text_of(document, name):
    """Return the text in the control of a field."""
    tag = f"wsisc.{name}@cstd-26"
    controls = document.element.body.iter(qn("w:sdt"))
    control = next(each for each in controls if each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag)
    return next(control.iter(qn("w:t")))


def test_an_empty_form_says_nothing():
    found = imported(blank())
    submission = found.submission
    assert (submission.title, submission.entity.name, submission.contact, submission.date) == ("", "", None, "")
    assert (submission.call, submission.language, submission.unplaced) == ("cstd-26", "en", None)
    assert found.report.fates[Fate.PLACED] == 0
    assert {item.kind for item in found.report.items} == {
        "no title was found; add it under title",
        "no name of an entity was found; add it under entity",
    }


HINTS = {
    "entity": "Write the full name of the entity here",
    "title": "Write the title of the submission here",
    "acronym": "Write the acronym here",
    "contact-name": "Write the name here",
    "contact-email": "Write the e-mail address here",
}


@pytest.mark.parametrize("name", HINTS)
@pytest.mark.parametrize("typed", ["{word}", "{word} {hint}", "{hint} {word}", "{word}{hint}"])
def test_a_hint_gives_way_to_what_is_typed_over_before_and_behind_it(name, typed):
    document, word = blank(), "someone@example.org"
    text = text_of(document, name)
    assert text.text == HINTS[name]
    text.text = typed.format(word=word, hint=text.text)
    submission = imported(document).submission
    values = {
        "entity": submission.entity.name,
        "title": submission.title,
        "acronym": submission.entity.acronym,
        "contact-name": submission.contact.name if submission.contact else "",
        "contact-email": submission.contact.email if submission.contact else "",
    }
    assert {key: value for key, value in values.items() if value} == {name: word}


@pytest.mark.parametrize("style", [None, "Heading 1"])
def test_a_line_before_the_cover_is_reported_and_the_cover_is_read(style):
    document = blank()
    document.paragraphs[0].insert_paragraph_before("For the file: sent by Ann", style=style)
    text_of(document, "entity").text = "An Agency"
    found = imported(document)
    assert found.submission.entity.name == "An Agency"
    assert found.submission.unplaced.text.strip() == "For the file: sent by Ann"
    assert "For the file: sent by Ann" in [each.text for each in found.report.items]


def test_a_hint_that_is_no_longer_ours_is_a_value():
    document = blank()
    text_of(document, "entity").text = "Write the full name of the agency here"
    assert imported(document).submission.entity.name == "Write the full name of the agency here"


@pytest.mark.parametrize("hint", ["Click or tap here to enter text.", "Cliquez ou appuyez ici pour entrer du texte."])
def test_what_word_puts_in_the_place_of_a_hint_is_none(hint):
    document = blank()
    text_of(document, "acronym").text = hint
    assert imported(document).submission.entity.acronym == ""


@pytest.mark.parametrize(
    ("typed", "type"),
    [("Government", "government"), ("civil society", "civil-society"), ("Entité des Nations Unies", "united-nations")],
)
def test_a_type_is_known_by_its_words(typed, type):
    document = blank()
    text_of(document, "type").text = typed
    assert imported(document).submission.entity.type == type


@pytest.mark.parametrize(
    ("name", "typed"), [("type", "A club"), ("date", "soon"), ("date", "3/4/2026"), ("language", "Latin")]
)
def test_what_is_not_understood_is_reported(name, typed):
    document = blank()
    text_of(document, name).text = typed
    found = imported(document)
    assert [(item.text, item.needs_person) for item in found.report.items if "not understood" in item.kind] == [
        (typed, True)
    ]
    assert (found.submission.entity.type, found.submission.date, found.submission.language) == ("", "", "en")


LINE = "Required. At most half a page, about 265 words. Text only, without headings. Write the answer below this line."


@pytest.mark.parametrize("typed", ["{answer}", "{answer} {line}", "{line} {answer}", "{line}\n{answer}"])
def test_a_line_gives_way_to_an_answer_over_before_and_behind_it(typed):
    document = blank()
    paragraph(document, LINE).text = typed.format(answer=ANSWER, line=LINE)
    found = imported(document)
    assert found.submission.parts[0].text == f"{ANSWER}\n"
    assert not found.submission.unplaced


def test_a_line_that_was_changed_is_kept():
    document = blank()
    paragraph(document, LINE).text = LINE.replace("265", "300")
    assert "about 300 words" in imported(document).submission.parts[0].text


def test_no_answer_is_in_italics_because_a_hint_was():
    document = blank()
    line = paragraph(document, LINE)
    line.runs[0].text = ANSWER
    text_of(document, "title").text = ANSWER
    submission = imported(document).submission
    assert submission.parts[0].text == f"{ANSWER}\n"
    assert submission.title == ANSWER


def test_headings_of_an_answer_begin_no_part():
    document = blank()
    line = next(each for each in document.paragraphs if each.text.startswith("Required. At most 2 pages, about"))
    for title in ("Part One", "(b) Our second project", "Executive summary", "Next steps"):
        heading = document.add_paragraph(title, style="Heading 2")
        line._p.addnext(heading._p)
    submission = imported(document).submission
    assert [part.id for part in submission.parts] == ["one", "two", "three"]
    assert {section.title for section in submission.parts[1].sections} == {
        *("Part One", "(b) Our second project", "Executive summary", "Next steps")
    }


def test_a_heading_that_names_a_part_is_reported():
    document = blank()
    line = paragraph(document, LINE)
    line._p.addnext(document.add_paragraph("Part Two", style="Heading 2")._p)
    found = imported(document)
    assert [item.text for item in found.report.items if "names a part" in item.kind] == ["Part Two"]
    assert "Part Two" in found.submission.parts[0].text


def test_prompts_that_were_pasted_with_the_answers_begin_their_parts():
    document, answers = blank(), {}
    for ids, part in list(calls.parts(CALL))[::-1]:
        answers[ids] = f"The answer to {'.'.join(ids)} as it was written before in another file of ours."
        line = paragraph(document, LINE)
        for text in (answers[ids] if part.holds else "", f"{part.label['en']} {part.prompt['en']}"):
            line._p.addnext(document.add_paragraph(text)._p)
    submission = imported(document).submission
    assert {part.id: part.text.strip() for part in submission.parts if part.text} == {
        "one": answers["one",],
        "two": answers["two",],
    }
    assert [part.text.strip() for part in submission.parts[2].parts] == [answers["three", "a"], answers["three", "b"]]


@pytest.mark.parametrize("typed", [" This answer replaced the question of part one.", "We connected 100 schools."])
def test_what_is_typed_over_a_question_is_reported_whole(typed):
    """Also without a space behind the label, where the style separator joins the two."""
    document = blank()
    prompt = next(each for each in document.paragraphs if "executive summary" in each.text)
    for run in list(prompt.runs):
        run._r.getparent().remove(run._r)
    prompt.add_run(typed)
    found = imported(document)
    [item] = [each for each in found.report.items if each.kind == "words in the prompt of Part One"]
    assert typed.strip() in item.text
    assert item.needs_person


def test_labels_of_fields_in_an_answer_are_words_of_the_answer():
    document = blank()
    text_of(document, "acronym").text = "MoF"
    for line in ("Acronym: ABC", "Contact person (for the secretariat, not published): Jo", "More text."):
        document.add_paragraph(line)
    found = imported(document)
    assert (found.submission.entity.acronym, found.submission.contact) == ("MoF", None)
    assert "Acronym: ABC" in str(found.submission.parts)
    assert "not published): Jo" in str(found.submission.parts)


def test_a_line_that_looks_like_a_heading_is_reported():
    document = blank()
    document.add_paragraph("ITU, UNESCO, UNDP")
    document.add_paragraph("THEIR PROJECTS")
    document.add_paragraph("They meet in Geneva.")
    kinds = {each.kind: each.text for each in imported(document).report.items}
    assert kinds["short line that looks like a heading, imported as one"] == "THEIR PROJECTS"


def without_controls(content):
    """Return a file without content controls and styles of its own, as Google Docs saves it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", "", data, flags=re.DOTALL)
                data = re.sub(r'<w:pStyle w:val="(?:Cover|Form|Title|Body)\w*"/>', "", data)
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
    return buffer.getvalue()


def test_a_form_without_its_controls_is_still_one():
    document = blank()
    for name, typed in (
        ("entity", "An Agency"),
        ("acronym", "AA"),
        ("date", "15 December 2025"),
        ("title", "Our year"),
    ):
        text_of(document, name).text = typed
    paragraph(document, LINE).text = f"{LINE} {ANSWER}"
    submission = imported(document, without_controls).submission
    assert (submission.entity.name, submission.entity.acronym, submission.date) == ("An Agency", "AA", "2025-12-15")
    assert submission.parts[0].text == f"{ANSWER}\n"


def test_questions_apart_from_their_labels_say_the_language_of_the_form():
    """LibreOffice saves a .doc so; the bookmarks at the labels are the same in all languages."""
    form_in_french = docx.Document(io.BytesIO(filled_forms.blank_form(BUILT_IN.load("cstd-next"), "fr")))
    for separator in list(form_in_french.element.body.iter(qn("w:specVanish"))):
        separator.getparent().getparent().remove(separator.getparent())
    form_in_french.core_properties.language = "en-US"
    found = imported(form_in_french, without_controls)
    assert found.submission.language == "fr"
    assert found.report.fates[Fate.PLACED] == 0


def test_a_french_text_in_an_english_form_is_french():
    document = blank()
    answer = "Le ministère a formé des enseignants dans toutes les régions du pays, et les résultats sont là pour tous."
    paragraph(document, LINE).text = answer
    found = imported(document)
    assert found.submission.language == "fr"
    assert any("the text is in French" in item.kind for item in found.report.items)


STATEMENT = BUILT_IN.load("hrc-58-statement")


def statement(language, without=()):
    """Return a form whose parts are printed without headings, with an answer below each question."""
    document, answers = docx.Document(io.BytesIO(filled_forms.blank_form(STATEMENT, language))), []
    for ids, line in form.create_wording(STATEMENT, language).lines.items():
        question = paragraph(document, line)
        answers.append(f"The answer to {ids[-1]}.")
        question._p.addnext(document.add_paragraph(answers[-1])._p)
        if ids[-1] in without:
            question._p.getparent().remove(question._p)
    return document, answers


@pytest.mark.parametrize("language", STATEMENT.languages)
def test_the_parts_of_a_call_without_headings_begin_at_their_questions(language):
    document, answers = statement(language)
    submission = imported(document).submission
    assert [part.text.strip() for part in submission.parts] == answers
    assert not submission.unplaced


def test_a_question_without_a_heading_that_is_missing_is_reported():
    document, answers = statement("en", without=["cosponsors"])
    found = imported(document)
    assert found.submission.parts[1].text.split("\n\n")[-1].strip() == answers[2]
    [item] = [each for each in found.report.items if "question that is not in the form" in each.kind]
    assert (item.text, item.needs_person) == ("Co-sponsors", True)


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 80), marks=pytest.mark.slow)])
def test_forms_that_are_filled_in_at_random(seeds):
    for seed in seeds:
        assert filled_forms.find_faults(*filled_forms.create(seed)) == [], seed


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_forms_that_libreoffice_saved(tmp_path):
    fillers = {}
    for seed in range(40):
        content, fillers[seed] = filled_forms.create(seed)
        (tmp_path / f"{seed}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run([*command, *tmp_path.glob("*.docx")], check=True, capture_output=True, timeout=400)
    for seed, filler in fillers.items():
        assert filled_forms.find_faults((tmp_path / "saved" / f"{seed}.docx").read_bytes(), filler) == [], seed
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
