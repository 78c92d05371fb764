"""A rich text is a tree of blocks and words, in which different spellings of one text are equal."""

import pytest

from wsisc.diff import word_tree

NAMES = word_tree.Names(
    {"home": "https://example.org/", "site": "https://example.org/"}, {"n": "+n", "m": "+n"}, {"a": "1", "b": "1"}
)


def parsed(text):
    return word_tree.parse(text, NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a\nb"),
        ("[it][home]", "[it][site]"),
        ("x[^n]", "x[^m]"),
        ("![a]\n", "![b]\n"),
        ("1) a\n2) b", "1) a\n3) b"),
        ("- a\n- b", "* a\n* b"),
        ("- a\n\n- b", "- a\n- b"),
        ("**a** b", "__a__ b"),
    ],
)
def test_other_spelling_is_the_same(one, other):
    assert parsed(one).signature == parsed(other).signature


@pytest.mark.parametrize(
    ("one", "other"),
    [("a b", "a\\\nb"), ("*a*", "a"), ("[it][home]", "it"), ("x[^n]", "x"), ("1) a", "2) a"), ("1) a", "1. a"),
     ("- a", "1) a"), ("> a", "a"), ("a\n\nb", "a b"), ("a b", "ab")],
)  # fmt: skip
def test_other_content_is_not(one, other):
    assert parsed(one).signature != parsed(other).signature


def test_a_node_knows_its_words_and_marks():
    node = parsed("Some *words* of [**it**][home].[^n]\n\n3) one\n4) two\n")
    assert node.words == "Some words of it. one two"
    assert node.formatted_words == "Some *words* of [**it**](https://example.org/).[^n] 3) one 4) two"
    assert node.notes == ("n",)
    assert [each.kind for each in node.children] == ["paragraph", "list"]
    assert node.descendant((1, 1, 0)).words == "two"
    assert node.descendant(()) is node


@pytest.mark.parametrize(
    "text", ["First.\n\nSecond one.\n", "- a\n- b\n\nEnd.", "> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"]
)
def test_every_node_and_word_knows_its_place(text):
    for node in parsed(text).children:
        assert text[node.start : node.end].strip("\n|") == text[node.start : node.end].strip("\n|").strip("\n")
        for atom in node.atoms:
            assert text[atom.start : atom.end] == atom.text


def test_spaces_that_are_not_printed_are_none():
    [node] = parsed("a  b \\\n c").children
    assert [atom.text for atom in node.atoms] == ["a", " ", "b", "\n", "c"]


def test_the_signatures_of_all_blocks():
    node = parsed("- a\n- b\n")
    assert [each[0] for each in word_tree.block_signatures(node)] == [
        "text",
        "list",
        "item",
        "paragraph",
        "item",
        "paragraph",
    ]
