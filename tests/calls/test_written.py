"""Calls, and what is wrong with calls and submissions: every message at its place, and every file that is derived, in goldens."""

import json

import pytest

from tests.conftest import SAMPLE, as_yaml, minimal
from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import call_check, migration, schema, successor
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.calls.successor import NewSession
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import json_schema

TEXT = BUILT_IN.text("cstd-26")


def listed(found):
    """Return diagnostics as lines: place, code, message and hint."""
    lines = []
    for each in found:
        span = f"{each.span.line}:{each.span.column}-{each.span.end_line}:{each.span.end_column}" if each.span else ""
        path = "/".join(map(str, each.path))
        lines.append(
            f"{span} {path} {each.severity.name.lower()}[{each.code}] {each.message}{f' | {each.hint}' if each.hint else ''}"
        )
    return lines


CALLS = [
    ("id: cstd-26", "id: cstd-27"), ("id: cstd-26", "id: cstd_26"), ("number: 26", "number: 26.5"), ("year: 2023", "year: 1992"), ("year: 2023", "year: 1993"),
    ("year: 2023", "year: 9999"), ("year: 2023", "year: 10000"), ("place: Geneva}", 'place: " Geneva"}'), ("place: Geneva}", 'place: "Ge\\u200bneva"}'),
    ("place: Geneva}", 'place: "Ge\\nneva"}'), ("languages: [en]", "languages: [en, xx]"), ("languages: [en]", "languages: [en, fr]"), ("class: cover-by", "class: cover-bye"),
    ("class: cover-by", "class: other"), ("{place}, {dates}", "{palce}, {dates}"), ("{place}, {dates}", "{entity}, {unheard-of}"), ("prompt: {en: \"A brief", "prompt: {en: \"{place} A brief"),
    ("session: {number: 26, year: 2023, dates: 27-31 March 2023, place: Geneva}\n", ""), ("id: a\n", "id: b\n"), ("    text: {en: Submission by}", "    text: {en: \"Submission by \\n x\"}"),
    ("languages: [en]", "languages: []"), ("cover:", "covers:"), ("id: cstd-26", "id: 26"),
]  # fmt: skip


def deep_parts(depth, holds):
    part = {"id": "x", "label": {"en": "X"}, "prompt": {"en": "X"}}
    return {**part, "holds": holds} if depth == 1 else {**part, "parts": [deep_parts(depth - 1, holds)]}


def test_what_is_wrong_with_the_file_of_a_call(golden):
    pieces = []
    for before, after in CALLS:
        assert before in TEXT
        read = source.read(TEXT.replace(before, after, 1).encode(), "call.yaml")
        pieces += [f"=== {before!r} -> {after!r}", *listed(call_check.check(read, "cstd-26"))]
    for name, content in (("not a call", b"- x"), ("nothing", b""), ("no YAML", b"a: [")):
        pieces += [f"=== {name}", *listed(call_check.check(source.read(content, "call.yaml"), "x"))]
    data = source.read(TEXT.encode(), "x").data
    for depth in (2, 3, 4, 5, 6):
        for holds in ("text", "sections", "both"):
            read = source.read(json.dumps({**data, "parts": [deep_parts(depth, holds)]}).encode(), "call.yaml")
            pieces += [f"=== parts of {depth} levels with {holds}", *listed(call_check.check(read, "cstd-26"))]
    golden("calls.txt", "\n".join([*pieces, ""]))


