"""An edit of a rich text changes only what it names, or is refused."""

import pytest

from wsisc.diff import word_tree
from wsisc.merge import text_edit
from wsisc.merge.state import PathShift
from wsisc.merge.text_edit import BlockEdit

NAMES = word_tree.Names({})
TWO = "First paragraph.\n\nSecond paragraph.\n"
TIGHT = "Before.\n\n- one\n- two\n- three\n\nBehind.\n"


def edited(text, action, node_path, markdown="", words=None):
    applied = text_edit.apply(text, BlockEdit(action, node_path, markdown, markdown if words is None else words), NAMES)
    return applied and applied.text


@pytest.mark.parametrize(
    ("text", "node_path", "markdown", "expected"),
    [
        (TWO, (0,), "New.", "New.\n\nFirst paragraph.\n\nSecond paragraph.\n"),
        (TWO, (1,), "New.", "First paragraph.\n\nNew.\n\nSecond paragraph.\n"),
        (TWO, (2,), "New.", "First paragraph.\n\nSecond paragraph.\n\nNew.\n"),
        ("", (0,), "New.", "New.\n"),
        ("Alone.", (1,), "New.", "Alone.\n\nNew."),
        ("> One.\n>\n> Two.\n", (0, 0), "New.", "> New.\n>\n> One.\n>\n> Two.\n"),
        ("> One.\n>\n> Two.\n", (0, 1), "New.", "> One.\n>\n> New.\n>\n> Two.\n"),
        ("- one\n\n  more\n", (0, 0, 0), "New.", "- New.\n\n  one\n\n  more\n"),
        ("- one\n\n  more\n", (0, 0, 2), "New.", "- one\n\n  more\n\n  New.\n"),
        (TWO, (1,), "New line\nand another.", "First paragraph.\n\nNew line\nand another.\n\nSecond paragraph.\n"),
    ],
)
def test_a_block_is_put_where_it_belongs(text, node_path, markdown, expected):
    assert edited(text, "insert", node_path, markdown, " ".join(markdown.split())) == expected


def test_a_block_with_a_blank_line_is_put_into_a_quotation():
    assert edited("> One.\n", "insert", (0, 1), "- a\n\n  b", "a b") == "> One.\n>\n> - a\n>\n>   b\n"


@pytest.mark.parametrize(
    ("text", "node_path", "markdown", "expected"),
    [
        (TIGHT, (1, 0), "- new", "Before.\n\n- new\n- one\n- two\n- three\n\nBehind.\n"),
        (TIGHT, (1, 1), "- new", "Before.\n\n- one\n- new\n- two\n- three\n\nBehind.\n"),
        (TIGHT, (1, 3), "- new", "Before.\n\n- one\n- two\n- three\n- new\n\nBehind.\n"),
        ("* one\n\n* two\n", (0, 1), "- new", "* one\n\n* new\n\n* two\n"),
        ("- one\n- two\n\n- three\n", (0, 2), "- new", "- one\n- two\n- new\n\n- three\n"),
        ("8. one\n9. two\n", (0, 0), "1. new", "8. new\n9. one\n10. two\n"),
        ("9. one\n\n   more\n10. two\n", (0, 1), "1. new", "9. one\n\n   more\n10. new\n11. two\n"),
        ("- one\n- two\n", (0, 0, 1), "- inner", "- one\n  - inner\n- two\n"),
        ("- one\n\n- two\n", (0, 0, 1), "- inner", "- one\n\n  - inner\n\n- two\n"),
    ],
)
def test_an_item_is_put_where_it_belongs_and_numbers_go_on(text, node_path, markdown, expected):
    assert edited(text, "insert", node_path, markdown, markdown.split(" ", 1)[1]) == expected


