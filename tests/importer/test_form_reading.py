"""Filled forms: every word is in its part, every field is exact, and only words of the form are left out."""

import io
import re
import shutil
import subprocess
import zipfile
from copy import deepcopy

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.conftest import wsisc
from tests.importer import filled_forms
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN
from wsisc.document import form
from wsisc.importer import Fate
from wsisc.importer.account.report import name_item
from wsisc.importer.forms import form_reading
from wsisc.messages.localization import translate
from wsisc.readers.word import reader
from wsisc.readers.word.content import Paragraph as WordParagraph
from wsisc.readers.word.content import Run

CALL = BUILT_IN.load("cstd-26")
LINE = "Required. At most half a page, about 265 words. Text only, without headings. Write the answer below this line."
ANSWER = "We trained four thousand teachers, and all of them came back."


def blank():
    return docx.Document(io.BytesIO(filled_forms.blank_form(CALL, "en")))


def imported(document, change=None, call_id=""):
    buffer = io.BytesIO()
    document.save(buffer)
    content = change(buffer.getvalue()) if change else buffer.getvalue()
    found = importer.import_content(reader.read(content), BUILT_IN, call_id)
    assert found.report.is_balanced, found.report
    return found


def paragraph(document, text):
    return next(each for each in document.paragraphs if each.text == text)


def text_of(document, name, call="cstd-26"):
    """Return the text in the control of a field."""
    tag = f"wsisc.{name}@{call}"
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
def test_a_line_before_the_cover_is_unplaced_and_the_cover_is_read(style):
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
    ("name", "typed", "allowed"),
    [
        ("type", "A club", "use one of united-nations, international-organization, government"),
        ("date", "soon", "write it as 2022-12-15"),
        ("date", "3/4/2026", "write it as 2022-12-15"),
        ("language", "Latin", "use en"),
    ],
)
def test_what_is_not_understood_is_reported_with_what_is(name, typed, allowed):
    document = blank()
    text_of(document, name).text = typed
    found = imported(document)
    assert [(item.text, item.needs_person) for item in found.report.items if "not understood" in item.kind] == [
        (typed, True)
    ]
    assert allowed in next(item.kind for item in found.report.items if item.text == typed)
    assert (found.submission.entity.type, found.submission.date, found.submission.language) == ("", "", "en")
    assert found.submission.unplaced.text == f"{name}: {typed}\n"
    assert not found.report.problems


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


@pytest.mark.parametrize(
    "typed", [" This answer replaced the question of part one.", "We connected 100 schools.", ANSWER]
)
@pytest.mark.parametrize("label", ["Part One:", ""])
@pytest.mark.parametrize("line", [LINE, ""])
def test_what_is_typed_over_a_question_is_the_answer(typed, label, line):
    """Also without a space behind the label, where the style separator joins the two."""
    document = blank()
    prompt = next(each for each in document.paragraphs if "executive summary" in each.text)
    for run in list(prompt.runs):
        run._r.getparent().remove(run._r)
    prompt.add_run(typed)
    if not label:
        above = paragraph(document, "Part One:")
        above._p.getparent().remove(above._p)
    if not line:
        below = paragraph(document, LINE)
        below._p.getparent().remove(below._p)
    found = imported(document)
    if not label and not line:  # nothing shows which part it answers
        assert found.submission.unplaced.text == f"{typed.strip()}\n"
        return
    assert (found.submission.parts[0].text, found.submission.unplaced) == (f"{typed.strip()}\n", None)
    assert ["over a question" in each.kind for each in found.report.items if each.text == typed.strip()] == [True]
    assert [each.part for each in found.report.decisions if each.heading == typed.strip()] == [("one",)]


def test_words_after_a_question_begin_its_answer_and_are_reported():
    document = blank()
    question = next(each for each in document.paragraphs if "executive summary" in each.text)
    question.add_run(" We connected 100 schools.")
    found = imported(document)
    assert (found.submission.parts[0].text, found.submission.unplaced) == ("We connected 100 schools.\n", None)
    [item] = [each for each in found.report.items if "after a question" in each.kind]
    assert (item.text, item.needs_person) == ("We connected 100 schools.", True)