SECTION = {"title": "A title", "text": "Words."}
SUBMISSIONS = [
    {"tilte": "x", "title": None}, {"chapters": []}, {"title": ""}, {"title": 2022}, {"title": True}, {"title": ["x"]}, {"title": {"x": "y"}}, {"title": "x" * 600},
    {"wsisc": "1"}, {"wsisc": 2}, {"wsisc": 1.0}, {"language": "fr"}, {"language": "еn"}, {"language": "EN"}, {"language": None}, {"language": ["en"]}, {"date": "15 December 2022"},
    {"date": 2022}, {"call": "cstd-62"}, {"call": "cstd-30"}, {"call": "cstd-030"}, {"call": "other"}, {"call": 26}, {"entity": "UN"}, {"entity": {"name": None}}, {"entity": {"name": ""}},
    {"entity": {"email": "x"}}, {"entity": {"type": "agency"}}, {"entity": {"type": "un-entity "}}, {"parts": None}, {"parts": []}, {"parts": {"one": None}}, {"parts": {"one": "Words."}},
    {"parts": {"one": {"text": None}}}, {"parts": {"one": {"text": 5}}}, {"parts": {"one": {"text": ["a"]}}}, {"parts": {"one": {"sections": [SECTION]}}}, {"parts": {"four": {}}},
    {"parts": {"two": {"sections": []}}}, {"parts": {"two": {"sections": [None]}}}, {"parts": {"two": {"sections": [{"text": "x"}]}}}, {"parts": {"two": {"sections": [SECTION] * 201}}},
    {"parts": {"two": {"sections": {"title": "x"}}}}, {"parts": {"two": {"sections": [{**SECTION, "id": "A b"}]}}},
    {"parts": {"two": {"tags": {"action-lines": ["C1", "C1", "С2", "c1", "X"]}}}}, {"parts": {"two": {"tags": {"sdgs": [0, 17, 18, "17", 17.1, 1.5]}}}},
    {"parts": {"two": {"tags": None}}}, {"footnotes": {"A note": "x"}}, {"footnotes": {}}, {"footnotes": ["x"]}, {"links": {"a": 5}}, {"links": None},
    {"figures": {"f": {"file": "a.png", "alt": "x", "decorative": True}}}, {"figures": {"f": {"file": "a.png", "decorative": "yes"}}}, {"figures": {"f": {"alt": "x"}}},
    {"parts": {"two": {"sections": [{"titel": "x", "txt": "y", "sections": [{"titl": "x", "text": "z"}]}]}}},
]  # fmt: skip


def test_mistyped_keys_within_mistyped_keys():
    data = {
        "wsisc": 1,
        "call": "cstd-26",
        "prats": {"tow": {"sectons": [{"titel": "x", "sectons": [{"titel": "y", "secton": 5}]}]}},
    }
    checked = schema.check(source.read(as_yaml(data), "a.yaml"))
    found = {each.path for each in checked.violations if each.code == "unexpected-property"}
    assert sorted("/".join(map(str, path)) for path in found) == sorted([
        "prats", "parts/tow", "parts/two/sectons", "parts/two/sections/0/titel", "parts/two/sections/0/sectons",
    ])  # fmt: skip


def test_what_is_wrong_with_a_submission(golden):
    pieces = []
    for changes in SUBMISSIONS:
        data = {key: value for key, value in minimal(changes).items() if not (key == "title" and value is None)}
        pieces.append(f"=== {str(changes)[:120]}")
        pieces += [
            line
            for line in listed(pipeline.check(source.read(as_yaml(data), "a.yaml")).diagnostics)
            if " error[" in line
        ]
    for name, content in (("a list", b"- x"), ("another file", b"a: 1"), ("an empty file", b""), ("a number", b"5")):
        pieces += [f"=== {name}", *listed(pipeline.check(source.read(content, "a.yaml")).diagnostics)]
    golden("submissions.txt", "\n".join([*pieces, ""]))


@pytest.mark.parametrize(
    ("value", "choices", "expected"),
    [
        ("c1", ["C1", "C2"], "use C1"),
        ("C3x", ["C1", "C2"], ""),
        ("titel", ["title", "tile"], "use title"),
        ("abcde", ["abcdx", "abcdy"], ""),
        ("abcdefghij", ["abcdefxxxx"], "use abcdefxxxx"),
        ("abcdefghij", ["abcdexxxxx"], ""),
        ("A", ["a", "b"], "use a"),
    ],
)
def test_the_nearest_choice_is_suggested_if_it_is_the_only_one(value, choices, expected):
    assert json_schema.suggest_nearest(value, choices) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), "Title"),
        (("parts", "two", "sections", 2, "title"), "Part Two, section 3, Title"),
        (("parts", "three", "a", "text"), "Part Three, (a), Text"),
        (("footnotes", "x"), 'Footnotes, "x"'),
        (("parts", "two", "tags", "sdgs", 0), "Part Two, Tags, SDGs, goal or target 1"),
        ((), ""),
    ],
)
def test_a_path_in_words(path, expected):
    assert schema.label(schema.load(BUILT_IN.load("cstd-26"), ""), path) == expected


def test_calls_derived_from_each_call(golden):
    pieces = []
    for id in BUILT_IN.ids():
        call = BUILT_IN.load(id)
        known = call.vocabularies.sessions
        new = NewSession(30, year=None if known and known.is_yearly else 2031)
        pieces += [f"=== {successor.successor_id(call, 30)} from {id}", successor.derive(call, "x-30", new)]
    for dates, place in (
        ("1-5 May 2028", ""),
        ("3 May", "Addis Ababa"),
        ("", "Nairobi: hall 1"),
        ("12", "no"),
        ("", "2 b"),
    ):
        pieces += [
            f"=== {dates!r} {place!r}",
            successor.derive(BUILT_IN.load("cstd-26"), "cstd-31", NewSession(31, dates, place)).partition("cover:")[0],
        ]
    golden("successors.txt", "\n".join(pieces))


