"""A violation of the schema is reported at its place, with a hint that fits it."""

import re

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import pipeline, source
from wsisc.source import json_schema


def find_errors(changes):
    """Return the errors of a submission with changes, by their paths: code and hint."""
    checked = pipeline.check(source.read(as_yaml(minimal(changes)), "a.yaml"))
    errors = [each for each in checked.diagnostics if each.severity.name == "ERROR"]
    assert len({each.path for each in errors}) == len(errors)
    return {each.path: (each.code, each.message, each.hint) for each in errors}


def nested_sections(depth):
    """Return sections within one another."""
    return [{"title": "A title", "text": "Words.", **({"sections": nested_sections(depth - 1)} if depth > 1 else {})}]


def only_error(changes, path, code):
    """Return the message and hint of the only error."""
    errors = find_errors(changes)
    assert {path: code} == {path: errors[path][0] for path in errors}
    return errors[path][1:]


def test_a_source_that_is_checked_twice_has_the_same_findings():
    sections = [{"titel": "A title", "text": "Words."}, {"title": "A title", "txt": 1}]
    mistyped = source.read(as_yaml(minimal({"parts": {"two": {"sections": sections}}})), "a.yaml")
    first = pipeline.check(mistyped)
    paths = {each.path for each in first.diagnostics}
    assert paths == {("parts", "two", "sections", *steps) for steps in ((0, "titel"), (1, "txt"), (1, "text"))}
    assert pipeline.check(mistyped).diagnostics == first.diagnostics


def test_sections_nest_to_three_levels():
    assert find_errors({"parts": {"two": {"sections": nested_sections(3)}}}) == {}
    path = ("parts", "two", *("sections", 0) * 3, "sections")
    _, hint = only_error({"parts": {"two": {"sections": nested_sections(4)}}}, path, "unexpected-property")
    assert not hint.startswith("use ")


@pytest.mark.parametrize("changes", [{"sections": nested_sections(1)}, {"footnotes": {}, "chapters": []}])
def test_a_unknown_key_is_reported_with_the_known_ones(changes):
    key = next(each for each in changes if each != "footnotes")
    _, hint = only_error(changes, (key,), "unexpected-property")
    assert "title" in hint


@pytest.mark.parametrize(
    ("changes", "path", "meant"),
    [
        ({"tilte": "x", "title": None}, ("tilte",), "title"),
        ({"footnots": {}}, ("footnots",), "footnotes"),
        (
            {"parts": {"two": {"sections": [{"titel": "x", "text": "Words."}]}}},
            ("parts", "two", "sections", 0, "titel"),
            "title",
        ),
    ],
)
def test_a_mistyped_key_is_reported_with_the_intended_one(changes, path, meant):
    data = minimal(changes)
    if data["title"] is None:
        del data["title"]
    checked = pipeline.check(source.read(as_yaml(data), "a.yaml"))
    [diagnostic] = [each for each in checked.diagnostics if each.severity.name == "ERROR"]
    assert (diagnostic.code, diagnostic.path, diagnostic.hint) == ("unexpected-property", path, f"use {meant}")


def test_a_key_like_one_that_is_there_already_is_not_read_as_it():
    message, hint = only_error({"titles": "x"}, ("titles",), "unexpected-property")
    assert "titles" in message
    assert "title, " in hint


@pytest.mark.parametrize(
    ("changes", "path", "example"),
    [
        ({"date": "15 December 2022"}, ("date",), "2022-12-15"),
        ({"contact": {"email": "name at example.org"}}, ("contact", "email"), "name@example.org"),
        (
            {"parts": {"two": {"sections": [{"id": "My id", "title": "x", "text": "y"}]}}},
            ("parts", "two", "sections", 0, "id"),
            "grace-two",
        ),
    ],
)
def test_a_wrong_form_is_reported_with_an_example_of_the_right_one(changes, path, example):
    assert example in only_error(changes, path, "wrong-form")[1]


def test_an_invalid_name_of_a_link_is_reported_at_its_key():
    _, hint = only_error({"links": {"My Link": "https://example.org/"}}, ("links", "My Link"), "wrong-name")
    assert "sg-report" in hint


@pytest.mark.parametrize("count", [499, 500, 501, 1500])
def test_a_text_that_is_too_long_is_reported_with_both_numbers(count):
    errors = find_errors({"title": "x" * count})
    if count <= 500:
        assert errors == {}
    else:
        code, message, _ = errors[("title",)]
        assert (code, re.findall(r"[\d,]+", message)) == ("too-long", [f"{count:,}", "500"])


@pytest.mark.parametrize(("count", "expected"), [(200, []), (201, [["201", "200"]])])
def test_a_list_that_is_too_long_is_reported_with_both_numbers(count, expected):
    sections = [{"title": f"Title {number}", "text": "Words."} for number in range(count)]
    errors = find_errors({"parts": {"two": {"sections": sections}}})
    assert [re.findall(r"\d+", each[1]) for each in errors.values()] == expected


def test_a_list_that_is_too_long_is_shown_at_its_key():
    sections = [{"title": f"Title {number}", "text": "Words."} for number in range(201)]
    content = as_yaml(minimal({"parts": {"two": {"sections": sections}}}))
    [diagnostic] = [
        each for each in pipeline.check(source.read(content, "a.yaml")).diagnostics if each.code == "too-long"
    ]
    line = content.decode().split("\n")[diagnostic.span.line - 1]
    assert line[diagnostic.span.column - 1 : diagnostic.span.end_column - 1] == "sections"