def test_words_after_a_question_do_not_part_it_from_its_line():
    """Of (b), nothing is left: its line has the words of that of (a)."""
    document = blank()
    answers = answer_all(document, ["three.b"], ["three.b"])
    next(each for each in document.paragraphs if "Innovative policies" in each.text).add_run(
        " We connected 100 schools."
    )
    found = imported(document)
    unknown = "\n\n".join(["We connected 100 schools.", answers.pop("three.a"), answers.pop("three.b")])
    assert texts(found.submission) == {**answers, "unplaced": unknown}


def test_a_second_paragraph_of_the_title_is_joined_and_reported():
    document = blank()
    text_of(document, "title").text = "Bridges"
    title = next(each for each in document.paragraphs if each.style.name == "Title")
    title._p.addnext(document.add_paragraph("Prepared by Ann", style="Title")._p)
    found = imported(document)
    assert found.submission.title == "Bridges Prepared by Ann"
    assert [each.text for each in found.report.items if "one more paragraph" in each.kind and each.needs_person] == [
        "Prepared by Ann"
    ]


def test_words_typed_into_a_question_are_unplaced():
    document = blank()
    prompt = next(each for each in document.paragraphs if "executive summary" in each.text)
    prompt.runs[0].text = prompt.text.replace("stakeholders,", "stakeholders, in our country and with many partners,")
    found = imported(document)
    assert found.submission.unplaced.text == "in our country and with many partners,\n"
    assert found.report.needs_person


def answer_all(document, without_question=(), without_line=()):
    """Answer all parts of a form in which some questions and lines are deleted, and return the answers."""
    answers, body = {}, document.paragraphs
    for ids, line in list(form.create_wording(CALL, "en").lines.items())[::-1]:
        at = max(at for at, each in enumerate(body) if each.text == line and at < len(body))
        below, question, body = body[at], body[at - 2 : at], body[: at - 2]
        if CALL.parts and dict(calls.parts(CALL))[ids].holds:
            answers[".".join(ids)] = f"The answer to part {'.'.join(ids)} of the form."
            below._p.addnext(document.add_paragraph(answers[".".join(ids)])._p)
        gone = [
            *(question if ".".join(ids) in without_question else ()),
            *([below] if ".".join(ids) in without_line else ()),
        ]
        for each in gone:
            each._p.getparent().remove(each._p)
    return answers


def texts(submission):
    """Return the texts of the parts by their names, and what is unplaced."""
    found = {part.id: part.text.strip() for part in submission.parts if part.text}
    found |= {f"three.{each.id}": each.text.strip() for part in submission.parts for each in part.parts if each.text}
    return found | ({"unplaced": submission.unplaced.text.strip()} if submission.unplaced else {})


@pytest.mark.parametrize(
    "question", [["one"], ["two"], ["three.a"], ["three.b"], ["two", "three.b"], ["three.a", "three.b"]]
)
def test_an_answer_begins_at_its_line_if_its_question_was_deleted(question):
    document = blank()
    answers = answer_all(document, without_question=question)
    assert texts(imported(document).submission) == answers


@pytest.mark.parametrize(("part", "before"), [("one", []), ("two", ["one"]), ("three.b", ["three.a"])])
def test_where_question_and_line_were_deleted_the_words_are_unplaced(part, before):
    document = blank()
    answers = answer_all(document, [part], [part])
    found = imported(document)
    unknown = "\n\n".join(answers.pop(each) for each in [*before, part])
    assert texts(found.submission) == {**answers, "unplaced": unknown}
    assert found.report.needs_person
    [item] = [each for each in found.report.items if "question that is not in the form" in each.kind]
    assert item.text == {"one": "Part One", "two": "Part Two", "three.b": "(b)"}[part]


