"""Inlines -> the most readable Markdown that is parsed as these inlines."""

import pytest

from wsisc.source.markup import print_markdown
from wsisc.source.markup.marked_text import MarkedText, nest
from wsisc.source.markup.print_markdown import MarkdownWriter
from wsisc.source.markup.tree import Emphasis, Link, Paragraph, Text

HOME = "https://a.example/"


def bold(text):
    return MarkedText(text, bold=True)


def italic(text):
    return MarkedText(text, italic=True)


def write(*texts, names=None):
    notes = []
    writer = MarkdownWriter(names or {}, lambda kind, text, needs_person: notes.append(text))
    return writer.write_paragraph(nest(texts)), notes


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
    assert print_markdown.escape(text, tier) == escaped


@pytest.mark.parametrize(
    ("texts", "markdown"),
    [
        ([MarkedText(" plain  words ")], "plain words"),
        ([bold("a"), italic("b")], "**a***b*"),
        ([MarkedText("a"), italic("b"), MarkedText("c")], "a*b*c"),
        ([bold("a "), MarkedText("b", True, True), bold(" c")], "**a *b* c**"),
        ([MarkedText("a", True, True), italic(" b")], "***a** b*"),
        ([bold(" a "), MarkedText("b")], "**a** b"),
        ([bold("a"), MarkedText(" "), bold("b")], "**a b**"),
        ([bold("a"), MarkedText("", note="n"), bold("b")], "**a[^n]b**"),
        ([MarkedText("a\nb")], "a\\\nb"),
        ([MarkedText("\n"), MarkedText("a"), MarkedText("\n")], "a"),
        ([MarkedText("1. a")], "1\\. a"),
        ([MarkedText("- a")], "\\- a"),
        ([MarkedText("1.a")], "1.a"),
        ([MarkedText(HOME, link=HOME)], f"<{HOME}>"),
        ([MarkedText("Home", link=HOME)], "[Home][home]"),
        ([MarkedText("Other", link="https://b.example/")], "[Other](<https://b.example/>)"),
        ([MarkedText("a ", link=HOME), MarkedText("", note="n", link=HOME), MarkedText("b", link=HOME), MarkedText(".")],
         "[a b][home][^n]."),
        ([], ""),
    ],
)  # fmt: skip
def test_inlines_are_written(texts, markdown):
    assert write(*texts, names={HOME: "home"}) == (markdown, [])


def test_a_cell_of_a_table_has_no_bare_bar():
    writer = MarkdownWriter({}, lambda kind, text, needs_person: None)
    assert writer.write_paragraph((Text("a|b"),)) == "a|b"
    assert writer.write_paragraph((Text("a|b"),), in_table=True) == "a\\|b"


def test_emphasis_that_cannot_be_expressed_is_dropped():
    assert write(MarkedText("a"), bold("(b)"), MarkedText("c "), bold("d")) == ("a(b)c **d**", ["(b)"])


@pytest.mark.parametrize(("count", "kept"), [(30, True), (31, False)])
def test_emphasis_of_very_many_texts_is_dropped_at_once(count, kept):
    texts = [each for _ in range(count) for each in (bold("a "), MarkedText("b "), italic("c "), MarkedText("d"))]
    text, notes = write(MarkedText("x"), bold("(y)"), MarkedText("z "), *texts[4:])
    assert ("**a**" in text) is kept
    assert len(notes) == 1


def test_inlines_are_normalized_once():
    notes = []
    writer = MarkdownWriter({}, lambda kind, text, needs_person: notes.append(text))
    inlines = nest([MarkedText("a"), bold("(b)"), MarkedText("c")])
    normalized = writer.normalize(inlines)
    assert normalized == (Text("a(b)c"),)
    assert writer.normalize(normalized) == normalized
    writer.write_paragraph(inlines)
    assert notes == ["(b)"]


def test_a_writer_knows_what_a_text_is_parsed_as():
    writer = MarkdownWriter({HOME: "home"}, lambda kind, text, needs_person: None)
    blocks = [Paragraph((Link((Emphasis((Text("a"),), True),), HOME),))]
    assert writer.parses_to("[**a**][home]\n", blocks)
    assert writer.parses_to("**[a][home]**\n", blocks)
    assert not writer.parses_to("[a][home]\n", blocks)
    assert not writer.parses_to("[**a**][home]\n\n***\n", [*blocks, Paragraph(())])
