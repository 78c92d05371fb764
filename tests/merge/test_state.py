"""A new key goes before the keys that come last in a part or section."""

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import source
from wsisc.merge import position_map
from wsisc.merge.state import MergeState, set_value

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
    content = set_value(as_yaml(DATA), path, value)
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
    state = MergeState(b"title: A\n", position_map.PositionMap("", (), ()))
    state.content = b"title: B\n"
    assert state.data == {"title": "B"}