@pytest.mark.parametrize("name", ["entity", "title"])
@pytest.mark.parametrize("how", ["its control", "its style", "no style"])
def test_a_second_paragraph_of_a_field_is_kept(name, how):
    document = blank()
    text_of(document, "entity").text, text_of(document, "title").text = "Ministry", "Our year"
    first = next(each for each in document.element.body.iter(qn("w:p")) if text_of(document, name) in set(each.iter()))
    second = deepcopy(first)
    first.addnext(second)
    if how == "its control":
        next(each for each in second.iter(qn("w:t")) if each.text).text = "of Telecommunications"
    else:
        for each in [each for each in second if each.tag != qn("w:pPr") or how == "no style"]:
            second.remove(each)
        Paragraph(second, None).add_run("of Telecommunications")
    found = imported(document)
    value = found.submission.entity.name if name == "entity" else found.submission.title
    if how == "no style":
        assert found.submission.unplaced.text == "of Telecommunications\n"
    else:
        assert value == f"{'Ministry' if name == 'entity' else 'Our year'} of Telecommunications"


@pytest.mark.parametrize("typed", ["A club", "Government and others"])
def test_what_is_not_understood_in_a_field_is_unplaced(typed):
    document = blank()
    text_of(document, "type").text = typed
    found = imported(document)
    assert (found.submission.entity.type, found.submission.unplaced.text) == ("", f"type: {typed}\n")


@pytest.mark.parametrize("title", ["Annex", "Annex I", "ANNEX: List of projects", "References"])
@pytest.mark.parametrize("style", ["Heading 1", "Heading 2"])
def test_an_annex_after_the_last_answer_is_unplaced(title, style):
    document = blank()
    answers = answer_all(document)
    document.add_paragraph(title, style=style)
    document.add_paragraph("All our projects.")
    found = imported(document)
    assert texts(found.submission) == {**answers, "unplaced": ""}
    [section] = found.submission.unplaced.sections
    assert (section.title, section.text) == (title, "All our projects.\n")


@pytest.mark.parametrize("acronym", ["MoF", "MOF", ""])
def test_an_acronym_behind_the_name_is_a_part_of_it_without_controls_too(acronym):
    document = blank()
    text_of(document, "entity").text = "Ministry of Finance (MOF)"
    text_of(document, "acronym").text = acronym or text_of(document, "acronym").text
    submission = imported(document, without_controls).submission
    assert (submission.entity.name, submission.entity.acronym) == ("Ministry of Finance (MOF)", acronym)


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