@pytest.mark.parametrize(
    ("text", "node_path", "expected"),
    [
        (TWO, (0,), "Second paragraph.\n"),
        (TWO, (1,), "First paragraph.\n"),
        ("Alone.\n", (0,), ""),
        ("One.\n\nTwo.\n\nThree.\n", (1,), "One.\n\nThree.\n"),
        (TIGHT, (1, 0), "Before.\n\n- two\n- three\n\nBehind.\n"),
        (TIGHT, (1, 2), "Before.\n\n- one\n- two\n\nBehind.\n"),
        ("Before.\n\n- one\n", (1, 0), "Before.\n"),
        ("Before.\n\n- one\n", (1, 0, 0), "Before.\n"),
        ("9. one\n10. two\n11. three\n", (0, 0), "9. two\n10. three\n"),
        ("> One.\n>\n> Two.\n", (0, 1), "> One.\n"),
        ("> One.\n>\n> Two.\n", (0, 0), "> Two.\n"),
    ],
)
def test_a_block_goes_and_what_it_alone_was_in(text, node_path, expected):
    assert edited(text, "remove", node_path) == expected


def test_two_lists_become_one_where_the_block_between_them_goes():
    applied = text_edit.apply("1) one\n2) two\n\nBetween.\n\n1) three\n", BlockEdit("remove", (1,), "", ""), NAMES)
    assert (applied.text, applied.paths) == ("1) one\n2) two\n\n3) three\n", PathShift((1,), 1, 0, 2))
    applied = text_edit.apply("1) one\n\nBetween.\n\n- two\n", BlockEdit("remove", (1,), "", ""), NAMES)
    assert (applied.text, applied.paths) == ("1) one\n\n- two\n", PathShift((1,), 1, 0))


@pytest.mark.parametrize(
    ("text", "node_path", "markdown", "expected"),
    [
        (TWO, (0,), "First sentence.", "First sentence.\n\nSecond paragraph.\n"),
        (
            "A long\nline of **bold** words.\n",
            (0,),
            "A long line of **bold** signs.",
            "A long\nline of **bold** signs.\n",
        ),
        ("A long\nline of words.\n", (0,), "A line of words.", "A\nline of words.\n"),
        ("- one\n- two\n", (0, 1, 0), "three", "- one\n- three\n"),
        ("A long\nline of words.\n", (0,), "A long - of words.", "A long - of words.\n"),
        ("> One\n> two.\n", (0, 0), "One three.", "> One\n> three.\n"),
        ("A **b** c.\n", (0,), "A *b* c.", "A *b* c.\n"),
        ("| a | b |\n|---|---|\n| c | d |\n", (0, 1, 1), "e", "| a | b |\n|---|---|\n| c | e |\n"),
    ],
)
def test_words_change_and_lines_stay(text, node_path, markdown, expected):
    words = " ".join(markdown.replace("*", "").split())
    assert edited(text, "change", node_path, markdown, words) == expected


@pytest.mark.parametrize(
    ("action", "node_path", "markdown", "words"),
    [
        ("insert", (3,), "New.", "New."),
        ("insert", (0,), "New.", "Other."),
        ("insert", (0,), "One.\n\nTwo.", "One. Two."),
        ("insert", (0,), "", ""),
        ("change", (2,), "New.", "New."),
        ("change", (0,), "New.", "Other."),
        ("remove", (2,), "", ""),
        ("remove", (0, 0, 0), "", ""),
        ("remove", (5, 0), "", ""),
    ],
)
def test_an_edit_without_a_place_or_of_other_words_is_refused(action, node_path, markdown, words):
    assert edited(TWO, action, node_path, markdown, words) is None


def test_a_list_that_would_be_one_with_its_neighbour_is_not_put_there():
    assert edited("- one\n", "insert", (1,), "- new", "new") is None
    assert edited("- one\n", "insert", (1,), "1. new", "new") == "- one\n\n1. new\n"


@pytest.mark.parametrize(
    ("node_path", "action", "done", "expected"),
    [
        ((1,), "insert", (0,), (2,)),
        ((1,), "insert", (1,), (2,)),
        ((1,), "insert", (2,), (1,)),
        ((1,), "remove", (0,), (0,)),
        ((1,), "remove", (1,), (1,)),
        ((1,), "remove", (2,), (1,)),
        ((1,), "change", (0,), (1,)),
        ((1, 2), "insert", (1, 2), (1, 3)),
        ((1, 2), "insert", (0, 2), (1, 2)),
        ((1, 2), "remove", (0,), (0, 2)),
        ((1,), "insert", (1, 0), (1,)),
    ],
)
def test_where_a_block_is_after_another_edit(node_path, action, done, expected):
    counts = {"insert": (0, 1), "remove": (1, 0), "change": (1, 1)}[action]
    assert PathShift(done, *counts).shift(node_path) == expected


