"""Where the words and numbers begin and end that rules find, and what they put there."""

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import pipeline, source
from wsisc.document.prose import Reading
from wsisc.lint import rules, selection
from wsisc.source import model

FIGURE = {"a": {"file": "a.png", "alt": "Schools by province"}}


def found(code, text, **changes):
    """Return what a rule finds in Part One, and what it puts there."""
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}, **changes}))
    texts = dict([*model.rich_texts(submission), *model.plain_texts(submission)])
    every = rules.load(code).check(Reading(submission, None))
    return [(texts[each.path][each.start : each.end], each.fix) for each in every]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("A/63/RES/12", "A/RES/63/12"),
        ("E/CN 16/2022/2", "E/CN.16/2022/2"),
        ("E / CN.16 / 2022 / CRP.3", "E/CN.16/2022/CRP.3"),
        ("A/C 2/76/L 12", "A/C.2/76/L.12"),
        ("A/ HRC/41/35", "A/HRC/41/35"),
        ("A/ 77/62", "A/77/62"),
        ("E/2022/ 8", "E/2022/8"),
        ("A/77/62/E/2022/8", "A/77/62-E/2022/8"),
        ("E/CN.16/2022-2", "E/CN.16/2022/2"),
    ],
)
def test_a_symbol_is_put_right(wrong, right):
    assert found("document-symbol", f"See {wrong}.") == [(wrong, right)]
    assert found("document-symbol", f"See {right}.") == []


@pytest.mark.parametrize(
    ("word", "wrong", "right"),
    [
        ("\u0421\u043emmi\u0455sion", "\u0421\u043emmi\u0455", "Commis"),  # the first two and the sixth
        ("Commissio\u039d", "\u039d", "N"),
    ],
)
def test_letters_of_another_alphabet_are_found_from_the_first_to_the_last(word, wrong, right):
    assert found("lookalike-letter", f"The {word} met.") == [(wrong, right)]


@pytest.mark.parametrize("wrong", ["Guatemela", "Guatemalla", "Guatmala", "Guatemlaa"])
def test_a_slip_in_the_name_of_a_country(wrong):
    assert found("country-name", f"Experts from {wrong} took part.") == [(wrong, "Guatemala")]


@pytest.mark.parametrize("text", ["- one\n- ![a]", "> ![a]", "| x |\n|---|\n| ![a] |", "Before ![a] behind."])
def test_a_figure_that_is_not_alone(text):
    assert found("misplaced-figure", f"Words.\n\n{text}\n", figures=FIGURE) == [("![a]", None)]


@pytest.mark.parametrize("number", ["1899", "2101"])
def test_a_number_that_is_no_year_needs_a_comma(number):
    text = "It trained 12,500 teachers and connected {} schools."
    assert found("thousands-separator", text.format(number)) == [(number, f"{number[0]},{number[1:]}")]
    for year in ("1900", "2100"):
        assert found("thousands-separator", text.format(year)) == []


def test_of_many_findings_of_a_rule_two_hundred_are_reported():
    data = minimal({"parts": {"two": {"text": "See A/ 77/62. " * 300}}})
    read = source.read(as_yaml(data), "a.yaml")
    found = pipeline.check(read, selection=selection.Selection(("document-symbol",))).diagnostics
    assert len(found) == 200


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("In December 2021, UNODC organized a course and trained forty judges.", "December 2021"),
        ("The Office launched the course in March 2021.", "March 2021"),
        ("Moreover, on 3 May 2023, we signed an agreement.", "3 May 2023"),
        ("Two workshops were held in Vienna in March 2020.", "March 2020"),
        ("In December 2019, UNODC launched the course.", "December 2019"),
        ("In December 2018, UNODC launched the course.", ""),  # history
        ("In December 2022, UNODC launched the course.", ""),
        ("UNODC launched a course and trained forty judges in March 2021.", ""),  # which of the two?
        ("In March 2021, the General Assembly adopted a resolution.", ""),
        ("In March 2021, UNODC launched a course that continues.", ""),
        ("In March 2021, UNODC launched a course, and in May 2021 another.", ""),
    ],
)
def test_dates_of_what_was_done_in_another_year(text, wrong):
    entity = {"name": "United Nations Office on Drugs and Crime", "acronym": "UNODC"}
    data = minimal({"entity": entity, "parts": {"one": {"text": text}}})
    read = source.read(as_yaml(data), "a.yaml")
    found = pipeline.check(read, selection=selection.Selection(("date-outside-year",))).diagnostics
    lines = [each.span for each in found]
    assert [read.lines[each.line - 1][each.column - 1 : each.end_column - 1] for each in lines] == [wrong] * bool(wrong)


@pytest.mark.parametrize(
    ("id", "sections"),
    [("two-1", 1), ("one-1", 0), ("three-b", 0), ("two-2-1", 2)],
)
def test_an_id_is_no_place_of_another(id, sections):
    other = [{"title": "A", "text": "b"}, {"title": "B", "sections": [{"title": "C", "text": "d"}]}][:sections]
    data = minimal({"parts": {"two": {"sections": [*other, {"title": "Z", "id": id, "text": "z"}]}}})
    [*findings] = rules.load("duplicate-id").check(Reading(model.from_data(data), None))
    assert [each.path[-2:] for each in findings] == ([] if id == "one-1" else [(sections, "id")])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It trained 12 and 5 experts.", []),
        ("It trained experts and 5 officials of 3 agencies.", ["5", "3"]),
        ("They trained 5 experts.", ["5"]),
        ("They trained 5.", []),
        ("It held a 5-day course.", ["5"]),
    ],
)
def test_a_number_counts_what_follows(text, figures):
    assert [words for words, _ in found("number-below-ten", text)] == figures


def test_an_acronym_that_the_same_sentence_or_note_expands_is_not_too_early():
    early = "The CND, which is the Commission on Narcotic Drugs (CND), met."
    notes = {"n": early, "m": "The CND met. It is the Commission on Narcotic Drugs (CND)."}
    assert found("acronym-too-early", early) == []
    assert found("acronym-too-early", "Words.[^n]", footnotes=notes) == []
    assert found("acronym-too-early", "The CND met. It is the Commission on Narcotic Drugs (CND).") == [("CND", None)]
