"""The name that a mistyped one most likely means."""

import ast

import pytest

from tests.conftest import ROOT
from wsisc.text.nearest import find_nearest, find_only_nearest


@pytest.mark.parametrize(
    ("name", "names", "nearest"),
    [
        ("titel", ["text", "title"], "title"),
        ("TITEL", ["text", "title"], "title"),
        ("titel", ["TEXT", "TITLE"], "TITLE"),
        ("nothing", ["text", "title"], ""),
        ("a", [], ""),
        ("", ["a"], ""),
    ],
)
def test_the_nearest_name_is_found_whatever_the_case(name, names, nearest):
    assert find_nearest(name, iter(names)) == find_only_nearest(name, iter(names)) == nearest


def test_of_names_that_are_as_similar_none_is_the_only_nearest():
    assert find_nearest("C3", ["C1", "C2"], 0.5) == "C2"
    assert find_only_nearest("abcdef", ["abcdex", "abcdey"]) == ""
    assert find_only_nearest("titles", ["title", "titles"]) == "titles"


def test_a_caller_may_ask_for_more_similarity():
    assert find_nearest("speling-rule", ["spelling"]) == "spelling"
    assert find_nearest("speling-rule", ["spelling"], 0.75) == ""


def test_no_other_module_looks_for_one_name():
    """One that wants several to choose from looks itself."""
    calls = [
        (path.name, call.args[2])
        for path in (ROOT / "wsisc").rglob("*.py")
        if path.name != "nearest.py" and "get_close_matches" in (text := path.read_text("utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "get_close_matches"
    ]
    assert [(name, ast.unparse(count)) for name, count in calls] == [("part_mapping.py", "3")]
