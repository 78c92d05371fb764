"""Inlines <-> marked texts, and the form in which equal content is equal."""

import pytest

from wsisc.source.markup import marked_text, richtext
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.markup.tree import (
    Cell,
    Emphasis,
    Figure,
    FootnoteReference,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quotation,
    Row,
    Table,
    Text,
)


@pytest.mark.parametrize(
    ("texts", "normalized"),
    [
        ([MarkedText("a  b")], [MarkedText("a b")]),
        ([MarkedText(" a ")], [MarkedText("a")]),
        ([MarkedText("\na \n b\n")], [MarkedText("a\nb")]),
        ([MarkedText("a\u00a0 b")], [MarkedText("a\u00a0 b")]),
        ([MarkedText("a ", True), MarkedText("b", italic=True)],
         [MarkedText("a", True), MarkedText(" "), MarkedText("b", italic=True)]),
        ([MarkedText("a", True), MarkedText(" "), MarkedText("b", True)], [MarkedText("a b", True)]),
        ([MarkedText("a", True, True, "x"), MarkedText("", note="n")],
         [MarkedText("a", True, True, "x"), MarkedText("", note="n")]),
        ([MarkedText("a", link="x"), MarkedText("", link="x", note="n"), MarkedText("b", link="x"), MarkedText(".")],
         [MarkedText("ab", link="x"), MarkedText("", note="n"), MarkedText(".")]),
    ],
)  # fmt: skip
def test_texts_are_normalized(texts, normalized):
    assert marked_text.normalize(texts) == normalized
    assert marked_text.normalize(normalized) == normalized


def test_what_has_neither_words_nor_references_is_blank():
    assert marked_text.is_blank([MarkedText(" \n\u00a0\n")])
    assert not marked_text.is_blank([MarkedText("", note="n")])
    assert not marked_text.is_blank([MarkedText(" a")])


def test_of_marks_that_begin_together_the_longest_is_outside():
    texts = [MarkedText("a", True, True), MarkedText("b", True), MarkedText("c\nd", link="x", note="n")]
    inlines = marked_text.nest(texts)
    bold = Emphasis((Emphasis((Text("a"),)), Text("b")), True)
    assert inlines == (bold, Link((Text("c"), LineBreak(True), Text("d"), FootnoteReference("n")), "x"))
    assert [each.text for each in marked_text.flatten(inlines)] == ["a", "b", "c", "\n", "d", ""]
    assert [each.bold for each in marked_text.flatten(inlines)] == [True, True, False, False, False, False]


ONE, TWO = Paragraph((Text("one"),)), Paragraph((Emphasis((Text("two"),), True),))
ITEMS = (Item((ONE,)), Item((TWO,)))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("one\n", ONE),
        ("> one\n", Quotation((ONE,))),
        ("- one\n- **two**\n", List(ITEMS)),
        ("3) one\n4) __two__\n", List(ITEMS, ")", 3)),
        ("| one | **two** |\n|:---:|---|\n", Table((Row((Cell(ONE.children), Cell(TWO.children))),), ("center", ""))),
        ("one[^n]\\\n*x* [y][z]\n", Paragraph((
            Text("one"), FootnoteReference("n"), LineBreak(True), Emphasis((Text("x"),)), Text(" "),
            Link((Text("y"),), "https://z.example/"),
        ))),
        ("![chart]\n", Figure("chart")),
    ],
)  # fmt: skip
def test_a_text_and_the_block_that_it_writes_are_equal(text, block):
    links = {"z": "https://z.example/"}
    assert marked_text.canonical(richtext.parse(text, frozenset(links)).blocks, links) == (block,)


def test_other_blocks_are_not_equal():
    differing = [List(ITEMS), List(ITEMS, ")"), List(ITEMS, "."), List(ITEMS, ")", 3), Quotation(ITEMS[:1]), ONE, TWO]
    assert all(one != other for index, one in enumerate(differing) for other in differing[:index])
