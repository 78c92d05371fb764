"""Texts of all kinds as trees, with what is refused in them, and printed as Markdown: goldens."""

import pytest

from tests.conftest import minimal
from tests.shown import show
from wsisc.source import model
from wsisc.source.markup import limits, marked_text, richtext, tree, word_count
from wsisc.source.markup.print_markdown import MarkdownWriter, escape, print_blocks
from wsisc.source.markup.tree import literal_text, printed_text

LINKS = frozenset({"l", "long-name"})
TEXTS = {
    "marks": "Plain *em* **strong** ***both*** _em_ __strong__ *a **b** c* **a *b* c** a*b*c a_b_c * a * ** b **",
    "nested marks": "**[link *in* it](https://a.example)** *a [b][l] c* [**c**][long-name]",
    "links": "[a](https://a.example) [b](<https://b.example/x y> 'title') [c][l] [d][unknown] [e][] [l] <https://c.example> <a@b.example> https://d.example",
    "notes": "A[^a] b[^b-2]. [^c][^d] ^[inline] [^a b] [^] [x[^n]](https://a.example) \\[^e]",
    "breaks": "first\\\nsecond  \nthird\nfourth \n fifth", "entities": "&amp; &lt; &copy; &#65; &unknown; &nbsp;x \\& \\* \\\\ \\a", "code": "`code` ``a ` b`` ```", "html": "<b>x</b> <!-- c --> <?p?> a < b > c",
    "images": "![alt](a.png) ![f] ![f][g] before ![f]\n\n![f]\n\n![unknown-figure]\n\n> ![f]", "definitions": "[l]: https://a.example\n\n[^a]: note\n\ntext [x]: y",
    "headings": "# One\n\nTwo\n===\n\nThree\n---\n\n####### no\n\n#no", "rules": "***\n\n---\n\n- - -\n\ntext", "code blocks": "    code\n\n```py\ncode\n```\n\n~~~\nx\n~~~\n\ntext",
    "html blocks": "<div>\n\ntext\n\n</div>\n\n<!-- x -->", "quotations": "> one\n> two\n>\n> - item\n>\n>   more\n\n> > nested\n\nlazy", "bullets": "- a\n- b\n  - c\n\n    d\n\n- e\n\n* other\n\n+ third", "numbers": "1. a\n2. b\n\n5) c\n6) d\n\n0. e\n\n10. f\n    1) g",
    "empty items": "-\n- a\n-\n\n1.\n2. b", "items with blocks": "- > quoted\n- | a |\n  |---|\n  | b |\n- 1. x\n\n  ![f]", "tables": "| a | b |\n|:--|:-:|\n| c | d |\n| e |\n| f | g | h |\n\na | b\n--|--:\nc | d \\| e",
    "tables that are none": "| a |\n\n|---|\n\n| a | b |\n|---|\n", "cells": "| *a* | [b][l] |\n|---|---|\n| c[^n] | `d` |\n| <b> | \\* |", "signs": "a\u00a0b\u00adc\u200bd “e” ‘f’ … – —", "nothing": "", "spaces": "  \n\n \t ", "ends": "text\\",
    "divisions": "::: x\ntext\n:::\n\n~~struck~~ H~2~O x^2^ $a$ {.class} [x]{.y} @cite", "directives": "Term\n: definition\n\n\\newpage", "many": "word " * 30 + "*" * 5 + " **" * 3,
}  # fmt: skip


def test_trees_and_problems(golden):
    pieces = []
    for name, text in TEXTS.items():
        rich = richtext.parse(text, LINKS)
        pieces.append(
            f"=== {name}\n{text}\n---\n{show(rich)}\n---\n{printed_text(rich.blocks, '[note]', True, captions={'f': 'Caption'})}\n"
        )
        pieces.append(
            f"printed plainly: {printed_text(rich.blocks)!r}\nliteral: {literal_text(text, rich)!r}\nnotes: {tree.footnote_names(rich)}\n"
        )
    golden("rich-texts.txt", "\n".join(pieces))


