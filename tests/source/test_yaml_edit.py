"""An edit of a file's data is written so that the data are what was meant, and no new problem is in the file."""

import pytest

from wsisc import source
from wsisc.source import yaml_edit

FILE = b"# mine\na: 1  # one\nb:\n  c: x\n  d: y\n"


def add(data):
    data["new"] = "word"


def last(path, holder):
    return ()


@pytest.mark.parametrize(
    "wrong",
    [
        b"a: 1\nnew: other\n",
        b"new: word\na: 1\n",
        b"a: 1\n",
        b"a: 1\nnew: word #2 is lost\n",
        b"a: 1\nnew: word\nnew: again\n",
        b"a: 1\nnew: &anchor word\n",
        b"a: [\n",
    ],
    ids=["other value", "other order", "nothing", "words lost", "twice", "anchor", "broken"],
)
def test_the_first_candidate_with_the_expected_data_and_no_new_problem_is_chosen(wrong):
    right = b"a: 1\nnew: word # right\n".replace(b" # right", b"")
    assert yaml_edit.choose_candidate(b"a: 1\n", iter([wrong, right, b"a: 1\n\nnew: word\n"]), add) == right
    assert yaml_edit.choose_candidate(b"a: 1\n", iter([wrong]), add) is None
    assert yaml_edit.choose_candidate(b"a: 1\n", iter([]), add) is None


def test_problems_that_were_there_already_stand_in_the_way_of_nothing():
    before = b"a: word #2\nb: word\n"
    assert yaml_edit.choose_candidate(before, iter([before + b"new: word\n"]), add) == before + b"new: word\n"
    assert (
        yaml_edit.choose_candidate(before, iter([b"a: word\nb: word\nnew: word\n"]), add)
        == b"a: word\nb: word\nnew: word\n"
    )


def test_a_way_that_fails_is_no_way():
    def ways():
        yield b"\xff"
        raise AttributeError

    assert yaml_edit.choose_candidate(b"a: 1\n", ways(), add) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a",), 1),
        (("b", "d"), "y"),
        (("c",), None),
        (("b", "x"), None),
        (("a", "x"), None),
        (("l", 1), 3),
        (("l", 2), None),
    ],
)
def test_a_value_at_a_path_or_none(path, expected):
    assert source.value_at({"a": 1, "b": {"d": "y"}, "l": [2, 3]}, path) == expected


@pytest.mark.parametrize(
    ("content", "path", "before", "expected"),
    [
        (FILE, ("e",), "", FILE + b"e: new\n"),
        (FILE, ("e",), "b", b"# mine\na: 1  # one\ne: new\nb:\n  c: x\n  d: y\n"),
        (FILE, ("e",), "a", b"# mine\ne: new\na: 1  # one\nb:\n  c: x\n  d: y\n"),
        (FILE, ("e",), "nowhere", FILE + b"e: new\n"),
        (FILE, ("b", "e"), "d", b"# mine\na: 1  # one\nb:\n  c: x\n  e: new\n  d: y\n"),
        (FILE, ("b", "e"), "c", b"# mine\na: 1  # one\nb:\n  e: new\n  c: x\n  d: y\n"),
        (b"a: {b: 1}\n", ("a", "c"), "", b'a: {b: 1, c: "new"}\n'),
        (b"a: {b: 1}\n", ("a", "c"), "b", b'a: {c: "new", b: 1}\n'),
        (b"a: {}\n", ("a", "c"), "", b'a: {c: "new"}\n'),
        (b"- b: 1\n  c: 2\n", (0, "a"), "b", b"- a: new\n  b: 1\n  c: 2\n"),
    ],
)
def test_a_key_is_put_where_it_belongs(content, path, before, expected):
    assert yaml_edit.insert_key(content, path, "new", lambda *_: (before,)) == expected


