"""The blocks of two versions of a text: which correspond, and that both versions are wholly in the comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc.diff import word_tree
from wsisc.diff.block_comparison import compare_text, list_blocks, pair_blocks
from wsisc.diff.word_tree import Names

PATH = ("parts", "one")
TABLE = "| Year | Schools |\n|---|---|\n| 2019 | 5 |\n| 2020 | 6 |\n| 2021 | 7 |\n"


def parsed(text):
    return word_tree.parse(text, Names({}))


def compared(old, new):
    texts = parsed(old), parsed(new)
    return compare_text(*texts, pair_blocks(*(list_blocks(PATH, each) for each in texts), {PATH: PATH}), PATH)


def outline(block):
    """Return the changes in a block: for each its kind, its action, and its words or the changes in it."""
    inner = [each for child in block.children for each in outline(child)]
    if block.action == "same":
        return []
    words = "|".join(f"{each.action[0]}:{''.join(atom.text for atom in each.new or each.old)}" for each in block.words)
    return [(block.node.kind, block.action, words or inner or block.node.words)]


def changes(old, new):
    return [each for child in compared(old, new).children for each in outline(child)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One two three.", "One two four.", [("paragraph", "changed", "s:One two |r:three|a:four|s:.")]),
        ("One.\n\nTwo.", "One.", [("paragraph", "removed", "Two.")]),
        ("One.", "Zero.\n\nOne.", [("paragraph", "added", "Zero.")]),
        (
            "Ships sail on the sea.",
            "Nobody knows why it rained.",
            [("paragraph", "removed", "Ships sail on the sea."), ("paragraph", "added", "Nobody knows why it rained.")],
        ),
        ("![a]", "![b]", [("figure", "removed", ""), ("figure", "added", "")]),
        ("One.", "- One.", [("list", "changed", [("item", "changed", [("paragraph", "changed", "a:•|s: |s:One.")])])]),
        (
            "- One.\n- Two.",
            "- One.\n\n  Two.",
            [("list", "changed", [("item", "changed", [("paragraph", "changed", "r:•|a:…|s: |s:Two.")])])],
        ),
        (
            "One two. Three four.",
            "One two.\n\nThree four.",
            [("paragraph", "changed", "s:One two.|r: |a:¶|s:Three four.")],
        ),
        (
            "One two.\n\nThree four.",
            "One two. Three four.",
            [("paragraph", "changed", "s:One two.|r:¶|a: |s:Three four.")],
        ),
        ("- a\n- b", "1) a\n2) b", [("list", "changed", "a b")]),
        (
            "- the first\n- the second",
            "- the first\n- the second one",
            [("list", "changed", [("item", "changed", [("paragraph", "changed", "s:the second|a: one")])])],
        ),
    ],
)
def test_blocks_correspond_where_they_are_alike(old, new, expected):
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [("**one two**", "**one** **two**"), ("**one[^n]**", "**one**[^n]"), ("- *a b*\n- c", "- *a* *b*\n- c"),
     (TABLE.replace("Schools", "**a b**"), TABLE.replace("Schools", "**a** **b**"))],
)  # fmt: skip
def test_formatting_that_nobody_sees_is_no_change(old, new):
    assert parsed(old).signature != parsed(new).signature
    assert compared(old, new).action == "same"


def test_it_does_not_hide_other_changes():
    assert changes("**one two** three", "**one** **two** four") == [
        ("paragraph", "changed", "s:one two |r:three|a:four")
    ]


def rows(new):
    [(_, _, found)] = changes(TABLE, new)
    return found


def test_a_row_of_numbers_is_the_one_with_the_same_first_cell():
    assert rows(TABLE.replace("| 5 |", "| 50 |").replace("| 6 |", "| 60 |")) == [
        ("row", "changed", [("cell", "changed", "r:5|a:50")]),
        ("row", "changed", [("cell", "changed", "r:6|a:60")]),
    ]
    assert rows(TABLE.replace("| 2019 | 5 |\n| 2020 | 6 |", "| 2020 | 60 |")) == [
        ("row", "removed", "2019 5"),
        ("row", "changed", [("cell", "changed", "r:6|a:60")]),
    ]
    assert rows(TABLE.replace("| 2020 | 6 |", "| 2018 | 4 |\n| 2020 | 60 |")) == [
        ("row", "added", "2018 4"),
        ("row", "changed", [("cell", "changed", "r:6|a:60")]),
    ]


def test_a_column_is_added_or_removed_in_every_row():
    wide = "| Year | Masts | Schools |\n|---|---|---|\n| 2019 | 1 | 5 |\n| 2020 | 1 | 6 |\n| 2021 | 2 | 7 |\n"
    assert rows(wide) == [("row", "changed", [("cell", "added", words)]) for words in ("Masts", "1", "1", "2")]
    [(_, _, found)] = changes(wide, TABLE)
    assert found == [("row", "changed", [("cell", "removed", words)]) for words in ("Masts", "1", "1", "2")]


def test_chinese_paragraphs_correspond_by_their_characters():
    old = "教师在每个地区都接受了培训。\n\n这一段将被删除。"
    [one, other] = compared(old, "教师在每个省份都接受了培训。").children
    assert (one.action, other.action) == ("changed", "removed")


BLOCKS = ["One two three.", "Four **five** six.", "中文在这里", "- a\n- b", "- a\n- c\n- d", "1) a\n2) b",
          "> Quoted words here.", TABLE, TABLE.replace("6", "60"), "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
          "![chart]", "![photo]", "كِتاب في المدرسة"]  # fmt: skip
texts = st.lists(st.sampled_from(BLOCKS), max_size=6).map("\n\n".join)


def rebuilt(block, side):
    """Return the signature of a version, rebuilt from a comparison; None if it is not in that."""
    node = getattr(block, side)
    if node is None or block.action != "changed":
        return node and node.signature
    atoms = tuple(atom for each in block.words for atom in getattr(each, side))
    children = tuple(found for child in block.children if (found := rebuilt(child, side)))
    return word_tree.make_signature(node.kind, node.name, atoms, children)


@given(texts, texts)
def test_both_versions_can_be_built_again_from_the_comparison(old, new):
    found = compared(old, new)
    assert rebuilt(found, "old") == parsed(old).signature
    assert rebuilt(found, "new") == parsed(new).signature
    assert (found.action == "same") is (parsed(old).signature == parsed(new).signature)


@given(texts)
def test_a_text_is_the_same_as_itself(text):
    assert compared(text, text).action == "same"
