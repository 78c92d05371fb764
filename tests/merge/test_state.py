"""A new key goes before the keys that come last; parts and sections are found by their first paths."""

import pytest

from tests.conftest import as_yaml, minimal
from tests.merge.versions import submission
from wsisc import source
from wsisc.merge.state import MergeState, PositionMap, later_keys, map_positions
from wsisc.source import yaml_edit

TWO = ("parts", "two")
DATA = minimal(
    {
        "parts": {
            "two": {
                "tags": {"goals": [1]},
                "comments": [{"text": "Why?"}],
                "sections": [{"title": "A", "tags": {"goals": [2]}}],
            },
            "three": {"a": {"text": "What was done."}},
        }
    }
)
del DATA["parts"]["two"]["text"]


def keys(path, value):
    """Return the keys around a path once a value was set there."""
    content = yaml_edit.insert_key(as_yaml(DATA), path, value, later_keys)
    data = source.read(content, "").data
    for step in path[:-1]:
        data = data[step]
    assert data[path[-1]] == value
    return list(data)


@pytest.mark.parametrize(
    ("path", "value", "order"),
    [
        ((*TWO, "text"), "New.", ["text", "tags", "comments", "sections"]),
        ((*TWO, "sections", 0, "text"), "New.", ["title", "text", "tags"]),
        ((*TWO, "sections", 0, "comments"), [{"text": "No."}], ["title", "tags", "comments"]),
        ((*TWO, "sections", 0, "sections"), [{"title": "B"}], ["title", "tags", "sections"]),
        (("parts", "three", "comments"), [{"text": "No."}], ["comments", "a", "b"]),
        (("parts", "four", "text"), "New.", ["text"]),
    ],
)
def test_a_new_key_has_its_place(path, value, order):
    assert keys(path, value) == order


def test_a_state_reads_what_its_file_says_now():
    state = MergeState(b"title: A\n", PositionMap("", (), ()))
    state.content = b"title: B\n"
    assert state.data == {"title": "B"}


SECTIONS = ("parts", "two", "sections")
OURS = submission({"parts": {"two": {"sections": [{"title": "A"}, {"title": "B", "sections": [{"title": "Inner"}]}]}}})
THEIRS = {(*SECTIONS, 1): (*SECTIONS, 0)}


def built():
    return map_positions(OURS, THEIRS)


def test_every_part_and_section_is_in_the_map():
    assert [path for path, _ in built().descendants()] == [
        ("parts", "one"), ("parts", "two"), (*SECTIONS, 0), (*SECTIONS, 1), (*SECTIONS, 1, "sections", 0),
        ("parts", "three"), ("parts", "three", "a"), ("parts", "three", "b"),
    ]  # fmt: skip


def test_a_section_is_found_by_its_path_in_either_file():
    positions = built()
    assert positions.find_ours((*SECTIONS, 1)) == positions.find_theirs((*SECTIONS, 0))
    assert positions.find_theirs(("parts", "three", "a"))[0] == ("parts", "three", "a")
    assert positions.find_theirs((*SECTIONS, 1)) is None
    assert positions.find_ours((*SECTIONS, 2)) is None


def test_what_follows_a_removed_section_moves_up():
    positions = built()
    _, first = positions.find_ours((*SECTIONS, 0))
    positions.remove(first)
    assert positions.find_ours((*SECTIONS, 0)) is None
    assert positions.find_ours((*SECTIONS, 1, "sections", 0))[0] == (*SECTIONS, 0, "sections", 0)
    _, inner = positions.find_ours((*SECTIONS, 1, "sections", 0))
    positions.remove(inner)
    assert positions.find_ours((*SECTIONS, 1, "sections", 0)) is None
