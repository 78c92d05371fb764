"""A submission moved to another call: nothing of it is lost, and what has no place is named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLE, as_yaml, minimal
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import migration
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model

TEXT = SAMPLE.read_bytes()


def migrate_to(content, to, own=None):
    read = source.read(content, "a.yaml")
    known = calls.Catalogue(own or {})
    changed, notes = migration.migrate(content, read, known.find(read.value(("call",))), known.load(to))
    return changed, notes


def test_the_sample_moves_to_the_next_call_and_loses_no_word_and_no_comment():
    changed, notes = migrate_to(TEXT, "cstd-next")
    assert changed == TEXT.replace(b"cstd-26.schema.json", b"cstd-next.schema.json").replace(
        b"\ncall: cstd-26", b"\ncall: cstd-next"
    )
    assert all(note.is_advisory for note in notes)
    fields = [changed.decode().splitlines()[note.line - 1].split(":")[0].strip() for note in notes]
    assert fields == [
        "call",
        "call",
        "title",
        "one",
        "three",
    ]  # a period, new tags, a year, and two parts that are too long
    again, _ = migrate_to(changed, "cstd-26")
    assert again == TEXT


def test_what_the_other_call_does_not_ask_for_stays_and_is_named():
    changed, notes = migrate_to(TEXT, "cstd-wsis20")
    assert source.read(changed, "a").data == {**source.read(TEXT, "a").data, "call": "cstd-wsis20"}
    lines = TEXT.decode().splitlines()
    unfit = [lines[note.line - 1].strip() for note in notes if not note.is_advisory]
    assert unfit == ["one:", "two:", "three:"]


def call(**changes):
    text = calls.BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: other")
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    return {"other": text}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("languages: [en]", "languages: [fr]"), "language"),
        (("    holds: text\n", "    holds: sections\n"), "text"),
        (("      - id: b\n", "      - id: c\n"), "b"),
    ],
)
def test_what_does_not_fit_is_reported_at_its_line(change, expected):
    content = as_yaml(minimal())
    _, notes = migrate_to(content, "other", call(change=change))
    lines = content.decode().splitlines()
    assert expected in {lines[note.line - 1].split(":")[0].strip() for note in notes if not note.is_advisory}


def test_sections_where_only_text_may_stand_are_reported():
    content = as_yaml(minimal({"parts": {"two": {"sections": [{"title": "T", "text": "Words."}]}}}))
    own = call(holds=('    holds: both\n    numbering: "1)"\n    length', "    holds: text\n    length"))
    _, notes = migrate_to(content, "other", own)
    assert [note.is_advisory for note in notes if "sections" in note.text] == [False]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_marks_and_quotes_stay(ends, mark):
    content = mark + as_yaml(minimal()).replace(b"call: cstd-26", b"call: 'cstd-26'  # mine").replace(b"\n", ends)
    changed, _ = migrate_to(content, "cstd-17")
    assert changed == content.replace(b"'cstd-26'", b"cstd-17")


@pytest.mark.parametrize(
    "line", ["# $schema: ../cstd-26.schema.json (see the wiki)", "# about $schema: cstd-26", "# cstd-26"]
)
def test_a_comment_that_is_not_only_the_address_of_the_schema_stays(line):
    content = line.encode() + b"\n" + as_yaml(minimal())
    changed, _ = migrate_to(content, "cstd-17")
    assert changed == content.replace(b"call: cstd-26", b"call: cstd-17")


@given(st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), st.just({"text": "Words."})))
def test_any_parts_stay_as_they_are(parts):
    content = as_yaml({**minimal(), "parts": parts})
    changed, notes = migrate_to(content, "cstd-wsis20")
    assert model.from_data(source.read(changed, "a").data).parts == model.from_data({"parts": parts}).parts
    assert len([note for note in notes if not note.is_advisory]) == len(parts)


def test_a_file_without_a_call_is_refused():
    content = re.sub(rb"call: .*\n", b"", as_yaml(minimal()))
    with pytest.raises(WsiscError, match=r"a\.yaml"):
        migrate_to(content, "cstd-17")


def test_a_file_without_a_language_is_read_in_that_of_the_call():
    _, notes = migrate_to(b"call: cstd-26\n", "cstd-17")
    assert len(notes) == 5
    assert all(len(note.text) > 60 for note in notes if not note.is_advisory)
