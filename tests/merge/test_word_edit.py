"""Words of a paragraph change, and the author's spelling of all other words stays."""

import pytest

from wsisc.diff import word_tree
from wsisc.merge import text_edit
from wsisc.merge.text_edit import BlockEdit

NAMES = word_tree.Names({"home": "u:home", "other": "u:home", "new": "u:new"})


def merged(base, theirs, ours):
    """Return the text of ours with what theirs has that base has not; None where that cannot be."""
    nodes = [word_tree.parse(each, NAMES) for each in (base, theirs)]
    words = " ".join(each.words for each in nodes[1].children)
    size = len(word_tree.parse(ours, NAMES).children)
    applied = text_edit.apply(ours, BlockEdit("change", (0,), theirs, words, nodes[0], size), NAMES)
    return applied and applied.text


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("a b c d e", "a x c d e", "a b\nc d y\n", "a x\nc d y\n"),
        ("a b c d e", "a b x c d e", "a b\nc d y", "a b x\nc d y"),
        ("a b c d e", "a c d e", "a\nb\nc d y", "a\nc d y"),
        ("a b c d e", "a **b** c d e", "a b\nc d y", "a **b**\nc d y"),
        ("a **b c** d e", "a **b** d e", "a __b\nc__ d y", "a __b__ d y"),
        ("a **b c** d e", "a **x c** d e", "a __b c__ d y", "a __x c__ d y"),
        ("*x* a **b** d e", "*x* a b d e", "_x_ a __b__ d y", "_x_ a b d y"),
        ("a [b c](u:home) d e", "a [b x](u:home) d e", "a [b c][other] d y", "a [b x][other] d y"),
        ("a [b c](u:home) d e", "a [b **c**](u:home) d e", "a [b c][other] d y", "a [b **c**][other] d y"),
        ("a [b c](u:home) d e", "a [b **c**](u:home) d e", "a [b c](u:home) d y", "a [b **c**](u:home) d y"),
        ("a b c d e", "a [b](u:new) c d e", "a b c d y", "a [b][new] c d y"),
        ("a [b c]{lang=fr} d e", "a [b x]{lang=fr} d e", "a [b\nc]{lang=fr} d y", "a [b\nx]{lang=fr} d y"),
        ("a [b c]{lang=fr} d e", "a [b c]{lang=de} d e", "a [*b* c]{lang=fr} d e", None),
        ("a [b c]{lang=fr} d e", "a [b c]{lang=de} d e", "a [b c]{lang=fr} d y", "a [b c]{lang=de} d y"),
        ("a b c d e", "a [b c]{lang=fr} d e", "a b c d y", "a [b c]{lang=fr} d y"),
        ("a [b](u:home) c d e", "a b c d e", "a [b][home] c d y", "a b c d y"),
        ("a b c d e", "a b[^n] c d e", "a b\nc d y", "a b[^n]\nc d y"),
        ("a b[^n] c d e", "a b c d e", "a b[^n] c d y", "a b c d y"),
        ("a b c d e", "a b\\\nc d e", "a b c d y", "a b\\\nc d y"),
        (r"a \* b c d e", r"a \* x c d e", r"a \* b c d \#", r"a \* x c d \#"),
        ("a b c d e", r"a \* c d e", "a b c d y", r"a \* c d y"),
        ("one two\n\nthree four", "one two three four", "one two\n\nthree five", "one two\nthree five"),
        ("one two. Three four", "one two.\n\nThree four", "one two. Three\nfive", "one two.\n\nThree\nfive"),
        ("a b c d", "a x c d", "a b y d", None),
    ],
)
def test_only_the_words_change(base, theirs, ours, both):
    assert merged(base, theirs, ours) == both


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("> a b c d", "> a x c d", "> a b\n> c y", "> a x\n> c y"),
        ("> a b c d", "> a c d", "> a\n> b\n> c y", "> a\n> c y"),
        ("> a b c d", "> a **b** c d", "> a\n> b\n> c y", "> a\n> **b**\n> c y"),
    ],
)
def test_the_marks_of_a_quotation_stay(base, theirs, ours, both):
    nodes = [word_tree.parse(each, NAMES).children[0].children[0] for each in (base, theirs)]
    markdown = theirs.removeprefix("> ")
    applied = text_edit.apply(ours, BlockEdit("change", (0, 0), markdown, nodes[1].words, nodes[0]), NAMES)
    assert applied.text == both


@pytest.mark.parametrize(
    ("mark", "prefix", "node_path"), [("> ", "> ", (0, 0)), ("- ", "  ", (0, 0, 0)), ("12) ", "    ", (0, 0, 0))]
)
def test_paragraphs_in_quotations_and_items_are_joined_and_split(mark, prefix, node_path):
    one, two = f"{mark}one two. Three four\n", f"{mark}one two.\n{prefix.rstrip()}\n{prefix}Three four\n"
    for base, theirs, expected in (
        (one, two, f"{mark}one two.\n{prefix.rstrip()}\n{prefix}Three five\n"),
        (two, one, f"{mark}one two.\n{prefix}Three five\n"),
    ):
        parents = [word_tree.parse(each, NAMES).descendant(node_path[:-1]) for each in (base, theirs)]
        node = word_tree.Node("text", 0, 0, parents[0].children)
        markdown = theirs.removeprefix(mark).replace(f"\n{prefix.rstrip()}\n{prefix}", "\n\n")
        ours = base.replace("four", "five")
        size = len(parents[0].children)
        applied = text_edit.apply(ours, BlockEdit("change", node_path, markdown, parents[1].words, node, size), NAMES)
        assert applied.text == expected


def test_a_line_that_would_be_an_item_is_wrapped_anew():
    assert merged("a b c d e", "a - c d e", "a\nb c d y") == "a - c d y"


TABLE = "| a | b |\n|---|---|\n| one two three | x \\| z |\n"


@pytest.mark.parametrize(
    ("node_path", "base", "theirs", "both"),
    [
        ((0, 1, 0), "one two four", "six two four", TABLE.replace("one", "six").replace("three", "three")),
        ((0, 1, 1), "x \\| y", "w \\| y", None),  # nothing but a sign between
    ],
)
def test_cells(node_path, base, theirs, both):
    nodes = [word_tree.parse(f"| a |\n|---|\n| {each} |\n", NAMES).descendant((0, 1, 0)) for each in (base, theirs)]
    applied = text_edit.apply(TABLE, BlockEdit("change", node_path, theirs, nodes[1].words, nodes[0]), NAMES)
    assert (applied and applied.text) == both


def test_a_cell_without_words_is_filled():
    text = "| a | b |\n|---|---|\n|   | c |\n"
    cell = word_tree.parse(text, NAMES).descendant((0, 1, 0))
    applied = text_edit.apply(text, BlockEdit("change", (0, 1, 0), "x", "x", cell), NAMES)
    assert word_tree.parse(applied.text, NAMES).words == "a b x c"
