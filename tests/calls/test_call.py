"""Calls and locales are data: whole, checked, and enough to print a cover."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.conftest import ROOT, as_yaml, minimal, some_quick
from wsisc import pipeline, source, theme
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.messages import resources
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.verification import output_check
from wsisc.writers import WRITERS, get_writer

MATRIX = [(id, language) for id in calls.BUILT_IN.ids() for language in calls.BUILT_IN.load(id).languages]


def schema_errors(name, data):
    """Return what is wrong with data by a schema, which may refer to another one, as editors follow it."""
    contents = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "schemas").glob("*.schema.json")}
    known = Registry().with_resources((id, DRAFT202012.create_resource(each)) for id, each in contents.items())
    return list(Draft202012Validator(contents[f"{name}.schema.json"], registry=known).iter_errors(data))


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_a_call_satisfies_its_schema_and_its_name(id):
    read = source.read(calls.BUILT_IN.text(id).encode(), id)
    assert not read.diagnostics
    assert schema_errors("call", read.data) == []
    assert read.data["id"] == id


@pytest.mark.parametrize("language", resources.names("templates/locales", ".yaml"))
def test_a_locale_satisfies_its_schema_and_its_name(language):
    read = source.read(resources.text(f"templates/locales/{language}.yaml").encode(), language)
    assert not read.diagnostics
    assert schema_errors("locale", read.data) == []
    assert read.data["language"] == language


@pytest.mark.parametrize(("id", "language"), MATRIX)
def test_every_wording_of_a_call_is_there_in_every_language(id, language):
    call = calls.BUILT_IN.load(id)
    wordings = [call.subject, *(block.text for block in call.cover)]
    wordings += [wording for _, part in calls.parts(call) for wording in (part.label, part.prompt)]
    assert all(wording[language].strip() == wording[language] for wording in wordings)
    slots = outline.slot_values(call, locale.load(language), "An entity")
    assert all("{" not in calls.fill_known(wording[language], slots) for wording in wordings)
    assert all(block.name in theme.load().styles for block in call.cover)


@pytest.mark.parametrize("case", some_quick(((*each, format) for each in MATRIX for format in WRITERS), 3, "-".join))
def test_the_smallest_submission_builds_in_every_format(case):
    id, language, format = case
    call = calls.BUILT_IN.load(id)
    answers = {}
    for ids, part in calls.parts(call):
        if part.required:
            node = answers
            for step in ids:
                node = node.setdefault(step, {})
            node["text"] = "Some words."
    data = minimal() | {"call": id, "language": language, "parts": answers}
    checked = pipeline.check(source.read(as_yaml(data), "smallest.yaml"))
    assert checked.is_valid
    document = get_writer(format)(Manuscript(checked.submission, call, locale.load(language))).finish()
    assert output_check.is_unchanged(document, format)


def test_what_follows_from_the_session_is_computed():
    slots = outline.slot_values(calls.BUILT_IN.load("cstd-26"), locale.load("en"), "{place}")
    assert slots["session-words"] == "Twenty-sixth"
    assert slots["session-ordinal"] == "26th"
    assert slots["reporting-year"] == "2022"
    assert calls.fill_known("{entity} in {place}", slots) == "{place} in Geneva"


@pytest.mark.parametrize(
    ("number", "figures", "words"),
    [(1, "1st", "first"), (2, "2nd", "second"), (3, "3rd", "third"), (11, "11th", "eleventh"), (12, "12th", "twelfth"),
     (13, "13th", "thirteenth"), (21, "21st", "twenty-first"), (30, "30th", "thirtieth"), (43, "43rd", "forty-third"), (111, "111th", "111th")],
)  # fmt: skip
def test_english_ordinals(number, figures, words):
    assert locale.load("en").ordinal(number) == figures
    assert locale.load("en").ordinal_in_words(number) == words


def test_what_does_not_exist_is_reported():
    with pytest.raises(WsiscError, match="cstd-99"):
        calls.BUILT_IN.load("cstd-99")
    with pytest.raises(WsiscError, match="xx"):
        locale.load("xx")
    with pytest.raises(WsiscError, match="nothing"):
        resources.text("schemas/nothing.json")
    assert calls.BUILT_IN.find(["cstd-26"]) is None


def test_an_optional_part_without_an_answer_is_not_printed():
    part = calls.CallPart("x", {"en": "X:"}, {"en": "Anything else?"}, "text", False, 0, "", ())
    call = calls.Call("c", calls.BUILT_IN.load("cstd-26").session, ("en",), {"en": "s"}, (), (part,), "")
    data = minimal() | {"parts": {}}
    assert [b.kind for b in outline.build_blocks(model.from_data(data), call, locale.load("en"))] == ["title"]
    data["parts"] = {"x": {"text": "Yes."}}
    assert [b.text for b in outline.build_blocks(model.from_data(data), call, locale.load("en"))] == [
        "A title",
        "X: Anything else?",
        "Yes.",
    ]


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("cstd26", "cstd-26"),
        ("cstd-nxt", "cstd-next"),
        ("annual report", None),
        ("unodc", None),
        (7, None),
    ],
)
def test_a_call_is_read_as_the_nearest_only_where_one_is(id, meant):
    found = calls.BUILT_IN.find_nearest(id)
    assert (found.id if found else None) == meant
