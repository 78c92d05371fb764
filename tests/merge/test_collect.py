"""All that a reviewer changed, field by field, and what is to become of it."""

import pytest

from tests.merge.versions import sides
from wsisc.diff.change import SectionEdit
from wsisc.merge import collect

SECTIONS = ("parts", "two", "sections")


def data(*titles, **more):
    sections = [{"title": each, "text": f"All the words of section {each}."} for each in titles]
    return {"parts": {"two": {"text": None, "sections": sections}}, **more}


def found(base, theirs, ours=None):
    return [
        (each.action, each.kind, each.path, each.verdict) for each in collect.find_changes(sides(base, theirs, ours))
    ]


def edits(base, theirs, ours=None):
    return [each.edit for each in collect.find_changes(sides(base, theirs, ours))]


def test_nothing_is_found_where_nothing_changed():
    assert found(data("A"), data("A"), data("A", "B")) == []


def test_titles_names_and_captions_are_plain_texts():
    figure = {"file": "m.png", "alt": "Alt", "caption": "The map"}
    base = {"parts": {"one": {"text": "![m]\n"}}, "figures": {"m": figure}}
    theirs = {**base, "title": "New", "entity": {"name": "Newer"}, "figures": {"m": {**figure, "caption": "A map"}}}
    assert found(base, theirs) == [
        ("changed", "title", ("title",), "clean"),
        ("changed", "name", ("entity", "name"), "clean"),
        ("changed", "caption", ("figures", "m", "caption"), "clean"),
    ]


@pytest.mark.parametrize(
    ("theirs", "ours", "change", "edit"),
    [
        (("A", "B", "C"), ("A", "B"), ("added", "section", ("parts", "two"), "clean"),
         SectionEdit("add", (), (*SECTIONS, 2), ("parts", "two"), ((*SECTIONS, 1), (*SECTIONS, 0)))),
        (("A",), ("A", "B"), ("removed", "section", (*SECTIONS, 1), "clean"),
         SectionEdit("remove", (*SECTIONS, 1))),
        (("B", "A"), ("A", "B"), ("moved", "section", (*SECTIONS, 0), "clean"),
         SectionEdit("move", (*SECTIONS, 0), (*SECTIONS, 1), ("parts", "two"), ((*SECTIONS, 0),))),
    ],
)  # fmt: skip
def test_sections_come_go_and_move(theirs, ours, change, edit):
    assert found(data("A", "B"), data(*theirs), data(*ours)) == [change]
    assert edits(data("A", "B"), data(*theirs), data(*ours)) == [edit]


def test_a_section_that_both_added_is_one():
    assert found(data("A"), data("A", "B"), data("A", "B")) == []


def test_a_removed_section_that_the_author_changed_or_commented_is_a_conflict():
    ours = data("A", "B")
    ours["parts"]["two"]["sections"][1]["text"] = "All the other words of section B."
    assert found(data("A", "B"), data("A"), ours) == [("removed", "section", (*SECTIONS, 1), "conflict")]
    ours = data("A", "B")
    ours["parts"]["two"]["sections"][1]["comments"] = [{"text": "Why?"}]
    assert found(data("A", "B"), data("A"), ours) == [("removed", "section", (*SECTIONS, 1), "conflict")]


def test_a_changed_section_that_the_author_removed_is_a_conflict_with_all_its_words():
    theirs = data("A", "B")
    theirs["parts"]["two"]["sections"][1]["text"] = "All the new words of section B."
    [change] = collect.find_changes(sides(data("A", "B"), theirs, data("A")))
    assert (change.verdict, change.path, change.quote) == ("conflict", ("parts", "two"), "B")
    assert change.proposal == "**B**\n\nAll the new words of section B."


@pytest.mark.parametrize(("words", "action"), [("Twelve chars", "moved"), ("Eleven char", "removed")])
def test_removed_and_added_words_are_moved_from_twelve_characters(words, action):
    base = {"parts": {"one": {"text": f"{words}\n\nA summary of all."}}}
    theirs = {"parts": {"one": {"text": "A summary of all."}, "three": {"a": {"text": f"What was done.\n\n{words}"}}}}
    assert [each[0] for each in found(base, theirs)] == [action, "moved" if action == "moved" else "added"]


