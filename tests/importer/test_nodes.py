"""Spans, blocks and parsed Markdown -> the same atoms, to be compared."""

import pytest

from wsisc.importer import nodes
from wsisc.importer.nodes import (
    BREAK,
    SPACE,
    FigureNode,
    InlineSpan,
    ListNode,
    ParagraphNode,
    QuotationNode,
    TableNode,
)
from wsisc.markup import richtext


def letter(character, marks="", link=""):
    return ("t", character, marks, link)


@pytest.mark.parametrize(
    ("spans", "atoms"),
    [
        ([InlineSpan("a  b")], [letter("a"), SPACE, letter("b")]),
        ([InlineSpan(" a ")], [letter("a")]),
        ([InlineSpan("a \n b")], [letter("a"), BREAK, letter("b")]),
        ([InlineSpan("a\u00a0 b")], [letter("a"), letter("\u00a0"), SPACE, letter("b")]),
        ([InlineSpan("a ", bold=True), InlineSpan("b", italic=True)], [letter("a", "b"), SPACE, letter("b", "i")]),
        ([InlineSpan("a", True, True, "x"), InlineSpan("", note="n")], [letter("a", "bi", "x"), ("n", "n")]),
    ],
)
def test_the_atoms_of_spans(spans, atoms):
    assert nodes.span_atoms(spans) == atoms


def test_a_space_of_any_kind_is_one():
    assert [nodes.is_space(each) for each in (SPACE, letter("\u00a0"), letter("a"), BREAK, ("n", " "))] == [
        *(True, True),
        *(False, False, False),
    ]


ONE, TWO = ParagraphNode((InlineSpan("one"),)), ParagraphNode((InlineSpan("two", bold=True),))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("one\n", ONE),
        ("> one\n", QuotationNode((ONE,))),
        ("- one\n- **two**\n", ListNode(((ONE,), (TWO,)))),
        ("3) one\n4) **two**\n", ListNode(((ONE,), (TWO,)), ")", 3)),
        ("| one | **two** |\n|---|---|\n", TableNode(((ONE.spans, TWO.spans),), ("", ""))),
        ("one[^n]\\\n*x* [y][z]\n", ParagraphNode((
            InlineSpan("one"), InlineSpan("", note="n"), InlineSpan("\n"), InlineSpan("x", italic=True), InlineSpan(" "),
            InlineSpan("y", link="https://z.example/"),
        ))),
        ("![chart]\n", FigureNode("chart")),
    ],
)  # fmt: skip
def test_markdown_and_the_block_that_it_writes_have_the_same_atoms(text, node):
    links = {"z": "https://z.example/"}
    parsed = nodes.token_atoms(richtext.parse(text, frozenset(links)), links)
    assert list(parsed) == list(nodes.node_atoms([node]))


def test_the_number_and_delimiter_of_an_item_are_among_its_atoms():
    atoms = list(nodes.node_atoms([ListNode(((ONE,), (TWO,)), ".", 7)]))
    assert [each[1] for each in atoms if each[0] == "list_item_open"] == ["7.", "8."]
    assert [each[1] for each in nodes.node_atoms([ListNode(((ONE,),))]) if each[0] == "list_item_open"] == [""]


def test_the_paragraphs_of_a_block():
    figure = FigureNode("chart")
    table = TableNode(((ONE.spans, ()), (TWO.spans,)), ("", ""))
    block = QuotationNode((ListNode(((ONE, figure), (TWO,))), table))
    assert nodes.flatten(block) == [ONE, figure, TWO, ONE, TWO]
