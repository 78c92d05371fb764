"""The place of each word of a text in its file, in each style of YAML; and the words at a place."""

import re

from wsisc import source
from wsisc.merge import block_text
from wsisc.source import yaml_edit

CONTENT = b"""\
plain: one two  # note
on lines: one
  two three
single: 'it''s
  two'
double: "a \\u00e9 b\\n\\
  c"
block: |
  one two

    three
folded: >-
  one
  two

  three
list:
  - one two
  - {key: one two, other: [one, two]}
"""
PLACES = """\
plain: one 1:8-1:11, two 1:12-1:15
on lines: one 2:11-2:14, two 3:3-3:6, three 3:7-3:12
single: it's 4:10-4:15, two 5:3-5:6
double: a 6:10-6:11, \u00e9 6:12-6:13, b 6:19-6:20, c 7:3-7:4
block: one 9:3-9:6, two 9:7-9:10, three 11:5-11:10
folded: one 13:3-13:6, two 14:3-14:6, three 16:3-16:8
list/0: one 18:5-18:8, two 18:9-18:12
list/1/key: one 19:11-19:14, two 19:15-19:18
list/1/other/0: one 19:28-19:31
list/1/other/1: two 19:33-19:36
"""


def test_the_place_of_each_word():
    read = source.read(CONTENT, "a.yaml")
    lines = []
    for path in read.marks:
        value = read.value(path)
        if isinstance(value, str):
            spans = [(each[0], read.locate(path, *each.span())) for each in re.finditer(r"\S+", value)]
            shown = (f"{word} {a}:{b}-{c}:{d}" for word, (a, b, c, d) in spans)
            lines.append(f"{'/'.join(map(str, path))}: {', '.join(shown)}")
    assert "\n".join(lines) + "\n" == PLACES


def test_the_words_at_a_place():
    read = source.read(CONTENT, "a.yaml")
    for path in (("plain",), ("block",), ("list", 0)):
        value = read.value(path)
        for start in range(len(value)):
            assert (
                read.text_at(read.locate(path, start, start + 1)).strip(" ") == value[start].strip(" ")
                or value[start] == "\n"
            )
    assert read.text_at(read.locate(("on lines",), 0, 13)) == "one\n  two three"
    assert read.text_at(source.Span(1, 1, 1, 1)) == ""
    assert [tuple(read.locate(("plain",))), tuple(read.locate(("plain",), on_key=True))] == [
        (1, 8, 1, 15),
        (1, 1, 1, 6),
    ]
    assert tuple(read.locate(("list", 1))) == (19, 5, 19, 6)


def test_further_lines_of_a_text_are_indented_as_those_that_it_has():
    for content, indent in (
        (b"a: one\n    two\nb: c\n", 4),
        (b"a: one\n\n   two\nb: c\n", 3),
        (b"a: one\nb: c\n", 2),
        (b"x:\n  a: 'one'\n  b: c\n", 4),
    ):
        read = source.read(content, "")
        mark = read.marks[("x", "a") if content.startswith(b"x") else ("a",)]
        assert block_text.hanging_indent(yaml_edit.read_lines(content), mark) == indent
