"""What a reviewer changed, for every pair of a returned and a current text; and what corresponds in submissions."""

import json

import pytest

from tests.diff.test_diff3 import compared
from tests.merge.versions import submission
from wsisc.align.sequences import SIMILAR_WORDS, align, list_items
from wsisc.diff import reference_matching, section_matching, word_tree
from wsisc.diff.sides import Sides

BASES = {
    "paragraphs": {
        "as sent": "Alpha one two three.\n\nBeta four five six.\n\nGamma seven eight nine.\n",
        "a word": "Alpha one two three.\n\nBeta four five seven.\n\nGamma seven eight nine.\n",
        "another word": "Alpha one two three.\n\nBeta four other six.\n\nGamma seven eight nine.\n",
        "emphasis": "Alpha one two three.\n\nBeta *four* five six.\n\nGamma seven eight nine.\n",
        "removed": "Alpha one two three.\n\nGamma seven eight nine.\n",
        "added": "Alpha one two three.\n\nBeta four five six.\n\nNew words here.\n\nGamma seven eight nine.\n",
        "moved": "Beta four five six.\n\nAlpha one two three.\n\nGamma seven eight nine.\n",
        "split": "Alpha one two three.\n\nBeta four.\n\nFive six.\n\nGamma seven eight nine.\n",
        "joined": "Alpha one two three. Beta four five six.\n\nGamma seven eight nine.\n",
        "all new": "Other words alone.\n",
        "nothing": "",
    },
    "lists": {
        "as sent": "Words.\n\n- one and two\n- three and four\n  - inner\n\nEnd.\n",
        "an item": "Words.\n\n- one and two\n- three and five\n  - inner\n\nEnd.\n",
        "an inner item": "Words.\n\n- one and two\n- three and four\n  - outer\n\nEnd.\n",
        "an item less": "Words.\n\n- three and four\n  - inner\n\nEnd.\n",
        "an item more": "Words.\n\n- one and two\n- new item\n- three and four\n  - inner\n\nEnd.\n",
        "numbered": "Words.\n\n1. one and two\n2. three and four\n   - inner\n\nEnd.\n",
        "flat": "Words.\n\n- one and two\n- three and four\n- inner\n\nEnd.\n",
        "two lists": "Words.\n\n- one and two\n\nBetween.\n\n- three and four\n  - inner\n\nEnd.\n",
        "no list": "Words.\n\nEnd.\n",
        "paragraphs": "Words.\n\none and two\n\nthree and four\n\ninner\n\nEnd.\n",
    },
    "tables and quotations": {
        "as sent": "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\n> Said so\n>\n> - item\n",
        "a cell": "| a | b |\n|---|---|\n| c | D |\n| e | f |\n\n> Said so\n>\n> - item\n",
        "two cells": "| a | b |\n|---|---|\n| C | D |\n| e | f |\n\n> Said so\n>\n> - item\n",
        "a row more": "| a | b |\n|---|---|\n| c | d |\n| e | f |\n| g | h |\n\n> Said so\n>\n> - item\n",
        "a column less": "| a |\n|---|\n| c |\n| e |\n\n> Said so\n>\n> - item\n",
        "no table": "> Said so\n>\n> - item\n",
        "the quotation": "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\n> Said no\n>\n> - items\n",
        "no quotation": "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nSaid so\n\n- item\n",
    },
    "notes and links": {
        "as sent": "Words[^a] with a [link](https://a.example) and **bold**.\n\n![f]\n",
        "no note": "Words with a [link](https://a.example) and **bold**.\n\n![f]\n",
        "another note": "Words[^b] with a [link](https://a.example) and **bold**.\n\n![f]\n",
        "another address": "Words[^a] with a [link](https://b.example) and **bold**.\n\n![f]\n",
        "no link": "Words[^a] with a link and bold.\n\n![f]\n",
        "no figure": "Words[^a] with a [link](https://a.example) and **bold**.\n",
        "another figure": "Words[^a] with a [link](https://a.example) and **bold**.\n\n![g]\n",
        "a break": "Words[^a] with a\\\n[link](https://a.example) and **bold**.\n\n![f]\n",
    },
}  # fmt: skip


def line(change):
    """Return a change as a line."""
    edit = (
        change.edit
        and f"{change.edit.action} {'/'.join(map(str, change.edit.node_path))} {change.edit.markdown[:0]}".strip()
    )
    more = [
        f"{name}={value!r}"
        for name, value in (
            ("quote", change.quote),
            ("proposal", change.proposal),
            ("reason", change.reason),
            ("remark", change.remark),
        )
        if value
    ]
    formatted = f" {change.formatted}" if any(change.formatted) else ""
    return f"  {change.verdict} {change.action} {change.kind}: {change.old!r} -> {change.new!r}{formatted}; {edit} {' '.join(more)}".rstrip()


@pytest.mark.parametrize("name", BASES)
def test_every_pair_of_versions(name, golden):
    versions, lines = BASES[name], []
    for their_name, theirs in versions.items():
        for our_name, ours in versions.items():
            if their_name != "as sent":
                lines += [
                    f"=== theirs: {their_name}; ours: {our_name}",
                    *map(line, compared(versions["as sent"], theirs, ours)),
                ]
    golden(f"changes-of-{name.replace(' ', '-')}.txt", "\n".join([*lines, ""]))


