"""Paragraphs of a part -> lists, quotations and what is within them."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from tests.importer.paragraphs import para, text
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.importer.text import structure
from wsisc.readers.word import reader
from wsisc.readers.word.content import Cell, Numbering, Row, Run, Table


def item(words, marker="1.", number=1, level=0, list="1"):
    return para(words, numbering=Numbering(list, level, "decimal", marker, number))


def set_in(words="A paragraph that is set in."):
    return para(words, indent=36)


ONE, TWO = item("one"), item("two", "2.", 2)
WITHIN = "1. one\n\n   A paragraph that is set in.\n\n2. two\n"
APART = "1. one\n\nA paragraph that is set in.\n\n2. two\n"
TABLE = Table((Row((Cell((para("a"),)), Cell((para("b"),)))),))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((ONE, set_in(), TWO), WITHIN),
        ((ONE, para(""), set_in(), TWO), WITHIN),
        ((ONE, set_in(), para(" "), TWO), WITHIN),
        ((para("Before."), ONE, set_in(), TWO, para("Behind.")), f"Before.\n\n{WITHIN}\nBehind.\n"),
        ((ONE, para("A paragraph that is set in."), TWO), APART),
        ((ONE, set_in(), item("other", "1.", 1, list="2")), "1. one\n\nA paragraph that is set in.\n\n1. other\n"),
        ((ONE, set_in()), "1. one\n\nA paragraph that is set in.\n"),
        ((ONE, set_in(), para("Between."), TWO), "1. one\n\nA paragraph that is set in.\n\nBetween.\n\n2. two\n"),
        ((ONE, para("Between."), set_in(), TWO), "1. one\n\nBetween.\n\nA paragraph that is set in.\n\n2. two\n"),
        ((set_in(), ONE, TWO), "A paragraph that is set in.\n\n1. one\n2. two\n"),
    ],
)
def test_a_paragraph_that_is_set_in_belongs_to_the_list_that_goes_on_around_it(blocks, expected):
    assert text(*blocks) == expected


def test_it_belongs_to_the_level_of_the_item_before_it():
    inner = item("inner", "1)", 1, level=1)
    assert text(ONE, inner, set_in(), TWO) == ("1. one\n\n   1) inner\n\n      A paragraph that is set in.\n\n2. two\n")


def test_the_style_of_an_item_says_its_level_where_its_list_has_only_one():
    second = item("b", "1.", 1, list="2")
    for style, expected in (
        ("List Number 2", "1. one\n\n   1. b\n\n2. two\n"),
        ("List Bullet 2", "1. one\n\n   1. b\n\n2. two\n"),
        ("List Number", None),
    ):
        found = text(ONE, replace(second, style=style), TWO)
        assert (found.replace("\n\n", "\n") == expected.replace("\n\n", "\n")) if expected else "   1. b" not in found


def test_a_table_between_ends_the_list():
    assert text(ONE, TABLE, set_in(), TWO).startswith("1. one\n\n| ")
    assert "\nA paragraph that is set in.\n" in text(ONE, TABLE, set_in(), TWO)
    assert "\nA paragraph that is set in.\n" in text(ONE, set_in(), TABLE, TWO)


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, ["ab", "", "cd"]), (1, ["b", "", "cd"]), (2, ["", "cd"]), (3, ["", "d"]), (4, [""]), (9, [""])],
)
def test_the_first_characters_of_a_paragraph_go_and_what_has_no_text_stays(length, expected):
    found = structure.drop_prefix(para("ab", Run(note="f1"), "cd"), length)
    assert [each.text for each in found.runs] == expected
    assert [each.note for each in found.runs if each.note] == ["f1"]


def test_the_styles_for_quotations_make_quotations_and_no_emphasis():
    opened = docx.Document()
    opened.add_paragraph("Before it.")
    opened.add_paragraph("Quoted words that are ", style="Quote").add_run("stressed").bold = True
    opened.add_paragraph("More quoted words", style="Intense Quote")
    opened.styles["Intense Quote"].element.set(f"{{{opened.element.nsmap['w']}}}styleId", "IntensivesZitat")
    opened.paragraphs[-1]._p.pPr.pStyle.val = "IntensivesZitat"
    opened.add_paragraph("Schools by year", style="Caption")
    opened.add_paragraph("The end.")
    file = BytesIO()
    opened.save(file)
    found = importer.import_content(reader.read(file.getvalue()), calls.BUILT_IN, "cstd-16").submission
    [part] = found.parts
    assert part.text == (
        "Before it.\n\n> Quoted words that are **stressed**\n>\n> More quoted words\n\nSchools by year\n\nThe end.\n"
    )
    assert not part.sections