@pytest.mark.parametrize(
    ("node_path", "expected"),
    [((0, 0), (0, 0)), ((0, 1), (0, 1)), ((2, 1, 0), (0, 3, 0)), ((2,), None), ((3,), (1,)), ((4, 1), (2, 1))],
)
def test_where_a_block_is_after_two_lists_became_one(node_path, expected):
    assert PathShift((1,), 1, 0, 2).shift(node_path) == expected


def test_where_a_block_is_after_paragraphs_were_joined_or_split():
    assert PathShift((1,), 2, 1).shift((3,)) == (2,)
    assert PathShift((1,), 1, 3).shift((2, 0)) == (4, 0)
    assert PathShift((1,), 2, 1).shift((0,)) == (0,)


def test_an_edit_of_other_words_than_those_it_was_made_for_is_refused():
    assert text_edit.apply(TWO, BlockEdit("remove", (0,), "", "", old_words="First sentence."), NAMES) is None
    assert text_edit.apply(TWO, BlockEdit("remove", (1,), "", "", old_words="Second paragraph."), NAMES) is not None


TABLE = "Before.\n\n| Name    | No |\n|---------|---:|\n| Albania | 1  |\n| Benin   | 20 |\n\nBehind.\n"
HEAD = "| Name    | No |\n|---------|---:|\n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("| Benin | 20 |", "| Benin   | 20 |\n"),
        ("| Albania | 1 |", "| Albania | 1  |\n"),
        ("| Albania | 1 |\n| Togo | 7 |\n| Benin | 20 |", "| Albania | 1  |\n| Togo    | 7  |\n| Benin   | 20 |\n"),
        ("| Togo | 7 |\n| Albania | 1 |\n| Benin | 20 |", "| Togo    | 7  |\n| Albania | 1  |\n| Benin   | 20 |\n"),
        ("| Albania | 1 |\n| Benin | 20 |\n| Togo | 7 |", "| Albania | 1  |\n| Benin   | 20 |\n| Togo    | 7  |\n"),
        ("| Albania | 1 |\n| Burkina Faso | 20 |", "| Albania | 1  |\n| Burkina Faso | 20 |\n"),
        ("", ""),
    ],
)
def test_rows_of_a_table_come_and_go_and_the_other_lines_stay(markdown, expected):
    whole = f"| Name | No |\n|---|---:|\n{markdown}"
    words = word_tree.parse(whole, NAMES).words
    assert edited(TABLE, "replace", (1,), whole, words) == f"Before.\n\n{HEAD}{expected}\nBehind.\n"


@pytest.mark.parametrize(
    ("text", "node_path", "expected"),
    [
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |\n> | 3 | 4 |\n", (0, 0), "> | a | b |\n> |---|---|\n> | 3 | 4 |\n"),
        ("a | b\n---|---\n1 | 2\n3 | 4\n", (0,), "a | b\n---|---\n3 | 4\n"),
        ("| z | b |\n|---|---|\n| 3 | 4 |\n", (0,), "| a | b |\n|---|---|\n| 3 | 4 |\n"),
    ],
)
def test_rows_go_from_tables_in_quotations_and_without_bars_at_their_ends(text, node_path, expected):
    markdown = "| a | b |\n|---|---|\n| 3 | 4 |"
    assert edited(text, "replace", node_path, markdown, "a b 3 4") == expected


def test_a_table_whose_columns_are_aligned_otherwise_is_written_anew():
    markdown = "| Name | No |\n|:-:|---:|\n| Benin | 20 |"
    words = word_tree.parse(markdown, NAMES).words
    assert edited(TABLE, "replace", (1,), markdown, words) == f"Before.\n\n{markdown}\n\nBehind.\n"