def test_notes_of_each_move_to_another_call(golden):
    pieces = []
    rich = minimal({
        "title": "Efforts in 2022", "date": "2022-12-15", "parts": {"two": {"sections": [SECTION], "tags": {}}, "three": {"text": "x", "a": {"text": "word " * 400}}},
    })  # fmt: skip
    for name, content in (
        ("the sample", SAMPLE.read_bytes()),
        ("rich", as_yaml(rich)),
        ("unknown", as_yaml(minimal({"call": "old", "language": "xx"}))),
    ):
        for id in BUILT_IN.ids():
            read = source.read(content, "a.yaml")
            _, notes = migration.migrate(content, read, BUILT_IN.find(read.value(("call",))), BUILT_IN.load(id))
            pieces += [
                f"=== {name} to {id}",
                *(f"{each.line}{'' if each.is_advisory else '!'} {each.text}" for each in notes),
            ]
    golden("migrations.txt", "\n".join([*pieces, ""]))


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("# yaml-language-server: $schema=a.json", "a.json"), ("#$schema: b.json more", "b.json"), ("#  $schema= c.json", "c.json"), ("$schema=x", ""), ("# schema=x", ""),
    ],
)  # fmt: skip
def test_the_schema_that_a_file_names(line, address):
    assert migration.schema_address(f"# first\n{line}\nwsisc: 1\n".encode()) == address


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("cstd-62", "cstd-26"),
        ("cstd-nxt", "cstd-next"),
        ("wsis20", "cstd-wsis20"),
        ("xyz", ""),
        (26, ""),
        ("cs", ""),
    ],
)
def test_the_call_that_an_id_most_likely_means(id, expected):
    found = BUILT_IN.find_nearest(id)
    assert (found.id if found else "") == expected


def test_own_calls_beside_those_that_are_built_in():
    own = {"cstd-26": TEXT + "\n", "cstd-17": BUILT_IN.text("cstd-17"), "mine": TEXT.replace("id: cstd-26", "id: mine")}
    known = Catalogue(own, {"bad": "why"})
    assert known.ids() == sorted({*BUILT_IN.ids(), "mine"})
    assert known.find_shadowing() == ["cstd-26"]
    assert BUILT_IN.find_shadowing() == []
    assert (known.load("mine").id, known.find("other"), known.find(5)) == ("mine", None, None)
    assert known.digest != BUILT_IN.digest
    assert known.digest == Catalogue(dict(reversed(own.items()))).digest
    with pytest.raises(WsiscError, match=r"cannot be used: why$"):
        Catalogue({"bad": TEXT}, {"bad": "why"}).load("bad")
    with pytest.raises(WsiscError, match="does not exist"):
        known.load("bad")
    with pytest.raises(WsiscError, match="is incomplete"):
        Catalogue({"bad": "id: bad"}).load("bad")


@pytest.mark.parametrize(
    ("text", "slots", "expected"),
    [
        ("{a}, {b}", {"a": "x", "b": "y"}, "x, y"),
        ("{a}, {b}", {"a": "x", "b": ""}, "x"),
        ("{a}, {b}", {"a": "", "b": "y"}, "y"),
        ("{a} {b} c", {"a": "x", "b": ""}, "x c"),
        ("first\n{a}\n\nlast", {"a": ""}, "first\n\nlast"),
        ("({a})", {"a": ""}, "()"),
        ("{a}", {"a": "{b}"}, "{b}"),
    ],
)
def test_slots_are_filled_or_left_out_with_their_comma(text, slots, expected):
    assert calls.fill_known(text, slots) == expected


def test_a_call_and_its_parts():
    call = BUILT_IN.load("cstd-26")
    assert [
        (ids, part.holds, part.required, part.pages, part.numbering, part.is_headed) for ids, part in calls.parts(call)
    ] == [
        (("one",), "text", True, 0.5, "", True), (("two",), "both", True, 2, "1)", True), (("three",), "", False, 2, "", True),
        (("three", "a"), "both", True, 0, "1)", True), (("three", "b"), "both", True, 0, "1)", True),
    ]  # fmt: skip
    assert calls.bare_label("Partie\xa0I\u202f: ") == "Partie\xa0I"
    assert (call.reporting_year, BUILT_IN.load("cstd-wsis20").reporting_year) == (2022, None)