def without_controls(content, styles="Cover|Form|Title|Body"):
    """Return a file without content controls and styles of its own, as Google Docs saves it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", "", data, flags=re.DOTALL)
                data = re.sub(rf'<w:pStyle w:val="(?:{styles})\w*"/>', "", data)
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


def test_the_end_of_an_answer_typed_over_its_question_does_not_begin_the_next_part():
    """Without styles, the paragraph above the line of Part Two can be its answer, or the end of that to Part One."""
    document = blank()
    answers = answer_all(document, ["one", "two"])
    line = paragraph(document, form.create_wording(CALL, "en").lines["two",])
    line._p.addprevious(document.add_paragraph("Over the question.")._p)
    buffer = io.BytesIO()
    document.save(buffer)
    found = importer.import_content(reader.read(without_controls(buffer.getvalue())), BUILT_IN)
    assert "Over the question." in texts(found.submission)["unplaced"], answers


def test_questions_apart_from_their_labels_say_the_language_of_the_form():
    """LibreOffice saves a .doc so; the bookmarks at the labels are the same in all languages."""
    form_in_french = docx.Document(io.BytesIO(filled_forms.blank_form(BUILT_IN.load("cstd-next"), "fr")))
    split_labels(form_in_french)
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
    said = [translate(name_item(item), "fr") for item in found.report.items]
    assert "le texte est en français, et l’appel cstd-26 n’existe pas dans cette langue, mais en\u00a0: anglais" in said


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


def test_a_form_that_was_sent_before_its_lines_changed_is_read():
    document, answers = statement("fr")
    wording = form.create_wording(STATEMENT, "fr")
    paragraph(document, wording.lines["statement",]).text = wording.earlier_lines["statement",]
    assert [part.text.strip() for part in imported(document).submission.parts] == answers


def test_a_question_without_a_heading_that_is_missing_is_reported():
    document, answers = statement("en", without=["cosponsors"])
    found = imported(document)
    assert found.submission.unplaced.text == "\n\n".join([answers[1], f"{answers[2]}\n"])
    [item] = [each for each in found.report.items if "question that is not in the form" in each.kind]
    assert (item.text, item.needs_person) == ("Co-sponsors", True)


def without_line(*below_title):
    """Return a form of a call with one question that is not printed, whose line is gone."""
    call = BUILT_IN.load("cstd-14")
    document = docx.Document(io.BytesIO(filled_forms.blank_form(call, "en")))
    text_of(document, "title", call.id).text = "Our title"
    [line] = form.create_wording(call, "en").lines.values()
    at = paragraph(document, line)
    for text, style in below_title:
        at._p.addprevious(document.add_paragraph(text, style=style)._p)
    at._p.getparent().remove(at._p)
    return document


def test_what_can_be_of_the_title_or_of_the_only_answer_is_unplaced():
    found = imported(without_line(*((text, "Body Text") for text in ("Of teachers.", "and courts", "Our answer."))))
    assert (found.submission.title, found.submission.unplaced.text) == ("Our title", "Of teachers.\n\nand courts\n")
    assert [part.text for part in found.submission.parts] == ["Our answer.\n"]
    assert any(item.needs_person and item.text == "and courts" for item in found.report.items)


def test_an_annex_below_words_that_can_be_of_the_title_is_not_the_only_answer():
    texts = (("and courts", "Body Text"), ("Annex 1", "Heading 2"), ("Our data.", "Body Text"))
    submission = imported(without_line(*texts)).submission
    assert [part.text for part in submission.parts] == [""]
    assert [(each.title, each.text) for each in submission.unplaced.sections] == [("Annex 1", "Our data.\n")]


@pytest.mark.parametrize("below_title", [("We trained teachers. " * 20, "Body Text"), ("Our work", "Heading 2")])
def test_what_can_not_be_of_the_title_is_of_the_only_answer(below_title):
    assert not imported(without_line(below_title, ("Our answer.", "Body Text"))).submission.unplaced


@pytest.mark.parametrize("language", form.languages())
def test_a_form_is_known_by_two_of_its_labels_and_lines(language):
    """Where the help and the controls are gone, and answers are over lines."""
    call = BUILT_IN.load("cstd-next")
    wording = form.create_wording(call, language)
    texts = [f"{wording.fields['contact-email'].label} ours@example.org", wording.lines["one",]]
    blocks = [WordParagraph((Run(text),)) for text in texts]
    assert form_reading.is_form(blocks)
    assert not any(form_reading.is_form([block]) for block in blocks)


def test_an_annex_with_a_title_is_in_no_part_of_an_ordinary_file():
    document = docx.Document()
    for number, question in enumerate(("An executive summary", "A brief analytical overview"), 1):
        document.add_heading(f"Part {number}: {question}", 1)
        document.add_paragraph("We trained teachers and the courts.")
    document.add_paragraph().add_run("Annex I – Our data").bold = True
    document.add_paragraph("These are all data that we have.")
    submission = imported(document, call_id="cstd-26").submission
    assert [each.title for each in submission.unplaced.sections] == ["Annex I – Our data"]


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 80), marks=pytest.mark.long)])
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


@pytest.mark.parametrize("style", ["Prompt", "Prompt Item"])
def test_a_paragraph_in_the_style_of_questions_does_not_begin_the_next_part(tmp_path, style):
    """Where the heading and the question of that part were deleted."""
    document = blank()
    label = next(each for each in document.paragraphs if each.text.strip() == "(b)")
    question = Paragraph(label._p.getnext(), label._parent)
    place = Paragraph(label._p.getprevious(), label._parent)
    place.text = "Our first answer."
    question._p.addprevious(document.add_paragraph("This is the end of it.", style=style)._p)
    for each in (label, question):
        each._p.getparent().remove(each._p)
    document.save(tmp_path / "form.docx")
    done = wsisc("import", "form.docx", "-o", "ours.yaml", "--non-interactive", cwd=tmp_path)
    data = yaml.safe_load((tmp_path / "ours.yaml").read_bytes())
    assert done.returncode == 1
    assert data["parts"]["three"]["a"]["text"] == "Our first answer.\n"
    assert data["unplaced"]["text"] == "This is the end of it.\n"
    assert "b" not in data["parts"]["three"] or "end of it" not in data["parts"]["three"]["b"].get("text", "")


TYPED_OVER = [
    pytest.param("Word", [None, "Prompt Item"], id="a line above the question"),
    pytest.param("Word", ["Prompt Item", "Prompt Item"], id="a line above it in its style"),
    pytest.param("Word", ["Prompt Item", "Body Text"], id="a line below it"),
    pytest.param("Word", ["Heading 2", "Body Text"], id="over the label"),
    pytest.param("one without styles", [None, None], id="without styles"),
    pytest.param("one without styles", [None, None, None], id="three paragraphs without styles"),
]


def type_over_question(program, styles, first_answer, is_table_last=False):
    """Import a form with an answer to (a), and one to (b) in several paragraphs over its label and question."""
    document = blank()
    label = next(each for each in document.paragraphs if each.text.strip() == "(b)")
    question = Paragraph(label._p.getnext(), label._parent)
    place = Paragraph(label._p.getprevious(), label._parent)
    Paragraph(question._p.getnext().getnext(), label._parent).text = "Below the line."
    place.text = first_answer[0]
    for text in first_answer[1:]:
        question._p.addprevious(document.add_paragraph(text)._p)
    for number, style in enumerate(styles):
        question._p.addprevious(document.add_paragraph(f"Over the question {number}.", style=style)._p)
    if is_table_last:
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text = table.cell(1, 1).text = "Data"
        question._p.addprevious(table._tbl)
    for each in (label, question):
        each._p.getparent().remove(each._p)
    return imported(document, without_any_styles if program != "Word" else None)


@pytest.mark.parametrize(("program", "styles"), TYPED_OVER)
@pytest.mark.parametrize("first_answer", [["Our first answer."], ["Our first answer.", "More of it."], [""]])
def test_paragraphs_over_a_whole_question_do_not_go_to_the_part_before(program, styles, first_answer):
    """They can be of either part; but what is in the place of the first answer, and below the line, is sure."""
    found = type_over_question(program, styles, first_answer)
    first, second = (text_of_part(found.submission, ("three", id)) for id in "ab")
    unplaced = str(found.submission.unplaced)
    for number in range(len(styles)):
        assert f"Over the question {number}." in unplaced
    assert first_answer[0] in first
    assert all(text in unplaced for text in first_answer[1:])
    assert "Below the line." in second
    assert found.report.needs_person


def test_a_table_over_a_whole_question_does_not_go_to_the_part_before():
    found = type_over_question("one without styles", [None], ["Our first answer."], is_table_last=True)
    assert "Data" in str(found.submission.unplaced)
    assert "Our first answer." in text_of_part(found.submission, ("three", "a"))


@pytest.mark.parametrize("change", [None, "without styles"])
def test_an_answer_behind_the_line_of_a_question_without_a_heading_leaves_the_answer_above_it(change):
    """No question is printed, so nothing can be typed over it."""
    document, _ = statement("en")
    line = paragraph(document, form.create_wording(STATEMENT, "en").lines["cosponsors",])
    line._p.addprevious(document.add_paragraph("The end of the statement.")._p)
    line.text += " Behind the line."
    submission = imported(document, without_any_styles if change else None).submission
    assert "The end of the statement." in submission.parts[1].text
    assert not submission.unplaced


def test_an_answer_behind_the_line_of_a_deleted_question_leaves_the_answer_above_it():
    """The line has the style of lines, although the answer is in its paragraph."""
    document = blank()
    answers = answer_all(document, without_question=["two"])
    line = paragraph(document, form.create_wording(CALL, "en").lines["two",])
    line.text += " Behind the line."
    found = imported(document)
    answers["two"] = f"Behind the line.\n\n{answers['two']}"
    assert texts(found.submission) == answers


def answer_where_lines_are_alike(id, first, second, typed, is_second_line_kept=False):
    """Return a form with two answers: `typed` says where the first begins; the question of the second is deleted."""
    call = BUILT_IN.load(id)
    document = docx.Document(io.BytesIO(filled_forms.blank_form(call, "en")))
    parts, body = dict(calls.parts(call)), document.paragraphs
    prompts = [next(at for at, each in enumerate(body) if each.text.strip() == parts[ids].prompt["en"])
               for ids in (first, second)]  # fmt: skip
    (_, question, line), gone = (body[at - 1 : at + 2] for at in prompts)
    if "over the question" in typed:
        question.text = " Firstly, we did much."
    if "more above the line" in typed:
        line.insert_paragraph_before("Firstly, more.", style=question.style if "style" in typed else None)
    line._p.addnext(document.add_paragraph("Firstly, the rest.")._p)
    gone[-1]._p.addnext(document.add_paragraph("Secondly, we go on.")._p)
    for each in gone[:-1] if is_second_line_kept else gone:
        each._p.getparent().remove(each._p)
    return document


def split_labels(document):
    """Give labels paragraphs of their own, as LibreOffice does, because it knows no style separators."""
    for separator in list(document.element.body.iter(qn("w:specVanish"))):
        separator.getparent().getparent().remove(separator.getparent())


def without_any_styles(content):
    return without_controls(content, "Cover|Form|Title|Body|Prompt")


def text_of_part(submission, ids):
    """Return all words of a part."""
    parts, part = submission.parts, None
    for id in ids:
        part = next((each for each in parts if each.id == id), None)
        parts = part.parts if part else ()
    return str(part)


LINES_ALIKE = [
    ("cstd-18", ("question-1",), ("question-2",)),
    *(
        pytest.param(*case, marks=pytest.mark.long)
        for case in (
            ("cstd-18", ("question-3",), ("question-4",)),
            ("cstd-wsis20", ("question-1",), ("question-2",)),
            ("cstd-26", ("three", "a"), ("three", "b")),
            ("itu-council", ("contribution", "summary"), ("contribution", "action")),
        )
    ),
]


@pytest.mark.parametrize(("id", "first", "second"), LINES_ALIKE)
@pytest.mark.parametrize(
    "typed",
    [
        "over the question",
        "over the question, more above the line",
        "over the question, more above the line in its style",
        "more above the line",
        "more above the line in the style of the question",
        "below the line",
    ],
)
@pytest.mark.parametrize("program", ["Word", "LibreOffice", "one without styles"])
def test_the_line_of_a_question_does_not_begin_the_next_part(id, first, second, typed, program):
    """The next question is gone with its line, which has the same words."""
    document = answer_where_lines_are_alike(id, first, second, typed)
    if program != "Word":
        split_labels(document)
    found = imported(document, without_any_styles if program == "one without styles" else None)
    assert "Secondly" not in text_of_part(found.submission, first)
    assert "Firstly" not in text_of_part(found.submission, second)
    assert found.report.needs_person


@pytest.mark.parametrize(("id", "first", "second"), LINES_ALIKE)
@pytest.mark.parametrize("typed", ["over the question, more above the line", "more above the line", "below the line"])
def test_the_line_of_a_deleted_question_begins_its_part_below_that_of_the_question_before(id, first, second, typed):
    document = answer_where_lines_are_alike(id, first, second, typed, is_second_line_kept=True)
    split_labels(document)
    found = imported(document)
    assert "Firstly, the rest." in text_of_part(found.submission, first)
    assert "Secondly, we go on." in text_of_part(found.submission, second)
