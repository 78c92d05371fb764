"""Comments that silence a rule: where they may stand, what they reach, and what is told of those that are of no use."""

import pytest

from wsisc import pipeline, selection, source

HEAD = """wsisc: 1
call: cstd-26
language: en
title: A title
entity: {name: An entity}
parts:
"""
TAIL = """  two: {text: "An overview."}
  three: {a: {text: "What was done."}, b: {text: "What will be."}}
"""
CHOSEN = selection.Selection(("possessive-acronym", "emphasis"))


def found(part, chosen=CHOSEN):
    read = source.read((HEAD + part + TAIL).encode(), "a.yaml")
    return [
        (each.code, each.span.line, each.span.column) for each in pipeline.check(read, selection=chosen).diagnostics
    ]


TEXT = "\n      UNESCO's aim and ITU's.\n"


def test_without_a_comment_everything_is_told():
    assert found(f"  one:\n    text: |{TEXT}") == [("possessive-acronym", 9, 7), ("possessive-acronym", 9, 24)]


@pytest.mark.parametrize(
    "part",
    [
        f"  one:\n    text: |  # wsisc: ignore[possessive-acronym] a quotation{TEXT}",
        f"  one:\n    text: |-  #wsisc:ignore[possessive-acronym]{TEXT}",
        f"  one:\n    # wsisc: ignore[possessive-acronym]\n    text: |{TEXT}",
        f"  one:\n    # wsisc: ignore[un-style] as published\n    # another comment\n\n    text: |{TEXT}",
        f"  one:  # wsisc: ignore[possessive-acronym]\n    text: |{TEXT}",
        f"  # wsisc: ignore[emphasis, possessive-acronym]\n  one:\n    text: |{TEXT}" + "      It was **never** so.\n",
        '  one: {text: "UNESCO\'s aim"}  # wsisc: ignore[possessive-acronym]\n',
        "  one:\n    text: UNESCO's aim # wsisc: ignore[possessive-acronym \"UNESCO's\"] so it is called\n",
    ],
)
def test_a_comment_silences_a_rule_for_a_value_and_what_lies_under_it(part):
    assert found(part) == []


def test_quoted_words_narrow_it():
    part = f'  one:\n    text: |  # wsisc: ignore[possessive-acronym "UNESCO\'s"]{TEXT}'
    assert found(part) == [("possessive-acronym", 9, 24)]


def test_it_reaches_no_other_value():
    part = f"  one:\n    tags: {{sdgs: [4]}}  # wsisc: ignore[possessive-acronym]\n    text: |{TEXT}"
    assert [code for code, *_ in found(part)] == ["unused-ignore", "possessive-acronym", "possessive-acronym"]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("ignore[possessive-acronym]", "unused-ignore"),
        ('ignore[possessive-acronym "ITU\'s"]', "unused-ignore"),
        ("ignore[possesive-acronym]", "unknown-rule"),
        ("ignore[undefined-link]", "refused-ignore"),
        ("ignore[structure]", "refused-ignore"),
        ("ignore", "malformed-ignore"),
        ("ignore possessive-acronym", "malformed-ignore"),
        ("ignore[]", "malformed-ignore"),
        ("ignore[possessive-acronym", "malformed-ignore"),
        ('ignore[possessive-acronym "x]', "malformed-ignore"),
    ],
)
def test_a_comment_of_no_use_is_told_at_its_place(comment, code):
    assert found(f"  one:\n    text: Fine.  # wsisc: {comment}\n") == [(code, 8, 18)]


def test_a_comment_for_a_rule_that_does_not_run_is_left_alone():
    chosen = selection.Selection(("emphasis",))
    assert found("  one:\n    text: Fine.  # wsisc: ignore[possessive-acronym]\n", chosen) == []


def test_a_comment_inside_a_text_is_told_since_it_would_be_printed():
    part = f"  one:\n    text: |{TEXT}      # wsisc: ignore[possessive-acronym]\n"
    assert "ignore-in-text" in {code for code, *_ in found(part)}


def test_errors_cannot_be_ignored():
    part = "  one:\n    text: See [a][b].  # wsisc: ignore[undefined-link]\n"
    assert {code for code, *_ in found(part)} == {"undefined-link", "refused-ignore"}
