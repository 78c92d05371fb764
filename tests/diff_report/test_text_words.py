"""Words on a terminal: signs of what was removed and added, signs of formatting, and how much is shown around them."""

import re

import pytest

from wsisc.diff import word_tree
from wsisc.diff.word_changes import find_word_changes
from wsisc.diff.word_tree import Names
from wsisc.diff_report.text import format_words

LONG = "The words of this sentence are many and they go on until nobody could want to read any more of them at all."


def shown(old, new, coloured=False, **options):
    atoms = [word_tree.parse(each, Names({})).children[0].atoms for each in (old, new)]
    text = format_words(tuple(find_word_changes(*atoms)), **options)
    return text if coloured else re.sub(r"\x1b\[\d*m", "", text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a c", "a b c", "a {+b+} c"),
        ("It was.", "It *was*.", "It {+*+}was{+*+}."),
        ("It **was**.", "It *was*.", "It [-**-]{+*+}was[-**-]{+*+}."),
        ("It was so.", "It ***was so***.", "It {+***+}was so{+***+}."),
        ("[it](https://a.example/) is", "[it](https://b.example/) is",
         "it[-(https://a.example/)-]{+(https://b.example/)+} is"),
        ("it is", "[it](https://b.example/) is", "it{+(https://b.example/)+} is"),
        ("[it]{lang=fr} is", "[it]{lang=de} is", "it[-{lang=fr}-]{+{lang=de}+} is"),
        ("it is", "it [*is*]{lang=fr}", "it {+*+}is{+*+}{+{lang=fr}+}"), ("a", "a [b]{lang=fr}", "a {+[b]{lang=fr}+}"),
        ("a", "a **b** [c](https://c.example/)", "a {+**b** [c](https://c.example/)+}"),
        ("a[^n] b", "a b", "a[-[^n]-] b"),
        ("a\\\nb", "a b", "a[-\\-] {+ +}b"),
    ],
)  # fmt: skip
def test_changes_have_signs(old, new, expected):
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a \\[-b-\\] c", "a \\[-b-\\] d", "a \\[-b-\\] [-c-]{+d+}"),
        ("a {+b+} c", "a c", "a [-\\{+b+\\}-] c"),
        ("a\\\\[-b c", "a\\\\[-b d", "a\\\\\\[-b [-c-]{+d+}"),
        ("a b", "a\\\\ {+b", "a{+\\+} {+\\{++}b"),
        ("a-] b", "a-\\] c", "a-\\] [-b-]{+c+}"),
        ("a\\\\(b)", "a\\\\(c)", "a\\([-b-]{+c+})"),
        ("C:\\\\ b", "C:\\\\b", "C:\\\\[- -]b"),
        ("a [1-2] {x+y} - [b] c", "a [1-2] {x+y} - [b] d", "a [1-2] {x+y} - [b] [-c-]{+d+}"),
    ],
)  # fmt: skip
def test_signs_in_the_text_itself_have_a_backslash(old, new, expected):
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (LONG, f"{LONG} End.", "… want to read any more of them at all. {+End.+}"),
        (LONG, f"Start. {LONG}", "{+Start.+} The words of this sentence are many and …"),
        (f"A {LONG} b", f"B {LONG} c",
         "[-A-]{+B+} The words of this sentence are many and … want to read any more of them at all. [-b-]{+c+}"),
        (f"{LONG[:35]} a", f"{LONG[:35]} b", f"{LONG[:35]} [-a-]{{+b+}}"),
    ],
)  # fmt: skip
def test_what_did_not_change_is_shortened(old, new, expected):
    assert shown(old, new) == expected


def test_words_can_be_shown_in_full():
    assert shown(LONG, f"{LONG} End.", is_shortened=False) == f"{LONG} {{+End.+}}"
    assert shown(LONG, LONG) == LONG


def test_removed_words_are_red_and_added_ones_green():
    assert shown("a b", "a c", coloured=True) == "a \x1b[31m[-b-]\x1b[0m\x1b[32m{+c+}\x1b[0m"


def test_no_word_of_an_author_controls_the_terminal():
    assert shown("a", "a \x1b[31mred\u202e") == "a {+\ufffd[31mred\ufffd+}"