def test_texts_printed_again(golden):
    pieces = []
    for name, text in TEXTS.items():
        notes = []
        rich = richtext.parse(text, LINKS)
        if rich.problems or any(not each.children for each in tree.find(rich.blocks, tree.Item)):
            continue  # what the importer never creates
        blocks = rich.blocks
        writer = MarkdownWriter(
            {"https://a.example": "named"}, lambda kind, words, notes=notes: notes.append(f"{kind}: {words}")
        )
        pieces.append(f"=== {name}\n{print_blocks(marked_text.canonical(blocks), writer)}\n{notes}\n")
        flat = [list(marked_text.flatten(each.children)) for each in blocks if isinstance(each, tree.Paragraph)]
        pieces += [show(each) for each in flat]
    golden("printed-texts.txt", "\n".join(pieces))


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        (0, "a*b_c [d] <e> &f; 1. g!"),
        (1, "a\\*b_c \\[d\\] \\<e> \\&f; 1. g!"),
        (2, "a\\*b\\_c \\[d\\] \\<e\\> \\&f; 1. g\\!"),
    ],
)
def test_signs_are_escaped_as_far_as_needed(tier, expected):
    assert escape("a*b_c [d] <e> &f; 1. g!", tier) == expected


def excess(text):
    found = limits.find_excess(text)
    return found and (found.description, found.start, found.end)


MARKS = "the paragraph has more than 2,000 Markdown characters"
NESTED = "lists or quotations are nested more than 8 levels deep"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * 200_000, None), ("x" * 200_001, ("the text has more than 200,000 characters", 0, 1)), ("\n" * 20_000, None), ("\n" * 20_001, ("the text has more than 20,000 lines", 0, 1)),
        ("*" * 2_000, None), ("a\n\n" + "[" * 2_001, (MARKS, 3, 4)), ("*" * 1_500 + "\n \t\n" + "_" * 1_500, None), ("*" * 1_500 + "\n" + "_" * 1_500, (MARKS, 0, 1)),
        ("|x" * 61 + "\n" + "|y" * 61 + "\n" + ("|z" * 61 + "\n") * 40, None), (("|z" * 62 + "\n") * 40, (MARKS, 0, 1)), ("text\n" + ("|z" * 60 + "\n") * 40, (MARKS, 0, 1)),
        ("> " * 8 + "x", None), ("a\n" + "> " * 9 + "x", (NESTED, 2, 20)), ("- " * 12, None), ("* - " * 5, None), ("1. " * 9 + "x", (NESTED, 0, 27)), ("1234567890. " * 9, None), (">" * 9, (NESTED, 0, 9)),
        ("e" + "\u0301" * 8, None), ("ae" + "\u0301" * 9, ("the letter has more than 8 accents", 2, 11)), ("\u2014" * 20, None), ("e" + "\u0301\u2014" * 8, None), ("e" + "\u20dd" * 9, ("the letter has more than 8 accents", 1, 10)),
    ],
)  # fmt: skip
def test_limits(text, expected):
    assert excess(text) == expected


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("words", False),
        ("a | b", True),
        ("> " * 4 + "x", False),
        ("> " * 4 + "> x", True),
        ("         x", True),
        ("        x", False),
        ("text\n1.2.3.4.5x", True),
        ("123456789 x", True),
    ],
)
def test_whether_only_the_parser_can_say_it(text, needs):
    assert limits.needs_parser(text) == needs


@pytest.mark.parametrize(("columns", "letters"), [(1, 2610), (2, 1260), (10, 180), (22, 32), (23, 30), (60, 30)])
def test_how_long_a_header_may_be(columns, letters):
    assert limits.max_header_letters(columns) == letters


def test_words_are_counted_with_titles_captions_and_notes():
    submission = model.from_data(minimal({
        "parts": {"two": {"text": "One two[^n] three.\n\n![f]\n\n1. four", "sections": [{"title": "Five six", "text": "seven[^n]", "sections": [{"title": "Eight", "text": "nine ten"}]}]}, "three": {"a": {"text": "x"}, "b": {"text": "y z"}}},
        "footnotes": {"n": "A note."}, "figures": {"f": {"file": "a.png", "alt": "unseen", "caption": "The caption here"}},
    }))  # fmt: skip
    parts = {each.id: each for each in submission.parts}
    assert [word_count.count_part(parts[id], submission) for id in ("one", "two", "three")] == [2, 9 + 5 + 3, 3]
    [section] = parts["two"].sections
    assert word_count.count_section(section, submission) == 8
    assert word_count.count_text("a [b](https://a.example) c-d", submission) == 3
