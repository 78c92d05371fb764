"""Blocks -> Markdown that is parsed as the same blocks."""

import pytest

from wsisc.importer import assembly
from wsisc.source.markup import limits
from wsisc.source.markup.print_markdown import MarkdownWriter
from wsisc.source.markup.tree import Cell, Figure, Item, List, Paragraph, Quotation, Row, Table, Text


def p(text):
    return Paragraph((Text(text),))


def items(*items):
    return tuple(Item(item) for item in items)


def row(*cells):
    return Row(tuple(Cell(cell.children) for cell in cells))


def write(*nodes):
    """Return the Markdown of blocks, and what is reported."""
    notes = []
    writer = MarkdownWriter({}, lambda kind, text, needs_person: notes.append((kind, text)))
    return assembly.write_blocks(nodes, writer).text, notes


@pytest.mark.parametrize(
    ("nodes", "text"),
    [
        ([], ""),
        ([p("one"), p("two")], "one\n\ntwo\n"),
        ([p("one"), Figure("chart"), p("two")], "one\n\n![chart]\n\ntwo\n"),
        ([Quotation((p("one"), p("two")))], "> one\n>\n> two\n"),
        ([List(items((p("one"),), (p("two"),)))], "- one\n- two\n"),
        ([List(items((p("one"),), (p("two"), p("more"))))], "- one\n\n- two\n\n  more\n"),
        ([List(items((p("one"), List(items((p("in"),)))), (p("two"),)))], "- one\n  - in\n- two\n"),
        ([List(items((p("one"),), (p("two"),)), ".", 9)], "9. one\n10. two\n"),
        ([List(items((p("one"), p("more"))), ")", 10)], "10) one\n\n    more\n"),
        ([List(items((p("one"),))), List(items((p("two"),))), List(items((p("three"),)))],
         "- one\n\n* two\n\n- three\n"),
        ([List(items((p("one"),))), List(items((p("two"),)), ".")], "- one\n\n1. two\n"),
        ([Table((row(p("a"), Paragraph(())), row(p("1|2"), p("b"))), ("center", "right"))],
         "| a | |\n|:---:|---:|\n| 1\\|2 | b |\n"),
        ([Table((row(p("a"), p("b")),), ("center", ""))], "| a | b |\n|:---:|---|\n"),
    ],
)  # fmt: skip
def test_blocks_are_written(nodes, text):
    assert write(*nodes) == (text, [])


def test_a_block_that_markdown_cannot_express_becomes_paragraphs():
    text, notes = write(List(items((p("in"),)), ".", 1234567890), p("after"))
    assert text == "in\n\nafter\n"
    assert [kind for kind, _ in notes] == [
        "list, quotation or table that Markdown cannot express, imported as paragraphs"
    ]


def test_a_text_beyond_the_limits_is_reported_and_its_words_are_kept():
    notes = []
    writer = MarkdownWriter({}, lambda kind, text, needs_person: notes.append((text, needs_person)))
    words = [f"word{number}" for number in range(limits.MAX_CHARACTERS // 5)]
    text = assembly.write_blocks([p(" ".join(words))], writer).text
    assert list(writer.oversized) == [text]
    assert writer.oversized[text].split() == words
    [(shown, needs_person)] = notes
    assert needs_person
    assert len(shown) == 200
