"""A text of a file is replaced in its own style: the data are those with the new text, and comments and other lines stay."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wsisc import source
from wsisc.merge import block_text

STYLES = {
    "|": "x:\n  t: |  # note\n    one two\n    three\n  # after\n  u: 1\n",
    "|-": "x:\n  t: |-\n    one two\n\n    three\n  u: 1  # note\n",
    "|2": "x:\n  t: |2  # note\n      one two\n    three\n  # after\n  u: 1\n",
    ">2": "x:\n  t: >2  # note\n      one two\n    three\n    four\n  u: 1\n",
    ">": "x:\n  t: >  # note\n    one two\n    three\n\n    four\n  u: 1\n",
    "> at the end": "x:\n  t: >\n    one two\n\n    - three\n      - four\n",
    "| at the end": "x:\n  t: |\n    one two\n\n    three\n",
    "plain": "x:\n  t: one two  # note\n  u: 1\n",
    "plain on lines": "x:\n  t: one two\n    three\n  u: 1\n",
    "single": "x:\n  t: 'it''s one\n    two'  # note\n  u: 1\n",
    "double": 'x:\n  t: "one \\u00e9 two\\n\\\n    three"  # note\n  u: 1\n',
    "item": "- one two\n- three  # note\n",
    "flow": "x: {t: one two, u: 1}  # note\n",
}
PATHS = {"item": (0,)}
words = st.lists(st.sampled_from(["one", "two", "three", "it's", "a: b", "#c", "- d", '"e"', "é", "\\n"]), max_size=6)
texts = st.lists(words.map(" ".join), min_size=1, max_size=4).map("\n".join)


def comments(content):
    return [line.partition("# ")[2] for line in content.decode().split("\n") if "# " in line]


@pytest.mark.parametrize("style", STYLES)
@given(texts, st.booleans())
@example("one two\nthree", True)
@example("one 2", False)
@example("", False)
def test_a_new_text_is_what_is_read_and_the_rest_stays(style, text, has_break):
    content, path = STYLES[style].encode(), PATHS.get(style, ("x", "t"))
    new = text + "\n" * has_break
    changed = block_text.set_text(content, path, new)
    assert changed is not None
    before, after = source.read(content, ""), source.read(changed, "")
    assert after.value(path) == new
    assert not [each for each in after.diagnostics if each.code == "syntax"]
    others = [each for each in before.marks if each[: len(path)] != path and path[: len(each)] != each]
    assert [after.value(each) for each in others] == [before.value(each) for each in others]
    assert [each for each in comments(content) if each not in comments(changed)] == []


@pytest.mark.parametrize(
    ("style", "new", "expected"),
    [
        ("|", "one 2\nthree\n", "    one 2\n    three\n  # after\n"),
        ("|", "one two\nnew\n\nthree\n", "    one two\n    new\n\n    three\n"),
        ("|2", "  one two\nnew\n  three\n", "t: |2  # note\n      one two\n    new\n      three\n  # after\n"),
        ("|2", "one two\nthree\n", "t: |2  # note\n    one two\n    three\n  # after\n"),
        (">2", "  one two\nthree five\n", "t: >2  # note\n      one two\n    three\n    five\n  u: 1\n"),
        (">", "one two 3\nfour\n", "    one two\n    3\n"),
        ("plain", "one 2", "t: one 2  # note\n"),
        ("plain", "one: two", 't: "one: two"  # note\n'),
        ("plain", "one\ntwo\n", "t: |  # note\n    one\n    two\n  u: 1\n"),
        ("single", "it's 1 two", "'it''s 1\n    two'  # note\n"),
        ("double", "one é 2\nthree", '"one \\u00e9 2\\n\\\n    three"  # note\n'),
        ("item", "one 2", "- one 2\n- three  # note\n"),
        ("flow", "one, two", '{t: "one, two", u: 1}  # note\n'),
    ],
)
def test_only_what_differs_is_replaced(style, new, expected):
    changed = block_text.set_text(STYLES[style].encode(), PATHS.get(style, ("x", "t")), new).decode()
    assert expected in changed, changed


@pytest.mark.parametrize("path", [("x",), ("x", "u"), ("x", "none"), ("none",), ()])
def test_what_is_no_text_stays(path):
    assert block_text.set_text(STYLES["|"].encode(), path, "new") is None


def test_line_ends_and_a_byte_order_mark_stay():
    content = b"\xef\xbb\xbft: |\r\n  one\r\n  two\r\n"
    assert block_text.set_text(content, ("t",), "one\n2\n3\n") == b"\xef\xbb\xbft: |\r\n  one\r\n  2\r\n  3\r\n"


@pytest.mark.parametrize(
    ("old", "text", "new"),
    [
        ("alpha\n\n\nbeta\n", "alpha\nNEW\nbeta\n", "alpha\n\nNEW\n\nbeta\n"),
        ("- alpha\n  - nested\n", "- alpha\n- other\n", "- alpha\n\n- other\n"),
    ],
)
@pytest.mark.parametrize("end", ["", "  u: 1\n"])
def test_a_folded_text_stays_folded_around_empty_and_indented_lines(old, text, new, end):
    def written(lines):
        return "x:\n  t: >\n" + re.sub("(?m)^(?=.)", "    ", lines) + end

    assert block_text.set_text(written(old).encode(), ("x", "t"), text) == written(new).encode()