def test_a_text_that_is_too_long_is_shown_at_its_key():
    content = as_yaml(minimal({"entity": {"name": "x" * 501}}))
    [diagnostic] = [
        each for each in pipeline.check(source.read(content, "a.yaml")).diagnostics if each.code == "too-long"
    ]
    line = content.decode().split("\n")[diagnostic.span.line - 1]
    assert line[diagnostic.span.column - 1 : diagnostic.span.end_column - 1] == "name"


@pytest.mark.parametrize(
    ("changes", "path", "code", "hint"),
    [
        ({"title": 2022}, ("title",), "wrong-type", '"2022"'),
        ({"title": True}, ("title",), "wrong-type", '"true"'),
        ({"title": None}, ("title",), "wrong-type", "the title of the submission"),
        ({"parts": {"two": None}}, ("parts", "two"), "wrong-type", "text: |"),
        ({"parts": {"two": {"text": "a", "tags": None}}}, ("parts", "two", "tags"), "wrong-type", ""),
        ({"contact": None}, ("contact",), "wrong-type", ""),
        ({"parts": {"one": {"text": None}}}, ("parts", "one", "text"), "wrong-type", '"|"'),
        ({"parts": {"one": {"text": ["a"]}}}, ("parts", "one", "text"), "wrong-type", '"|"'),
        ({"entity": "UNESCO"}, ("entity",), "wrong-type", "name: ..."),
        ({"links": "https://example.org/"}, ("links",), "wrong-type", "name: value"),
        ({"parts": {"two": {"sections": "a"}}}, ("parts", "two", "sections"), "wrong-type", '"- "'),
        ({"wsisc": "1"}, ("wsisc",), "unknown-value", ""),
        ({"title": ""}, ("title",), "empty-value", "the title of the submission"),
        ({"entity": {"name": ""}}, ("entity", "name"), "empty-value", "the full name"),
        ({"entity": {"acronym": ""}}, ("entity", "acronym"), "empty-value", ""),
        (
            {"parts": {"two": {"sections": [{"title": "", "text": "a"}]}}}, ("parts", "two", "sections", 0, "title"),
            "empty-value", "the heading of this section",
        ),
        ({"contact": {}}, ("contact",), "empty-value", ""),
        ({"parts": {"one": {"tags": {"sdgs": [4, 4]}}}}, ("parts", "one", "tags", "sdgs", 1), "repeated-value", ""),
        ({"parts": {"one": {"tags": {"sdgs": ["4"]}}}}, ("parts", "one", "tags", "sdgs", 0), "unknown-value", ""),
        ({"parts": {"one": {"tags": {"action-lines": ["С1"]}}}}, ("parts", "one", "tags", "action-lines", 0), "unknown-value", "U+0421"),
        ({"parts": {"one": {"tags": {"action-lines": ["c1"]}}}}, ("parts", "one", "tags", "action-lines", 0), "unknown-value", "use C1"),
        ({"parts": {"one": {"tags": {"countries": ["XX"]}}}}, ("parts", "one", "tags", "countries", 0), "unknown-value", ""),
        ({"language": "de"}, ("language",), "unknown-value", "en"),
    ],
)  # fmt: skip
def test_every_mistake_is_reported_with_what_to_do(changes, path, code, hint):
    assert hint in only_error(changes, path, code)[1]


def test_what_is_missing_is_named_in_one_sentence():
    """The description of a heading has two, and the second says what not to write."""
    path = ("parts", "two", "sections", 0, "title")
    _, hint = only_error({"parts": {"two": {"sections": [{"title": "", "text": "a"}]}}}, path, "empty-value")
    assert hint == "write the heading of this section; it is required"


def test_an_unknown_goal_is_reported_as_it_was_written():
    content = as_yaml(minimal({"parts": {"one": {"tags": {"sdgs": ["GOAL"]}}}})).replace(b"GOAL", b"0x12")
    [diagnostic] = pipeline.check(source.read(content, "a.yaml")).diagnostics
    assert (diagnostic.code, diagnostic.path) == ("unknown-value", ("parts", "one", "tags", "sdgs", 0))
    assert "0x12" in diagnostic.message


def test_each_missing_key_is_reported_with_a_line_to_add():
    data = minimal()
    del data["title"], data["call"]
    hints = {each.path: each.hint for each in pipeline.check(source.read(as_yaml(data), "a.yaml")).diagnostics}
    assert hints[("call",)] == "add a line: call: cstd-26"
    assert hints[("title",)] == "add a line: title: ..."


@pytest.mark.parametrize(
    ("value", "choices", "hint"),
    [
        ("titel", ["title", "text"], "use title"),
        ("TITLE", ["title", "titles"], "use title"),
        ("nothing", ["title", "text"], ""),
        ("c1", ["C1", "C2"], "use C1"),
        ("C12", ["C1", "C2"], ""),
        ("C99", ["C1", "C9"], ""),
        ("C7-e-helth", ["C7-e-health", "C8-e-health"], "use C7-e-health"),
        ("ab", ["abc", "abd"], ""),
        ("", ["a"], ""),
    ],
)
def test_a_value_is_read_as_the_nearest_only_where_one_is(value, choices, hint):
    assert json_schema.suggest_nearest(value, choices) == hint
