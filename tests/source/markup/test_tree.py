"""The tree of a rich text: its nodes, their places, and walks over it."""

from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import (
    Cell,
    Emphasis,
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
    printed_text,
)

TEXT = "A *b* &amp; **[c][link]**[^n]\nd\\\ne\n\n> 2) f\n>    - g\n\n| h | i |\n|--:|---|\n| j |\n\n![k]\n"


def parse(text):
    return richtext.parse(text, frozenset(["link"]))


def test_a_text_is_a_tree():
    words, quotation, table, figure = parse(TEXT).blocks
    assert words == Paragraph((
        *(Text("A "), Emphasis((Text("b"),)), Text(" "), Text("&"), Text(" ")),
        *(Emphasis((Link((Text("c"),), name="link"),), True), FootnoteReference("n"), LineBreak(), Text("d")),
        *(LineBreak(True), Text("e")),
    ))  # fmt: skip
    inner = List((Item((Paragraph((Text("g"),)),)),))
    assert quotation == Quotation((List((Item((Paragraph((Text("f"),)), inner), "2"),), ")", 2),))
    header, row = Row((Cell((Text("h"),)), Cell((Text("i"),)))), Row((Cell((Text("j"),)), Cell(())))
    assert table == Table((header, row), ("right", ""))
    assert figure == tree.Figure("k")


def test_every_node_has_its_place():
    blocks = parse(TEXT).blocks
    shown = [TEXT[node.start : node.end] for node in tree.walk(blocks) if not isinstance(node, Text)]
    assert shown == [
        *(TEXT[:34], "*b*", "**[c][link]**", "[c][link]", "[^n]", "\n", "\\\n"),
        *("> 2) f\n>    - g", "2) f\n>    - g", "2) f\n>    - g", "f", "- g", "- g", "g"),
        *("| h | i |\n|--:|---|\n| j |", "| h | i |", "h", "i", "| j |", "j", "", "![k]"),
    ]
    literal = [text for text in tree.find(blocks, Text) if text.end - text.start == len(text.text)]
    assert [text.text for text in tree.find(blocks, Text) if text not in literal] == ["&"]
    assert all(TEXT[text.start : text.end] == text.text for text in literal)


def test_words_of_forbidden_syntax_are_in_the_tree():
    parsed = parse("# a\n\n    b\n\n<b>c ![d](e)\n")
    assert [block.forbidden for block in parsed.blocks] == ["heading", "code", ""]
    assert [(problem.kind, problem.start) for problem in parsed.problems] == [
        *(("heading", 0), ("code", 9), ("html", 12), ("image", 17)),
    ]
    assert printed_text(parsed.blocks).split() == ["a", "b", "<b>c", "d"]


def test_leaves_have_what_is_around_them():
    [paragraph] = parse("a **b *c***").blocks
    found = [(leaf.text, [node.is_strong for node in around]) for leaf, around in tree.leaves(paragraph.children)]
    assert found == [("a ", []), ("b ", [True]), ("c", [True, False])]


def test_names_and_groups_are_found_in_order():
    parsed = parse("- a[^x]\n  - b\n\n> | c[^y] |\n> |---|\n\n1) d")
    assert tree.footnote_names(parsed) == ["x", "y"]
    assert [type(group).__name__ for group in tree.outermost_groups(parsed.blocks)] == ["List", "Table", "List"]


def test_the_paragraphs_of_a_block_are_those_of_its_items_and_cells():
    [quotation] = parse("> - a\n>\n>   b\n>\n> | c | |\n> |---|---|\n").blocks
    assert tree.paragraphs(quotation) == [Paragraph((Text(each),)) for each in "abc"]


def test_texts_side_by_side_are_joined():
    blocks = tree.replace_inlines(parse("a\nb &lt; *c\nd* \\\n e").blocks, tree.join_texts)
    assert blocks == (Paragraph((Text("a b < "), Emphasis((Text("c d"),)), Text(" "), LineBreak(True), Text("e"))),)


def test_text_is_printed_with_marks_numbers_and_captions():
    blocks = parse("1) a[^n]\n2) b\n\n| c | d |\n|---|---|\n\n![e]\n\n![f]\n").blocks
    printed = printed_text(blocks, "@", True, {"e": "Caption"}, cell_end=" ", row_end="\n")
    assert printed.split("\n") == ["1) a@", "", "2) b", "", "c d ", "Caption", "![f]", ""]
