"""Comments that suppress a rule: where they can be, what they apply to, and the warnings about unused ones."""

import re

import pytest

from wsisc import pipeline, source
from wsisc.lint import selection

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


def test_without_a_comment_everything_is_reported():
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
        "  one:\n    text: UNESCO's\n      aim  # wsisc: ignore[possessive-acronym]\n",
        "  one:\n    text:  # wsisc: ignore[possessive-acronym]\n      UNESCO's\n      aim\n",
        '  one:\n    text: "UNESCO\'s\n      aim"  # wsisc: ignore[possessive-acronym]\n',
        "  one:\n    text: >-  # wsisc: ignore[possessive-acronym]\n      UNESCO's\n      aim\n",
        '  one: {\n    # wsisc: ignore[possessive-acronym]\n    text: "UNESCO\'s"}\n',
        f"  'one':\n    \"text\": |2-  # wsisc: ignore [ possessive-acronym, ] [so it is]{TEXT}",
        f'  one:\n    text: |  # wsisc: ignore[possessive-acronym "UNESCO\'s", possessive-acronym "ITU\'s"]{TEXT}',
        f"  one:\n    text: |  # wsisc: ignore[emphasis]  # wsisc: ignore[possessive-acronym]{TEXT}      It is **so**.\n",
        "  one:\n    text: UNESCO's aim # wsisc: ignore[possessive-acronym \"UNESCO's\"] so it is called\n",
    ],
)
def test_a_comment_silences_a_rule_for_a_value_and_what_lies_under_it(part):
    assert found(part) == []


@pytest.mark.parametrize(("line_end", "mark"), [("\r\n", b""), ("\r", b""), ("\n", b"\xef\xbb\xbf")])
def test_line_ends_and_a_byte_order_mark_make_no_difference(line_end, mark):
    text = f"{HEAD}  one:\n    text: |  # wsisc: ignore[possessive-acronym]{TEXT}{TAIL}".replace("\n", line_end)
    read = source.read(mark + text.encode(), "a.yaml")
    codes = [each.code for each in pipeline.check(read, selection=CHOSEN).diagnostics]
    assert codes == (["byte-order-mark"] if mark else [])


SECTIONS = """  one: {text: A summary.}
  two:
    sections:COMMENT 1
      # COMMENT 2
      - title: ITU's aim  # COMMENT 3
        text: ITU's  # COMMENT 4
      -  # COMMENT 5
        title: ITU's other aim
  three: {a: {text: "What was done."}, b: {text: "What will be."}}
"""


@pytest.mark.parametrize(
    ("at", "left"), [(0, {11, 12, 14}), (1, set()), (2, {14}), (3, {12, 14}), (4, {11, 14}), (5, {11, 12})]
)
def test_above_an_item_it_speaks_of_the_item_and_behind_a_key_of_its_value(at, left):
    text = re.sub(
        r"(# )?COMMENT (\d)",
        lambda match: "  # wsisc: ignore[possessive-acronym]" if match[2] == str(at) else "# none",
        SECTIONS.replace("sections:COMMENT", "sections: # COMMENT"),
    )
    read = source.read((HEAD + text).encode(), "a.yaml")
    assert {each.span.line for each in pipeline.check(read, selection=CHOSEN).diagnostics} == left


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
        ("ignore[missing-property]", "refused-ignore"),
        ("ignore[form]", "refused-ignore"),
        ("ignore[all]", "unknown-rule"),
        ("ignore", "malformed-ignore"),
        ("ignore possessive-acronym", "malformed-ignore"),
        ("ignore[]", "malformed-ignore"),
        ("ignore[possessive-acronym", "malformed-ignore"),
        ('ignore[possessive-acronym "x]', "malformed-ignore"),
    ],
)
def test_a_comment_of_no_use_is_reported_at_its_place(comment, code):
    assert found(f"  one:\n    text: Fine.  # wsisc: {comment}\n") == [(code, 8, 18)]


def test_a_comment_for_a_rule_that_does_not_run_is_left_alone():
    chosen = selection.Selection(("emphasis",))
    assert found("  one:\n    text: Fine.  # wsisc: ignore[possessive-acronym]\n", chosen) == []


def test_an_unused_comment_for_a_group_is_reported_where_every_rule_of_it_ran():
    part = "  one:\n    text: Fine.  # wsisc: ignore[un-style]\n"
    assert found(part) == []
    assert ("unused-ignore", 8, 18) in found(part, selection.Selection(("un-style",)))


def test_a_comment_for_a_rule_of_another_language_is_left_alone():
    text = f"{HEAD}  one:\n    text: |  # wsisc: ignore[un-abbreviated]{TEXT}{TAIL}".replace(
        "language: en", "language: fr"
    )
    found = pipeline.check(source.read(text.encode(), "a.yaml"), selection=selection.Selection(("un-abbreviated",)))
    assert [each.code for each in found.diagnostics] == ["unknown-value"]  # the call is in English


def test_a_comment_for_a_value_that_no_rule_looked_at_is_left_alone():
    part = "  one:\n    # wsisc: ignore[possessive-acronym]\n    text: [Fine]\n"
    assert [code for code, *_ in found(part)] == ["wrong-type"]


@pytest.mark.parametrize("line", ["# wsisc: ignore[possessive-acronym]\n", "# wsisc: ignore[possessive-acronym]"])
def test_at_the_end_of_a_file_a_comment_speaks_of_nothing(line):
    read = source.read((HEAD + f"  one:\n    text: |{TEXT}" + TAIL + line).encode(), "a.yaml")
    codes = [each.code for each in pipeline.check(read, selection=CHOSEN).diagnostics]
    assert codes == ["possessive-acronym", "possessive-acronym", "malformed-ignore"]


def test_above_a_file_that_is_a_list_it_applies_to_its_first_item():
    read = source.read(b"# wsisc: ignore[possessive-acronym]\n- wsisc: 1\n", "a.yaml")
    assert [each.code for each in pipeline.check(read).diagnostics] == ["wrong-type"]


def test_behind_the_end_of_a_mapping_that_began_above_it_speaks_of_nothing():
    part = '  one: {\n    text: "UNESCO\'s"\n    }  # wsisc: ignore[possessive-acronym]\n'
    assert [code for code, *_ in found(part)] == ["possessive-acronym", "malformed-ignore"]


def test_a_comment_inside_a_text_is_reported_since_it_would_be_printed():
    part = f"  one:\n    text: |{TEXT}      # wsisc: ignore[possessive-acronym]\n"
    assert "ignore-in-text" in {code for code, *_ in found(part)}


def test_errors_cannot_be_ignored():
    part = "  one:\n    text: See [a][b].  # wsisc: ignore[undefined-link]\n"
    assert {code for code, *_ in found(part)} == {"undefined-link", "refused-ignore"}