def test_a_key_has_no_place_in_what_is_no_mapping():
    assert yaml_edit.insert_key(FILE, ("a", "x"), "new", last) is None
    assert yaml_edit.insert_key(b"- a\n", ("x", "y"), "new", last) is None
    assert yaml_edit.insert_item(FILE, ("b",), "new", last) is None


def test_what_holds_a_new_key_or_item_is_created():
    assert yaml_edit.insert_key(FILE, ("e", "x"), "new", last) == FILE + b"e:\n  x: new\n"
    assert yaml_edit.insert_item(FILE, ("e", "x"), "new", last) == FILE + b"e:\n  x:\n    - new\n"


LIST = b"l:\n  - one  # 1\n  - two\nz: 1\n"


@pytest.mark.parametrize(
    ("content", "index", "expected"),
    [
        (LIST, 0, b"l:\n  - new\n  - one  # 1\n  - two\nz: 1\n"),
        (LIST, 1, b"l:\n  - one  # 1\n  - new\n  - two\nz: 1\n"),
        (LIST, 2, b"l:\n  - one  # 1\n  - two\n  - new\nz: 1\n"),
        (b"l:\n  - one\n\n  - two\n", 1, b"l:\n  - one\n\n  - new\n\n  - two\n"),
        (b"l:\n  - one\n\n  - two\n", 0, b"l:\n  - new\n\n  - one\n\n  - two\n"),
        (b"l: [one, two]\n", 1, b'l: [one, "new", two]\n'),
        (b"l: [one, two]\n", 2, b'l: [one, two, "new"]\n'),
        (b"l: []\n", 0, b'l: ["new"]\n'),
    ],
)
def test_an_item_is_put_where_it_belongs(content, index, expected):
    assert yaml_edit.insert_item(content, ("l",), "new", last, index) == expected


@pytest.mark.parametrize(
    ("content", "path", "expected"),
    [
        (FILE, ("a",), b"# mine\n# one\nb:\n  c: x\n  d: y\n"),
        (FILE, ("b", "c"), b"# mine\na: 1  # one\nb:\n  d: y\n"),
        (FILE, ("b", "d"), b"# mine\na: 1  # one\nb:\n  c: x\n"),
        (LIST, ("l", 0), b"l:\n  # 1\n  - two\nz: 1\n"),
        (LIST, ("l", 1), b"l:\n  - one  # 1\nz: 1\n"),
        (b"l:\n  - one\nz: 1\n", ("l", 0), b"z: 1\n"),
        (b"l: [one, two]\n", ("l", 0), b"l: [two]\n"),
        (b"l: [one, two]\n", ("l", 1), b"l: [one]\n"),
        (b"l:\n  - a: 1\n    b: 2\n", ("l", 0, "a"), b"l:\n  - b: 2\n"),
        (FILE, ("nowhere",), None),
        (FILE, ("b", "nowhere"), None),
        (LIST, ("l", 2), None),
        (FILE, ("a", "x"), None),
    ],
)
def test_what_stood_at_a_path_goes_and_comments_stay(content, path, expected):
    assert yaml_edit.remove(content, path) == expected


@pytest.mark.parametrize(
    ("path", "target", "index", "expected"),
    [
        (("l", 0), ("l",), 1, b"l:\n  - two\n  - one  # 1\nm:\n    - three\n"),
        (("l", 1), ("l",), 0, b"l:\n  - two\n  - one  # 1\nm:\n    - three\n"),
        (("l", 0), ("m",), 0, b"l:\n  - two\nm:\n    - one  # 1\n    - three\n"),
        (("l", 0), ("m",), 1, b"l:\n  - two\nm:\n    - three\n    - one  # 1\n"),
        (("m", 0), ("l",), 2, b"l:\n  - one  # 1\n  - two\n  - three\n"),
    ],
)
def test_an_item_moves_with_its_comments(path, target, index, expected):
    assert yaml_edit.move(b"l:\n  - one  # 1\n  - two\nm:\n    - three\n", path, target, index) == expected
