"""Which sections, footnotes and figures of two submissions correspond."""

import pytest

from tests.merge.versions import submission
from wsisc.diff import section_matching
from wsisc.source.model import parts_and_sections

SECTIONS = ("parts", "two", "sections")
WORDS = "Many words on schools in all rural places of it"


def sectioned(*sections):
    """Return a submission of sections, each described by its title, its text and, if it has one, its id."""
    keys = ("title", "text", "id")
    data = [dict(zip(keys, each, strict=False)) for each in sections]
    return submission({"parts": {"two": {"sections": data}}})


def matched(old, new, bookmarks=None):
    """Return the positions of the sections that are matched."""
    marks = {(*SECTIONS, b): (*SECTIONS, a) for b, a in (bookmarks or {}).items()}
    found = section_matching.match_sections(sectioned(*old), sectioned(*new), marks)
    return {one[-1]: other[-1] for one, other in found.items()}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([("A", WORDS), ("B", "x")], [("B", "y"), ("A", WORDS)], {0: 1, 1: 0}),
        ([("A", WORDS)], [("New title", WORDS)], {0: 0}),
        ([("A", WORDS)], [("Other", "Nothing of this is known")], {}),
        ([("A", WORDS, "one")], [("A", WORDS, "two")], {}),  # ids say that they are not the same
        ([("A", WORDS, "one")], [("B", "Other", "one")], {0: 0}),
        ([("A", WORDS, "one")], [("A", WORDS)], {0: 0}),
        ([("A", WORDS), ("A", WORDS)], [("A", WORDS)], {0: 0}),
    ],
)
def test_sections_are_known_by_ids_titles_and_words(old, new, pairs):
    assert matched(old, new) == pairs


@pytest.mark.parametrize(
    ("words", "other", "bookmark", "is_known_by_title"),
    [
        ("Entirely different text", ("Schools in cities", WORDS), False, True),  # words 3, two of three of the title 1
        ("Entirely different text", ("Roads and bridges", WORDS), True, False),  # words 3, bookmark 2
        ("Many cows", ("Roads and bridges", WORDS), True, True),
        ("Entirely different text", ("Roads and bridges", WORDS[:27]), True, True),
    ],
)
def test_of_two_sections_the_one_with_more_in_common_is_known(words, other, bookmark, is_known_by_title):
    """The title counts 4.5: 3 as an equal one, 1.5 for its words."""
    new = [("Schools in villages", words), other]
    found = matched([("Schools in villages", WORDS)], new, {1: 0} if bookmark else {})
    assert found == {0: 0 if is_known_by_title else 1}


@pytest.mark.parametrize(("kept", "is_known_beside"), [(10, True), (9, True), (8, False)])
def test_of_two_sections_the_one_of_the_same_part_is_known(kept, is_known_beside):
    """The part counts as much as a sixth of the words."""
    words = WORDS.split()
    changed = " ".join([*words[:kept], *("other" for _ in words[kept:])])
    elsewhere, beside = {"sections": [{"title": "A", "text": WORDS}]}, [("B", "x"), ("A", changed)]
    old = sectioned(("A", WORDS))
    new = submission({"parts": {"one": elsewhere, "two": {"sections": [{"title": a, "text": b} for a, b in beside]}}})
    paths = {True: (*SECTIONS, 1), False: ("parts", "one", "sections", 0)}
    assert section_matching.match_sections(old, new) == {(*SECTIONS, 0): paths[is_known_beside]}


@pytest.mark.parametrize(("kept", "is_matched"), [(10, True), (7, True), (6, False)])
def test_two_thirds_of_its_words_are_enough_for_a_section_that_moved_and_has_another_title(kept, is_matched):
    words = WORDS.split()
    changed = " ".join([*words[:kept], *("other" for _ in words[kept:])])
    new = submission({"parts": {"three": {"a": {"sections": [{"title": "B", "text": changed}]}}}})
    assert bool(section_matching.match_sections(sectioned(("A", WORDS)), new)) is is_matched


def test_a_bookmark_and_its_place_are_enough():
    assert matched([("A", "One two")], [("B", "Three four")], {0: 0}) == {0: 0}
    assert matched([("A", "One two")], [("B", "Three four")]) == {}


@pytest.mark.parametrize(("length", "is_matched"), [(41, True), (40, False)])
def test_a_section_that_moved_and_has_another_title_is_known_by_its_words_alone(length, is_matched):
    words = ("x" * length)[: length - 2] + " y"
    old = submission({"parts": {"two": {"sections": [{"title": "A", "text": words}]}}})
    new = submission({"parts": {"three": {"a": {"sections": [{"title": "B", "text": words}]}}}})
    assert bool(section_matching.match_sections(old, new)) is is_matched


def test_sections_of_one_title_are_known_by_the_section_around_them():
    inner = [{"title": "Obstacles", "text": "To be completed."}]
    old, new = (
        submission(
            {"parts": {"two": {"sections": [{"title": each, "text": each * 9, "sections": inner} for each in titles]}}}
        )
        for titles in ("ABC", "XBCA")
    )
    found = section_matching.match_sections(old, new)
    assert {(one[3], other[3]) for one, other in found.items() if len(one) > 4} == {(0, 3), (1, 1), (2, 2)}


def test_parts_and_sections_have_paths():
    assert list(parts_and_sections(sectioned(("A", "x"))))[-1] == (*SECTIONS, 0)
