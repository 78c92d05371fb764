"""Which paragraphs are headings, and of what kind the number before a title is."""

import pytest

from tests.importer.paragraphs import para
from wsisc.importer.parts import heading_index
from wsisc.importer.parts.heading_index import HeadingKind, HeadingNumber
from wsisc.readers.word.content import Numbering, Run

PROSE = para(
    "The regional commission continued to assist its member States in all of this, with training in many places."
)


@pytest.mark.parametrize(
    ("text", "kind", "number", "length"),
    [
        ("1. Access", "digits", "1.", 3),
        ("12) Access", "digits", "12)", 4),
        ("2.1 Access", "deep1", "2.1", 4),
        ("2.1. Access", "deep1", "2.1.", 5),
        ("2.1.10 Access", "deep2", "2.1.10", 7),
        ("(a) Access", "inner", "(a)", 4),
        ("(iv) Access", "inner", "(iv)", 5),
        ("(3) Access", "inner", "(3)", 4),
        ("II. Access", "roman", "II.", 4),
        ("X) Access", "roman", "X)", 3),
        ("B. Access", "upper", "B.", 3),
        ("C) Access", "upper", "C)", 3),
        ("b) Access", "lower", "b)", 3),
        ("i) Access", "lower", "i)", 3),
        ("iv. Access", "small", "iv.", 4),
        ("xi) Access", "small", "xi)", 4),
        ("  3.  Access", "digits", "3.", 6),
    ],
)
def test_the_kind_of_a_typed_number(text, kind, number, length):
    assert heading_index.parse_number(para(text)) == HeadingNumber(kind, number, length)


@pytest.mark.parametrize(
    "text", ["Access", "1.Access", "2022 was a year", "b. Access", "(abc) Access", "1 Access", "1.", ""]
)
def test_what_is_no_number(text):
    assert heading_index.parse_number(para(text)) == HeadingNumber("", "", 0)


@pytest.mark.parametrize(
    ("marker", "format", "kind"),
    [
        ("II.", "upperRoman", "roman"),
        ("1.2", "decimal", "deep1"),
        ("(a)", "lowerLetter", "inner"),
        ("Part 1", "decimal", "other"),
    ],
)
def test_a_number_that_word_counts_takes_nothing_of_the_text(marker, format, kind):
    numbered = para("1. Access", numbering=Numbering("1", 0, format, f"{marker} ", 1))
    assert heading_index.parse_number(numbered) == HeadingNumber(kind, marker, 0)


def test_a_bullet_is_no_number():
    assert heading_index.parse_number(para("2. Access", numbering=Numbering("1", 0, "bullet", "•", 0))).text == "2."


@pytest.mark.parametrize(("words", "expected"), [(1, HeadingKind(2)), (80, HeadingKind(2)), (81, None), (0, None)])
def test_a_style_makes_a_heading_unless_it_is_a_text(words, expected):
    assert heading_index.detect_by_style(para("word " * words, outline=2)) == expected
    assert heading_index.detect_by_style(para("word " * words)) is None


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (para(Run("Access", bold=True)), HeadingKind(0, "", frozenset({"bold"}))),
        (para(Run("Access", underline=True)), HeadingKind(0, "", frozenset({"underline"}))),
        (para(Run("Access", bold=True), " to networks"), None),
        (para("2. ", Run("Access", bold=True)), HeadingKind(0, "digits", frozenset({"bold"}))),
        (para("ACCESS TO ALL"), HeadingKind(0, "", frozenset({"capitals"}))),
        (para("UNESCO"), HeadingKind(0, "", frozenset({"capitals"}))),
        (para("UNDP"), None),
        (para(Run("Access", caps=True)), HeadingKind(0, "", frozenset({"capitals"}))),
        (para("A C C E S S"), HeadingKind(0, "", frozenset({"capitals", "spaced"}))),
        (para("2. Access to networks"), HeadingKind(0, "digits")),
        (para("2. access to networks"), None),
        (para("2. What is access?"), None),
        (para("Access to networks"), None),
        (para(Run("Access to networks.", bold=True)), None),
        (para(Run("Access", bold=True), style="Caption"), None),
        (para(Run("word " * 21, bold=True)), None),
        (para(Run("word " * 20, bold=True)), HeadingKind(0, "", frozenset({"bold"}))),
        (para(Run("2022", bold=True)), None),
        (para(Run("Access", underline=True, link="https://example.org/")), None),
    ],
)
def test_looks_make_a_heading_before_prose(paragraph, expected):
    assert heading_index.detect_by_looks([paragraph, PROSE], 0) == expected


def test_items_of_a_list_are_no_headings():
    items = [para("1. Access"), para("2. Skills"), para("3. Trust"), PROSE]
    assert [heading_index.detect_by_looks(items, at) for at in range(4)] == [None] * 4
    apart = [para("1. Access"), PROSE, para("2. Skills"), PROSE]
    assert [heading_index.detect_by_looks(apart, at) for at in range(4)] == [
        HeadingKind(0, "digits"),
        None,
        HeadingKind(0, "digits"),
        None,
    ]