def test_a_proposal_names_addresses_and_holds_new_notes():
    base = {"parts": {"one": {"text": "Some words of a summary."}}}
    theirs = {"parts": {"one": {"text": "Some [words][x] of their summary.[^f]"}}, "links": {"x": "https://example.org/"},
              "footnotes": {"f": "A note."}}  # fmt: skip
    ours = {"parts": {"one": {"text": "Some words of our summary."}}}
    [merged, conflict] = collect.find_changes(sides(base, theirs, ours))
    assert (merged.verdict, merged.proposal) == (
        "clean",
        "Some [words](https://example.org/) of our summary.[^f]\n\n[^f]: A note.",
    )
    assert (conflict.verdict, conflict.proposal) == (
        "conflict", "Some [words](https://example.org/) of their summary.[^f]\n\n[^f]: A note.",
    )  # fmt: skip


def test_a_removed_section_is_reported_with_the_tags_that_go_with_it():
    base = data("A", "B")
    base["parts"]["two"]["sections"][1]["tags"] = {"action-lines": ["C1"], "sdgs": [4]}
    base["parts"]["two"]["sections"][1]["sections"] = [{"title": "C", "text": "Words.", "tags": {"sdgs": [4, 9]}}]
    [change] = collect.find_changes(sides(base, data("A"), base))
    assert change.description == "section removed, with its tags (action-lines: C1; sdgs: 4, 9)"


A, B, C = "Alpha one two three.", "Beta four five six.", "Gamma seven eight nine."
HEAD = "| Country | Pupils |\n|---|---|\n"
ROWS = "| Albania | 12 |\n", "| Benin | 20 |\n", "| Chad | 31 |\n"


def text(words, **notes):
    return {"parts": {"one": {"text": words}}, **({"footnotes": notes} if notes else {})}


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "change"),
    [
        (text(f"{A}\n\n{B}\n\n{C}"), text(f"{B}\n\n{C}\n\n{A}"), text(f"{B}\n\n{C}"), ("moved", "paragraph")),
        (text(f"{A}\n\n{B}\n\n{C}"), text(f"{A}\n\n{C}\n\n{B}"), text(f"{A}\n\n{B}"), ("moved", "paragraph")),
        (text(f"{A}\n\n{B}\n\n{C}"), text(f"{B}\n\n{C}\n\nAlpha one two more."), text(f"{B}\n\n{C}"),
         ("changed", "paragraph")),
        (text(f"- {A}\n- {B}\n- {C}"), text(f"- {B}\n- {C}\n- {A}"), text(f"- {B}\n- {C}"), ("moved", "item")),
        (text(HEAD + "".join(ROWS)), text(HEAD + "".join([*ROWS[1:], ROWS[0]])), text(HEAD + "".join(ROWS[1:])),
         ("moved", "row")),
        (text(f"{A}[^n]\n\n{B}", n="A note."), text(f"{A}\n\n{B}[^n]", n="A note."), text(f"{A}\n\n{B}"),
         ("changed", "paragraph")),
        (text("Alpha[^n] one two.", n="A note."), text("Alpha one two.[^n]", n="A note."), text("Alpha one two."),
         ("changed", "paragraph")),
        (data("A", "B", "C"), data("B", "C", "A"), data("B", "C"), ("moved", "section")),
        (data("A", "B", "C"), data("B", "C"), data("B", "C", "A"), ("removed", "section")),
        ({"parts": {"one": {"text": f"{A}\n\n{B}"}, "two": {"text": "Words."}}},
         {"parts": {"one": {"text": A}, "two": {"text": "Words.", "sections": [{"title": "New", "text": B}]}}},
         {"parts": {"one": {"text": A}, "two": {"text": "Words."}}}, ("added", "section")),
    ],
)  # fmt: skip
def test_what_one_moved_and_the_other_removed_is_a_conflict(base, theirs, ours, change):
    assert [(each[0], each[1], each[3]) for each in found(base, theirs, ours)] == [(*change, "conflict")]


def test_the_other_one_of_two_equal_paragraphs_may_be_moved():
    changes = found(text(f"{A}\n\n{B}\n\n{A}\n\n{C}"), text(f"{B}\n\n{A}\n\n{C}\n\n{A}"), text(f"{A}\n\n{B}\n\n{C}"))
    assert [(each[0], each[3]) for each in changes] == [("moved", "clean"), ("moved", "clean")]