def test_trees_of_texts(golden):
    lines = []

    def add(node, depth=0):
        lines.append(
            f"{'  ' * depth}{node.kind} {node.start}-{node.end} {node.name!r} {node.words!r} notes {node.notes}"
        )
        for each in node.atoms:
            lines.append(
                f"{'  ' * depth}  {each.text!r} {each.key[1]} {each.start}-{each.end} {each.note} {each.name}".rstrip()
            )
        for each in node.children:
            add(each, depth + 1)

    names = word_tree.Names({"l": "https://l.example"}, {"a": "+a"}, {"f": "=f"})
    for text in (
        *(versions["as sent"] for versions in BASES.values()),
        "5) x\n6) y\n\n- &amp; [t][l]\xa0z  \n  **b *c***\n",
    ):
        lines.append("===")
        add(word_tree.parse(text, names))
    golden("trees.txt", "\n".join([*lines, ""]))


SECTIONS = [
    {"title": "Schools in villages", "text": "Many words on schools in all rural places of it.[^a]"},
    {"title": "Clinics", "text": "Doctors and nurses use phones.", "sections": [{"title": "Phones", "text": "They are cheap."}]},
    {"title": "Roads", "id": "roads", "text": "Roads were built with a map.\n\n![f]"},
    {"title": "Roads", "text": "To be completed."},
]  # fmt: skip


def changed(change):
    sections = [dict(each) for each in SECTIONS]
    return change(sections) or sections


def renamed(sections):
    sections[0]["title"] = "Teaching in villages"
    sections[1]["title"] = "Health"


def rewritten(sections):
    sections[0]["text"] = "Other sentences entirely about nothing that was said before."
    sections[1]["text"] = "Doctors use tablets."


VERSIONS = {
    "the same": lambda sections: None,
    "reversed": lambda sections: sections[::-1],
    "without the first": lambda sections: sections[1:],
    "one more": lambda sections: [{"title": "New", "text": "New words."}, *sections],
    "other titles": renamed,
    "other words": rewritten,
    "one within another": lambda sections: [sections[1] | {"sections": [sections[0]]}, *sections[2:]],
    "another id": lambda sections: [sections[2] | {"id": "streets"}],
    "no id": lambda sections: [{key: value for key, value in sections[2].items() if key != "id"}],
    "the id on another": lambda sections: [sections[0] | {"id": "roads"}, sections[1]],
    "nothing": lambda sections: [{"title": "X", "text": "y"}],
}  # fmt: skip
SECTIONS_PATH = ("parts", "two", "sections")
OTHERS = {
    "footnotes": {"a": "A note on schools.", "b": "Unused."},
    "figures": {"f": {"file": "a.png", "alt": "A map of roads"}},
}


def version(name, rename=False):
    text = json.dumps(changed(VERSIONS[name]))
    if rename:
        text = text.replace("[^a]", "[^n]").replace("![f]", "![g]")
    others = (
        {"footnotes": {"n": "A note on schools."}, "figures": {"g": {"file": "b.png", "alt": "A map of roads"}}}
        if rename
        else OTHERS
    )
    return submission({"parts": {"two": {"sections": json.loads(text)}}, **others})


def test_what_corresponds(golden):
    lines = []
    base = version("the same")
    for name in VERSIONS:
        theirs = version(name, rename=True)
        lines.append(f"=== {name}")
        shown = {
            "/".join(map(str, a[2:])): "/".join(map(str, b[2:]))
            for a, b in section_matching.match_sections(base, theirs).items()
        }
        lines.append(f"sections {shown}")
        marks = {(*SECTIONS_PATH, 0): (*SECTIONS_PATH, 1)}
        shown = {
            "/".join(map(str, a[2:])): "/".join(map(str, b[2:]))
            for a, b in section_matching.match_sections(base, theirs, marks).items()
        }
        lines.append(f"marked {shown}")
        sections = section_matching.match_sections(base, theirs)
        notes = reference_matching.match_footnotes(base, theirs, sections)
        lines.append(f"notes {notes} figures {reference_matching.match_figures(base, theirs, sections)}")
        sides = Sides(base, theirs, base)
        lines += [
            f"names {sides.their_names.notes} {sides.their_names.figures} {sides.our_names.notes} {sides.our_names.figures}"
        ]
        lines += [f"nearest {path} {sides.nearest_to_theirs(path)}" for path in sides.parts_and_sections[1]]
    golden("correspondence.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]), ("abc", "ac", [(0, 0), (1, None), (2, 1)]), ("ac", "abc", [(0, 0), (None, 1), (1, 2)]), ("a", "b", [(0, 0)]), ("ab", "cd", [(0, None), (1, None), (None, 0), (None, 1)]),
        ("", "a", [(None, 0)]), ("a", "", [(0, None)]), ("", "", []),
    ],
)  # fmt: skip
def test_letters_in_order(old, new, expected):
    assert align(list_items(old), list_items(new), SIMILAR_WORDS) == expected
