"""Two versions of a submission: places that correspond, moves, and that every word of both is in the comparison."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import examples
from tests.merge.versions import submission
from wsisc.diff import word_tree
from wsisc.diff.comparison import compare
from wsisc.diff.word_tree import Names
from wsisc.source import model

TEXTS = {each: f"The section on {each} has words of its own about {each}." for each in ("A", "B", "C", "D", "E", "F")}
TWO = ("parts", "two", "sections")


def sectioned(letters, other="", **more):
    """Return a submission with sections in Part Two, and others in Part One."""
    two, one = ([{"title": each, "text": TEXTS[each]} for each in letters] for letters in (letters, other))
    return submission({"parts": {"one": {"sections": one}, "two": {"sections": two}}, **more})


def actions(old, new):
    """Return what happened to the sections, by title; those that did not change are left out."""
    found = [each for each in compare(old, new).places if each.kind == "section" and each.action != "same"]
    titles = {path: section.title for one in (old, new) for path, section in model.sections(one)}
    olds = {path: section.title for path, section in model.sections(old)}
    return [(olds[each.old_path] if each.old_path else titles[each.new_path], each.action) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ABC", "ABC", []),
        ("ABC", "ACB", [("C", "moved")]),
        ("ABCD", "DABC", [("D", "moved")]),
        ("ABC", "AC", [("B", "removed")]),
        ("AC", "ABC", [("B", "added")]),
        ("ABCDE", "EA", [("E", "moved"), ("B", "removed"), ("C", "removed"), ("D", "removed")]),
        ("ABC", "", [("A", "removed"), ("B", "removed"), ("C", "removed")]),
    ],
)
def test_the_fewest_sections_are_moved_and_the_removed_ones_are_where_they_were(old, new, expected):
    assert sorted(actions(sectioned(old), sectioned(new))) == sorted(expected)
    if len(expected) < 4:
        assert actions(sectioned(old), sectioned(new)) == expected


def test_a_section_in_another_part_is_moved_and_those_after_it_are_not_lost():
    found = actions(sectioned("ABCDE"), sectioned("AE", other="B"))
    assert found == [("B", "moved"), ("C", "removed"), ("D", "removed")]


def test_a_moved_section_is_one_move_with_its_changes_and_those_in_it():
    inner = {"title": "Inner", "text": "The same words as before."}
    old = {"title": "A", "text": TEXTS["A"], "sections": [inner]}
    new = {"title": "A and more", "text": TEXTS["A"].replace("own", "changed"), "sections": [inner]}
    rest = [{"title": each, "text": TEXTS[each], "sections": [{"title": "In it", "text": "More."}]} for each in "BC"]
    both = (submission({"parts": {"two": {"sections": each}}}) for each in ([old, *rest], [*rest, new]))
    places = compare(*both).places
    [moved] = [each for each in places if each.action != "same"]
    assert (moved.action, moved.old_path, moved.new_path, moved.is_changed) == ("moved", (*TWO, 0), (*TWO, 2), True)
    assert [each.path[-1] for each in moved.values] == ["title"]
    [paragraph] = moved.text.children
    assert [each.action for each in paragraph.words] == ["same", "removed", "added", "same"]


def test_values_parts_footnotes_and_text_without_a_part_are_compared():
    notes = {"parts": {"one": {"text": "x[^a] y[^b]"}}, "footnotes": {"a": "One note.", "b": "Another one here."}}
    old = submission({**notes, "unplaced": {"text": "Somewhere."}, "date": "2022-12-15"})
    new = submission({"parts": {"one": {"text": "x[^n] y[^m]"}, "two": {"tags": {"sdgs": [4]}}}, "title": "Another title",
                      "footnotes": {"n": "One note.", "m": "A new note."}})  # fmt: skip
    found = compare(old, new)
    assert [(each.path, each.words[-1].action) for each in found.values] == [
        (("title",), "same"),
        (("date",), "removed"),
    ]
    assert [(each.action, each.old_path, each.new_path) for each in found.places if each.action != "same"] == [
        ("changed", ("parts", "two"), ("parts", "two")),
        ("removed", ("unplaced",), None),
        ("changed", ("footnotes", "b"), ("footnotes", "m")),
    ]
    assert not found.is_same


def test_what_a_document_does_not_show_is_left_out_on_request():
    old = submission({"date": "2022-12-15", "entity": {"acronym": "AE", "type": "other"}})
    new = submission({"parts": {"two": {"tags": {"kinds": ["obstacle"]}}}})
    assert not compare(old, new).is_same
    assert compare(old, new, is_printed_only=True).is_same
    assert not compare(old, new._replace(title="Another"), is_printed_only=True).is_same


def figured(text="![map]", **figure):
    values = {"file": "map.png", "alt": "A map of schools", "caption": "Schools", **figure}
    return submission({"parts": {"one": {"text": text}}, "figures": {"map": values}})


@pytest.mark.parametrize(
    ("new", "images", "expected"),
    [
        (figured(), ({}, {}), []),
        (figured(file="other.png"), ({}, {}), [("changed", [], True)]),
        (figured(file="other.png"), ({"map": "1"}, {"map": "1"}), []),
        (figured(), ({"map": "1"}, {"map": "2"}), [("changed", [], True)]),
        (figured(), ({"map": "1"}, {}), []),
        (figured(caption="All schools"), ({}, {}), [("changed", ["caption"], False)]),
        (figured(decorative=True), ({}, {}), [("changed", ["decorative"], False)]),
        (figured("None."), ({}, {}), [("removed", ["caption", "alt"], False)]),
    ],
)
def test_figures_are_compared_by_their_texts_and_images(new, images, expected):
    found = [each for each in compare(figured(), new, images).places if each.kind == "figure" and each.action != "same"]
    assert [
        (each.action, [value.path[-1] for value in each.values], each.has_other_image) for each in found
    ] == expected
    back = compare(new, figured(), images[::-1]).places
    reverse = {"removed": "added"}
    assert [reverse.get(action, action) for action, _, _ in expected] == [
        each.action for each in back if each.kind == "figure" and each.action != "same"
    ]


def words_of(found, side):
    """Return how often each letter is in the texts of one version, as a comparison has them."""

    def blocks(block):
        node = getattr(block, side)
        if block.words:
            yield "".join(atom.text for each in block.words for atom in getattr(each, side) if atom.text not in SIGNS)
        elif block.children:
            for child in block.children:
                yield from blocks(child)
        elif node is not None and node.kind != "text":
            yield from expected_words(node)

    texts = (place.text for place in found.places if place.kind in ("part", "section"))
    return Counter(letter for text in texts for words in blocks(text) for letter in words)


SIGNS = ("•", "…", ">", " ", "¶")  # the signs before items, and where a paragraph ended, are no words of a text


def expected_words(node):
    """Yield the words of each paragraph and cell."""
    for each in word_tree.walk(node):
        yield "".join(atom.text for atom in each.atoms if atom.text not in SIGNS)


def expected_letters(version):
    holders = model.parts_and_sections(version)
    texts = (word_tree.parse(each.text, Names(version.links)) for each in holders.values())
    return Counter(letter for text in texts for words in expected_words(text) for letter in words)


@settings(max_examples=examples(12, 100))
@given(strategies.submissions, strategies.submissions, st.data())
def test_all_words_of_both_versions_are_there_once(old, other, data):
    drawn = data.draw(st.permutations([*old.parts, *other.parts]))
    new = old._replace(parts=tuple({part.id: part for part in drawn[: len(old.parts)]}.values()))
    found = compare(old, new)
    for side, version in (("old", old), ("new", new)):
        assert words_of(found, side) == expected_letters(version)
        paths = [path for each in found.places if (path := getattr(each, f"{side}_path"))]
        assert len(set(paths)) == len(paths)


@settings(max_examples=examples(12, 100))
@given(strategies.submissions)
def test_a_submission_is_the_same_as_itself(one):
    found = compare(one, one)
    assert found.is_same
    assert {each.action for each in found.places} == {"same"}


@given(st.permutations("ABCDEF"), st.integers(0, examples(5, 5)))
def test_no_section_of_an_order_is_added_or_removed_and_one_that_moved_is_one_move(order, at):
    found = actions(sectioned("ABCDEF"), sectioned(order))
    assert {action for _, action in found} <= {"moved"}
    moved = "ABCDEF"[:at] + "ABCDEF"[at + 1 :] + "ABCDEF"[at]
    assert len(actions(sectioned("ABCDEF"), sectioned(moved))) == (at < 5)
