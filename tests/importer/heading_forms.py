"""A submission whose four answers are below headings in many forms, as contributors write them."""

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN

CALL = BUILT_IN.load("cstd-26")
PROMPTS = {ids: part.prompt["en"] for ids, part in calls.parts(CALL)}
ONE, TWO, A, B = PARTS = (("one",), ("two",), ("three", "a"), ("three", "b"))
THREE = PROMPTS["three",]
ANSWERS = {
    ONE: "In the year under report the Office trained four thousand officers, and published the manual in six languages.",
    TWO: "Access to the network grew in all regions, and the gap between cities and villages became narrower than before.",
    A: "The laboratory of the Office analysed the evidence of ninety cases, which courts in twelve countries accepted.",
    B: "From next year on every course will be free of charge, and teachers will be able to take part from their homes.",
}


def cut(ids, words):
    return " ".join(PROMPTS[ids].split()[:words])


def changed(ids):
    text = PROMPTS[ids].replace("activities", "actions").replace("programmes", "programs").replace("Future", "Planned")
    return text.replace("analytical ", "")


def numbered(*labels, title="{}"):
    return dict(zip(PARTS, (title.format(label) for label in labels), strict=True))


FORMS = {
    "full prompts": {ONE: f"Part One: {PROMPTS[ONE]}", TWO: f"Part Two: {PROMPTS[TWO]}", "three": f"Part Three: {THREE}", A: f"(a) {PROMPTS[A]}", B: f"(b) {PROMPTS[B]}"},
    "prompts without labels": {each: PROMPTS[each] for each in PARTS},
    "prompts in capitals": {ONE: f"PART ONE: {PROMPTS[ONE].upper()}", TWO: f"PART TWO: {PROMPTS[TWO].upper()}", "three": "PART THREE", A: f"(A) {PROMPTS[A].upper()}", B: f"(B) {PROMPTS[B].upper()}"},
    "prompts with changes": {ONE: f"Part One: {changed(ONE)}", TWO: f"Part Two: {changed(TWO)}", "three": "Part Three:", A: f"(a) {changed(A)}", B: f"(b) {changed(B)}"},
    "prompts cut": {ONE: cut(ONE, 9), TWO: cut(TWO, 18), A: cut(A, 16), B: cut(B, 17)},
    "prompts cut and changed": {ONE: cut(ONE, 12).replace("undertaken", "carried out"), TWO: cut(TWO, 20).replace("national", "local"), A: cut(A, 17).replace("all ", ""), B: cut(B, 18).replace("taken", "made")},
    "labels": {ONE: "Part One", TWO: "Part Two", "three": "Part Three", A: "(a)", B: "(b)"},
    "labels with a dash and titles": {ONE: "PART ONE – Executive summary", TWO: "PART TWO – What we saw", "three": "PART THREE", A: "(a) Innovative projects", B: "(b) What comes next"},
    "labels in Roman numerals": {ONE: "Part I.", TWO: "Part II.", "three": "Part III.", A: "(a)", B: "(b)"},
    "labels in digits": {ONE: "Part 1:", TWO: "Part 2:", "three": "Part 3:", A: "a)", B: "b)"},
    "Part Three (a)": numbered("One", "Two", "Three (a)", "Three (b)", title="Part {}"),
    "Part Three (a) with titles": {ONE: "Part One: Summary", TWO: "Part Two: Overview", A: "Part Three (a): Projects", B: "Part Three (b): Plans"},
    "3(a)": numbered("1", "2", "3(a)", "3(b)"),
    "3(a) with titles": {ONE: "1. Summary of the year", TWO: "2. What we saw", A: "3(a) Our laboratory", B: "3(b) Our plans"},
    "III.a": numbered("I. Summary", "II. Overview", "III.a Our laboratory", "III.b Our courses"),
    "letters in Part Three": {ONE: "Part One", TWO: "Part Two", "three": "Part Three", A: "(a) Innovative projects", B: "(b) Our courses"},
    "Section 1": {ONE: "Section 1", TWO: "Section 2", A: "Section 3 (a)", B: "Section 3 (b)"},
    "Première partie": {ONE: "Première partie", TWO: "Deuxième partie", "three": "Troisième partie", A: "a)", B: "b)"},
    "Primera parte": {ONE: "Primera parte: Resumen", TWO: "Segunda parte: Tendencias", A: "Tercera parte, apartado a)", B: "Tercera parte, apartado b)"},
    "own words of the call": {ONE: "Executive summary", TWO: "Overview of trends", A: "Programmes and projects", B: "The way ahead"},
    "own short words": {ONE: "Summary", TWO: "Trends", A: "Projects", B: "Next steps"},
    "own numbered words": {ONE: "1. Executive summary", TWO: "2. Trends and experiences", A: "3. Innovative policies", B: "4. Future actions"},
    "own words in French": {ONE: "Résumé", TWO: "Tendances", A: "Programmes et projets", B: "Perspectives"},
    "own words that nobody knows": {ONE: "The Office in brief", TWO: "A connected world", A: "Ninety cases", B: "Courses for all"},
}  # fmt: skip
"""The headings of the answers, by the parts; "three" is that of Part Three alone."""


def _heading(level):
    def add(document, text, is_inner):
        document.add_heading(text, level + is_inner)

    return add


def _bold(document, text, is_inner):
    document.add_paragraph().add_run(text).bold = True


def _plain(document, text, is_inner):
    document.add_paragraph(text)


def _centred(document, text, is_inner):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text.upper()).bold = True


LOOKS = {"heading 1": _heading(1), "heading 2": _heading(2), "bold": _bold, "plain": _plain, "centred": _centred}


def write(form, look, title="Work of the Office"):
    """Return a Word file in which the answers are below the headings of a form, in a look."""
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    for key, heading in FORMS[form].items():
        is_letter = key in (A, B) and "three" in FORMS[form]
        LOOKS[look](document, heading, is_letter)
        if key != "three":
            document.add_paragraph(ANSWERS[key])
    return saved(document)


def write_table(form):
    """Return a Word file with the same in a table of two columns."""
    document = docx.Document()
    document.add_paragraph("Work of the Office", style="Title")
    table = document.add_table(rows=0, cols=2)
    for key, heading in FORMS[form].items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = heading, "" if key == "three" else ANSWERS[key]
    return saved(document)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
