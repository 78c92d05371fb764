"""Lines of YAML: what is written is read back as it was, and comments and ends of lines are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc import source
from wsisc.source import yaml_edit
from wsisc.text.sanitize import harmful

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(" \n:#-'\"0é")).filter(
    lambda text: not harmful().search(text)
)
scalars = texts | st.integers(-999, 999) | st.booleans() | st.none()
keys = st.from_regex(r"[a-z]{1,6}|true|1|null", fullmatch=True)
entries = st.dictionaries(
    keys, st.recursive(scalars, lambda inner: st.dictionaries(keys, inner, max_size=3), max_leaves=6)
)


@given(st.dictionaries(keys, entries | st.lists(scalars | entries.filter(bool), min_size=1), min_size=1))
def test_data_are_read_back_as_they_were_written(data):
    lines = yaml_edit.emit(data, 0)
    read = source.read("\n".join([*lines, ""]).encode(), "")
    assert read.data == data
    assert not [each for each in read.diagnostics if each.code == "syntax"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain words", "plain words"), ("a: b", '"a: b"'), ("a:b #c", '"a:b #c"'), ("a#b: c", '"a#b: c"'), ("a:b#c", "a:b#c"),
        ("ends:", '"ends:"'), ("ends ", '"ends "'), (" begins", '" begins"'), ("", '""'), ("true", '"true"'), ("null", '"null"'),
        ("1", '"1"'), ("- a", '"- a"'), ("é", "é"), ("a\nb", '"a\\nb"'), ("a\xa0b", '"a\\u00a0b"'), ("a\u2028b", '"a\\u2028b"'),
        (1, "1"), (None, "null"), (True, "true"),
    ],
)  # fmt: skip
def test_a_scalar_is_plain_where_it_can_be(value, expected):
    assert yaml_edit.emit_scalar(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", ["|", "  a", "  b"]), ("a\n\n b", ["|-", "  a", "", "   b"]), (" a\nb\n", None), ("\na", None), ("a\n\n", None),
        ("a\tb\nc", None), ("a\n\xa0b", None), ("a\n \xa0b", None), ("a\nb\xa0c", ["|-", "  a", "  b\xa0c"]), ("\n", None),
        ("a\x85b\n", None), ("a\rb\n", None), ("a\u2029b\n", None), ("a\ufeffb\n", None),
    ],
)  # fmt: skip
def test_a_text_is_written_as_it_is_or_not_at_all(text, expected):
    assert yaml_edit.emit_literal(text, 2) == expected


@pytest.mark.parametrize("content", [b"", b"a", b"a\n", b"a\r\nb\rc\nd", b"\xef\xbb\xbfa: 1\n\n", "é\r\n".encode()])
def test_lines_give_their_file(content):
    assert yaml_edit.read_lines(content).content == content


@pytest.mark.parametrize(
    ("content", "start", "end", "new", "expected"),
    [
        (b"a\r\nb\r\n", 0, 1, ["x", "y"], b"x\r\ny\r\nb\r\n"),
        (b"a\r\nb\n", 1, 2, ["x", "y"], b"a\r\nx\ny\r\n"),
        (b"a\nb", 1, 2, ["x"], b"a\nx"),
        (b"a\nb", 2, 2, ["x"], b"a\nb\nx\n"),
        (b"a\nb", 0, 0, ["x"], b"x\na\nb"),
        (b"a\nb", 0, 2, ["x"], b"x\n"),
        (b"a\nb\nc\n", 1, 2, [], b"a\nc\n"),
        (b"a", 1, 1, ["x"], b"a\nx\n"),
        (b"a", 1, 1, [], b"a"),
    ],
)
def test_lines_that_are_put_in_end_as_the_others_do(content, start, end, new, expected):
    lines = yaml_edit.read_lines(content)
    lines.splice(start, end, new)
    assert lines.content == expected


FILE = """\
a: 1  # one
b:  # two
  - x: |  # no comment to be found, it is part of the head
      text # not a comment

      more
    # three
    y: 'it # is'  # four
  - "z # z"
c: >-
  folded # text

d: [p,  # five
  q]
"""


@pytest.mark.parametrize(
    ("path", "last"),
    [(("a",), 0), (("b",), 8), (("b", 0), 7), (("b", 0, "x"), 5), (("b", 1), 8), (("c",), 10), (("d",), 13)],
)
def test_a_node_ends_in_a_line(path, last):
    lines, root = yaml_edit.read_lines(FILE.encode()).lines, yaml_edit.compose(FILE.encode())
    assert yaml_edit.last_line(lines, yaml_edit.node_at(root, path)) == last


def test_comments_are_distinguished_from_text():
    lines, root = yaml_edit.read_lines(FILE.encode()).lines, yaml_edit.compose(FILE.encode())
    assert [each[:6] for each in yaml_edit.find_comments(lines, root, 0, len(lines))] == [
        "# one", "# two", "# no c", "# three"[:6], "# four", "# five",
    ]  # fmt: skip
    assert yaml_edit.find_comments(lines, yaml_edit.node_at(root, ("c",)), 9, 11) == []


@pytest.mark.parametrize("path", [("x",), ("b", 2), ("b", "x"), ("a", 0), ("a", "x"), ("b", 0, "x", 0)])
def test_where_nothing_is_there_is_no_node(path):
    assert yaml_edit.node_at(yaml_edit.compose(FILE.encode()), path) is None


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("a: |\n  b\n  c\nd: 1\n", (1, 3, 2)), ("a: |\n\n   b\n\n\nd: 1\n", (1, 3, 3)), ("a: |\n  b\n    c\n", (1, 3, 2)),
        ("a: |\n\n\nd: 1\n", (1, 1, 0)), ("a: |\n  b\n  \n  c", (1, 4, 2)), ("a: |\n  b\n# c\n", (1, 2, 2)),
    ],
)  # fmt: skip
def test_a_block_of_text_ends_with_its_last_line_that_is_not_empty(text, extent):
    node = yaml_edit.node_at(yaml_edit.compose(text.encode()), ("a",))
    assert yaml_edit.block_extent(yaml_edit.read_lines(text.encode()).lines, node) == extent
