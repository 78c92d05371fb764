"""YAML as a person would write it: where lines are broken, and how each text is written."""

import pytest

from tests.conftest import minimal
from wsisc.source import model
from wsisc.writers import yaml

W = 40
"""The least width."""
LINK = frozenset({"a"})


def words(*lengths):
    return " ".join("abcdefghi"[number % 9] * length for number, length in enumerate(lengths))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (words(20, 19), [words(20, 19)]),
        (words(20, 20), ["a" * 20, "b" * 20]),
        ("x" * 41, ["x" * 41]),
        (f"> {'a' * 20} {'b' * 20}", [f"> {'a' * 20}", f"> {'b' * 20}"]),
        (f"- {'a' * 20} {'b' * 20}", [f"- {'a' * 20}", f"  {'b' * 20}"]),
        (f"12. {'a' * 20} {'b' * 20}", [f"12. {'a' * 20}", f"    {'b' * 20}"]),
        (f"> - {'a' * 20} {'b' * 20}", [f"> - {'a' * 20}", f">   {'b' * 20}"]),
        (f"{'a' * 30}\n{words(20, 31)}", ["a" * 30, words(20, 31)]),
        (f"{'a' * 30}\n{words(20, 32)}", ["a" * 30, "a" * 20, "b" * 32]),
        (f"| {words(20, 30)} |\n|---|\n| x |", [f"| {words(20, 30)} |", "|---|", "| x |"]),
        *(
            (f"{'a' * 38} {risky} b", [f"{'a' * 38} {risky}", "b"])
            for risky in ("-", "+", "*", ">", "#", "1.", "12)", "|x", "=", ":")
        ),
        (f"{'a' * 38}\n\n{words(20, 20)}", ["a" * 38, "", "a" * 20, "b" * 20]),
    ],
)
def test_lines_are_broken_at_spaces_where_nothing_changes(text, lines):
    assert yaml.wrap(text, LINK, W).split("\n") == lines


def test_no_text_is_narrower_than_the_least_width():
    assert yaml.wrap(words(20, 19), LINK, 5) == words(20, 19)
    assert yaml.wrap(words(20, 20), LINK, 5).count("\n") == 1


EVERYTHING = {
    "contact": {"name": "Ann", "email": "a@example.org"},
    "date": "2022-12-15",
    "parts": {
        "one": {"text": "Ends.\n", "tags": {"sdgs": [4, "16.5"]}, "comments": [{"by": "Ann", "text": "So?"}]},
        "two": {
            "text": " begins with a space",
            "sections": [{"title": "yes: 1", "id": "s", "text": "In it.", "sections": [{"title": "Inner"}]}],
        },
        "three": {"a": {"text": "a\tb"}, "b": {"text": ""}},
    },
    "unplaced": {"text": "Left over."},
    "links": {"home": "https://example.org/"},
    "footnotes": {"null": "A note.", "n": "Two\n\nparagraphs."},
    "figures": {"f": {"file": "a.png", "alt": "A"}},
}
WRITTEN = """\
# yaml-language-server: $schema=./x.json
#
# A heading
# of two lines

wsisc: 1
call: cstd-26
language: en
title: A title
entity:
  name: An entity
contact:
  name: Ann
  email: a@example.org
date: '2022-12-15'

parts:
  one:
    text: |
      Ends.
    tags:
      sdgs:
      - 4
      - "16.5"
    comments:
    - by: Ann
      text: So?
  two:
    text: ' begins with a space'
    sections:
      - title: 'yes: 1'
        id: s
        text: |-
          In it.
        sections:
          - title: Inner
  three:
    a:
      text: "a\\tb"
    b: {}

# No part was found for these words, and they are not printed: move them where they belong, then delete the key.
unplaced:
  text: |-
    Left over.

links:
  home: https://example.org/

footnotes:
  "null": |-
    A note.
  n: |-
    Two

    paragraphs.

figures:
  f:
    file: a.png
    alt: A
"""


def test_a_submission_with_everything():
    submission = model.from_data(minimal(EVERYTHING))
    assert yaml.write(submission, "./x.json", "A heading\nof two lines") == WRITTEN


@pytest.mark.parametrize(
    ("modeline", "heading", "first"),
    [("", "", "wsisc: 1"), ("m", "", "# yaml-language-server: $schema=m\n\nwsisc: 1"), ("", "h", "# h\n\nwsisc: 1")],
)
def test_the_comments_at_the_top(modeline, heading, first):
    empty = model.from_data(minimal() | {"parts": {}})
    text = yaml.write(empty, modeline, heading, "  one:\n    text: |\n\n")
    assert text.startswith(f"{first}\n")
    assert text.endswith("\n\nparts:\n  one:\n    text: |\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("two\nlines", "|-\n  two\n  lines"),
        ("yes", "'yes'"),
        ("true", '"true"'),
        ("12", '"12"'),
        ("", '""'),
        ("2022-12-15", "'2022-12-15'"),
        ("a\tb", '"a\\tb"'),
        ("a\u2028b", '"a\\Lb"'),
        ("\xa0a", '"\xa0a"'),
        ("a\xa0b", "a\xa0b"),
        ("é", "é"),
    ],
)
def test_a_text_in_canonical_yaml(text, written):
    submission = model.from_data(minimal({"title": text, "contact": {"name": "Ann"}}))
    canonical = yaml.dump_canonical(submission)
    assert f"\ntitle: {written}\nentity:" in canonical
    assert "Ann" not in canonical
