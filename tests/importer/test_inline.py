"""Spans -> the most readable Markdown that is parsed as these spans."""

import pytest

from wsisc.importer import inline
from wsisc.importer.inline import MarkdownWriter
from wsisc.importer.nodes import InlineSpan

HOME = "https://a.example/"


def bold(text):
    return InlineSpan(text, bold=True)


def italic(text):
    return InlineSpan(text, italic=True)


def write(*spans, names=None):
    notes = []
    writer = MarkdownWriter(names or {}, lambda kind, text: notes.append(text))
    return writer.write_paragraph(spans), notes


@pytest.mark.parametrize(
    ("text", "tier", "escaped"),
    [
        ("*a* b_c _d_ & x", 0, "*a* b_c _d_ & x"),
        ("*a* b_c _d_ & x", 1, "\\*a\\* b_c \\_d\\_ & x"),
        ("*a* b_c _d_ & x", 2, "\\*a\\* b\\_c \\_d\\_ \\& x"),
        ("a\\b \\! <b> < &amp; ~~x ![y] ^[z]", 1, "a\\b \\\\! \\<b> < \\&amp; \\~~x \\!\\[y\\] \\^\\[z\\]"),
    ],
)
def test_words_are_escaped_in_tiers(text, tier, escaped):
    assert inline.escape(text, tier) == escaped


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ([InlineSpan(" plain  words ")], "plain words"),
        ([bold("a"), italic("b")], "**a***b*"),
        ([InlineSpan("a"), italic("b"), InlineSpan("c")], "a*b*c"),
        ([bold("a "), InlineSpan("b", True, True), bold(" c")], "**a *b* c**"),
        ([InlineSpan("a", True, True), italic(" b")], "***a** b*"),
        ([bold(" a "), InlineSpan("b")], "**a** b"),
        ([bold("a"), InlineSpan(" "), bold("b")], "**a b**"),
        ([bold("a"), InlineSpan("", note="n"), bold("b")], "**a[^n]b**"),
        ([InlineSpan("a\nb")], "a\\\nb"),
        ([InlineSpan("\n"), InlineSpan("a"), InlineSpan("\n")], "a"),
        ([InlineSpan("1. a")], "1\\. a"),
        ([InlineSpan("- a")], "\\- a"),
        ([InlineSpan("1.a")], "1.a"),
        ([InlineSpan(HOME, link=HOME)], f"<{HOME}>"),
        ([InlineSpan("Home", link=HOME)], "[Home][home]"),
        ([InlineSpan("Other", link="https://b.example/")], "[Other](<https://b.example/>)"),
        ([InlineSpan("a ", link=HOME), InlineSpan("", note="n", link=HOME), InlineSpan("b", link=HOME), InlineSpan(".")],
         "[a b][home][^n]."),
        ([], ""),
    ],
)  # fmt: skip
def test_spans_are_written(spans, markdown):
    assert write(*spans, names={HOME: "home"}) == (markdown, [])


def test_a_cell_of_a_table_has_no_bare_bar():
    writer = MarkdownWriter({}, lambda kind, text: None)
    assert writer.write_paragraph((InlineSpan("a|b"),)) == "a|b"
    assert writer.write_paragraph((InlineSpan("a|b"),), in_table=True) == "a\\|b"


def test_emphasis_that_cannot_be_expressed_is_given_up():
    assert write(InlineSpan("a"), bold("(b)"), InlineSpan("c "), bold("d")) == ("a(b)c **d**", ["(b)"])


@pytest.mark.parametrize(("count", "kept"), [(30, True), (31, False)])
def test_emphasis_of_very_many_spans_is_given_up_at_once(count, kept):
    spans = [each for _ in range(count) for each in (bold("a "), InlineSpan("b "), italic("c "), InlineSpan("d"))]
    text, notes = write(InlineSpan("x"), bold("(y)"), InlineSpan("z "), *spans[4:])
    assert ("**a**" in text) is kept
    assert len(notes) == 1


def test_spans_are_normalized_once():
    notes = []
    writer = MarkdownWriter({}, lambda kind, text: notes.append(text))
    spans = (InlineSpan("a"), bold("(b)"), InlineSpan("c"))
    normalized = writer.normalize_spans(spans)
    assert normalized == (InlineSpan("a(b)c"),)
    assert writer.normalize_spans(normalized) == normalized
    writer.write_paragraph(spans)
    assert notes == ["(b)"]


def test_a_writer_knows_what_a_text_is_parsed_as():
    writer = MarkdownWriter({HOME: "home"}, lambda kind, text: None)
    atoms = [("paragraph_open",), ("t", "a", "b", HOME), ("paragraph_close",)]
    assert writer.parses_to("[**a**][home]\n", atoms)
    assert not writer.parses_to("[a][home]\n", atoms)
