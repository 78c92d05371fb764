"""What is wrong with the file of a call, at its place."""

import pytest

from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import call_check

TEXT = calls.BUILT_IN.text("cstd-26")


def check_text(text, id="cstd-26"):
    read = source.read(text.encode(), "call.yaml")
    return [
        (each.code, read.lines[each.span.line - 1].strip(" -").split(":")[0]) for each in call_check.check(read, id)
    ]


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_the_calls_of_wsisc_are_sound(id):
    assert check_text(calls.BUILT_IN.text(id), id) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("id: cstd-26", "id: cstd-27", [("wrong-value", "id")]),
        ("languages: [en]", "languages: [en, tlh]", [("unknown-value", "languages")]),
        ("holds: text", "hold: text", [("unexpected-property", "hold")]),
        ("class: cover-by", "class: cover-bye", [("unknown-value", "class")]),
        ("{place}, {dates}", "{palce}, {dates}", [("unknown-value", "en")]),
        ("    text: {en: Submission by}", "    text: {fr: Soumission de}", [("missing-property", "text")]),
        ("prompt: {en: \"A brief", "prompt: {en: \"{entity} A brief", [("unknown-value", "prompt")]),
        ("session: {number: 26, year: 2023, dates: 27-31 March 2023, place: Geneva}\n", "", "session"),
        ("    holds: text\n", "    holds: text\n    parts: [{id: x, label: {en: X}, prompt: {en: X}, holds: text}]\n", [("unexpected-property", "holds")]),
        ("length: {pages: 0.5}", "length: {pages: 0}", [("unknown-value", "length")]),
        ("length: {pages: 0.5}", "length: {pages: 1e308}", [("unknown-value", "length")]),
        ("number: 26", "number: 99999999999999999999999", [("unknown-value", "session")]),
        ("place: Geneva}", 'place: "Gen\\neva"}', [("stray-character", "session")]),
        ("place: Geneva}", f"place: {'x' * 201}}}", [("too-long", "session")]),
        ("prompt: {en: \"A brief", f"prompt: {{en: \"{'x' * 10_000} A brief", [("too-long", "prompt")]),
        ("id: a\n", f"id: {'a' * 61}\n", [("too-long", "id")]),
        ("id: a\n", "id: text\n", [("wrong-form", "id")]),
        ("parts:\n", "parts: &x\n", [("anchor", "parts")]),
        ("source: >-", "sauce: >-", [("unexpected-property", "sauce")]),
    ],
)  # fmt: skip
def test_each_mistake_is_found_at_its_place(before, after, expected):
    assert before in TEXT
    findings = check_text(TEXT.replace(before, after, 1))
    if expected == "session":
        assert {code for code, _ in findings} == {"unknown-value"}
        assert len(findings) == 8  # the slots of subject and cover, each at its own characters
    else:
        assert findings == expected


@pytest.mark.parametrize("text", ["", "- a list", "just words", "\0", "{"])
def test_a_file_that_is_not_a_call_is_reported(text):
    assert check_text(text)
