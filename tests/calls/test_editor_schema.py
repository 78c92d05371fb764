"""The schema as editors read it says the same as the one that checks, and explains every field and value."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, minimal, wsisc
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import editor_schema, schema

CALLS = [None, *calls.BUILT_IN.ids()]
ONLY_SHOWN = {"markdownDescription", "defaultSnippets", "enumDescriptions", "patternErrorMessage", "doNotSuggest"}


def form(id):
    return editor_schema.compose(calls.BUILT_IN.find(id))


def nodes(node, place=""):
    """Yield every schema within a schema, with its place."""
    if isinstance(node, dict):
        yield place, node
        for keyword in ("properties", "$defs"):
            for key, child in node.get(keyword, {}).items():
                yield from nodes(child, f"{place}/{key}")
        for keyword in ("additionalProperties", "items", "propertyNames"):
            yield from nodes(node.get(keyword), f"{place}/{keyword}")
        for child in node.get("anyOf", ()):
            yield from nodes(child, f"{place}/anyOf")


def test_the_words_are_sound_yaml():
    read = source.read((ROOT / "schemas" / "editor.yaml").read_bytes(), "editor.yaml")
    assert not read.diagnostics
    assert set(read.data) == {"fields", "part", "whole"}


@pytest.mark.parametrize("id", CALLS)
def test_every_field_is_named_and_described(id):
    whole = form(id)
    for place, node in nodes(whole):
        resolved = {**whole["$defs"].get(node.get("$ref", "").rpartition("/")[2], {}), **node}
        if re.search(r"/(properties|anyOf|propertyNames|plain|rich)$|^/\$defs", place):
            continue
        assert resolved["title"], place
        assert resolved["description"], place
        if not place.endswith(("plain", "rich")):
            assert resolved.get("markdownDescription"), place


@pytest.mark.parametrize("id", CALLS)
def test_every_value_but_the_only_one_is_explained(id):
    offered = [(place, node) for place, node in nodes(form(id)) if len(node.get("enum", ())) > 1]
    assert len(offered) >= 3
    for place, node in offered:
        assert len(node["enumDescriptions"]) == len(node["enum"]), place
        assert all(node["enumDescriptions"]), place


@pytest.mark.parametrize("id", CALLS)
def test_what_only_editors_read_is_all_that_is_added(id):
    def bare(node):
        if isinstance(node, dict):
            kept = {key: bare(value) for key, value in node.items() if key not in ONLY_SHOWN}
            if "anyOf" in kept:
                kept["enum"] = [value for each in kept.pop("anyOf") for value in each["enum"]]
            if isinstance(kept.get("enum"), list):
                kept.pop("type", None)
            return kept
        return [bare(each) for each in node] if isinstance(node, list) else node

    shown = bare(form(id))
    for name in ("links", "footnotes", "figures"):
        del shown["properties"][name]["propertyNames"]["title"]
    assert shown == bare(schema.compose(calls.BUILT_IN.find(id)))


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        ({"sdgs": [4, "16.5"], "countries": ["NO"], "action-lines": ["C7-e-health"]}, 0),
        ({"sdgs": [18]}, 1),
        ({"sdgs": ["4"]}, 1),
        ({"sdgs": [16.5]}, 1),
        ({"sdgs": [True]}, 1),
        ({"countries": ["UK"]}, 1),
    ],
)
def test_both_schemas_judge_alike(tags, count):
    data = minimal({"parts": {"one": {"tags": tags}}})
    for form_ in (form("cstd-26"), schema.compose(calls.BUILT_IN.load("cstd-26"))):
        assert len({tuple(each.path) for each in Draft202012Validator(form_).iter_errors(data)}) == count


@pytest.mark.parametrize(
    ("value", "is_date"), [("2022-12-31", True), ("2024-02-29", True), ("2022-02-30", False), ("2022-04-31", False)]
)
def test_the_pattern_of_a_date_knows_the_months(value, is_date):
    pattern = schema.compose(None)["properties"]["date"]["pattern"]
    assert bool(re.search(pattern, value)) == is_date
    assert not re.search(pattern, f"{value}\n")


def test_the_command_prints_the_schema_for_editors_and_the_plain_one():
    full, plain = (json.loads(wsisc("schema", *arguments, "cstd-26").stdout) for arguments in ([], ["--plain"]))
    assert full == form("cstd-26")
    assert plain == schema.compose(calls.BUILT_IN.load("cstd-26"))
    assert wsisc("schema", "cstd-62").returncode == 2
