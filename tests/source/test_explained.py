"""What an author reads on each mistake in a file's YAML, with its place: all in one golden."""

import pytest

from wsisc import source
from wsisc.merge import block_text
from wsisc.source import characters, yaml_edit

CHARACTERS = [
    "a: b\u2028c", "a: b\u2029c", "a: b\x85c", "a: b\x0bc", "a: b\x0cc", "a: b\x00c", "a: b\ufeffc", "a: b\tc", "\ta: b", "a:\n \xa0b: c",
    "a:\n \t b: c", "# a\tb", "a: b # c\td", "\ufeffa: b", "a: b\u202ec",
]  # fmt: skip
BYTES = [
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    "a: b".encode("utf-16-le"),
    b"\xff\xfea\0",
    b"a: \xe4\r\nb: \x80",
]
SYNTAX = [
    *(f"title: {mark}UN: a text" for mark in "*&[{@%\"'`!-?"),
    *(f"- {mark} a" for mark in "*&[{@%`!"),
    "title: [a], [b]", "title: {a: b} c", "title: [a] # note\n b", "title: - a", "title: -a: b", "title: ?", 'title: "a" b', 'text: "a" and "b"',
    "title: UN Agency: a report", "text: UN Agency: a report", "- UN: a: b", "title: a:",
    'title: "a\nb: c', "title: 'a\nb: c", "title: 'it''s'\nb: 'c", 'a: "b"\nc: "d\ne: "f"', "a: 'b' # c\nd: 'e\nf: g",
    'a: "\\q"', 'a: "\\ud800"', 'a: "\\uzz"', 'a: "\\x1"',
    "a: |\n    one\n  two\nb: c", "a:\n  b: |\n  one\n  c: d", "a: |\n  one\n - two\n", "a: |\n  one\n # two\n: c", "a: |\n  one\nword: b: c",
    "a: | words\n  more", "a: > words", "a: |2 # note\n b",
    "title\uff1a words", "title : a\n\u2236", "a\ufe55 b\nc: d",
    "a: one # two\n  three", "a: one #two\n  three: four", "a: one\n  # two\n  three: four",
    "a: b\n  c: d", "a: b\n c", "a:\n  b: c\n d: e", "a:\n- b\n c", "a\nb: c", "a: b\nword", "[a", "{a: b", "a: *b", "a: &b *b", "a: !!x y", "a: @b",
    "a: b\na: c", "a: {b: c, b: d}", "? a\n: b", "---\na: b\n---\nc: d", "%YAML 1.1\n---\na: b", "a: b\n...\n", "- a", "a", "1: 2", "", "# a", "null: a", "a: 0x1F",
    "a: 1_000", "a: 2022-12-15", "a: 1e3", "a: .5", "a: yes", "a: ~", "a: <<", "<<: {a: b}",
]  # fmt: skip


def shown(content: bytes) -> str:
    read = source.read(content, "a.yaml")
    lines = [repr(content.decode("utf-8", "backslashreplace")), f"  {read.data!r}"]
    for each in read.diagnostics:
        lines += [
            f"  {each.code} {each.severity} {tuple(each.span)} {each.path}",
            f"    {each.message}",
            f"    {each.hint}",
        ]
    return "\n".join(lines)


def test_what_an_author_reads_on_each_mistake(golden):
    texts = [each.encode() for each in (*CHARACTERS, *SYNTAX)]
    golden(
        "explained-yaml.txt",
        "\n".join(map(shown, [*texts[: len(CHARACTERS)], *BYTES, *texts[len(CHARACTERS) :]])) + "\n",
    )


@pytest.mark.parametrize(
    ("content", "is_other"),
    [
        (b"a\0\0" + b"a" * 5, False),
        (b"a\0\0\0" + b"a" * 5, True),
        (b"a" * 4096 + b"\0" * 4096, False),
        (b"a" * 3072 + b"\0" * 1024, False),
        (b"a" * 3071 + b"\0" * 1025, True),
        (b"a" * 3071 + b"\0" * 1025 + b"a" * 9000, True),
        (b"a" * 3584 + b"\0" * 513, False),
    ],
)
def test_many_zero_bytes_are_of_utf_16(content, is_other):
    assert ([found.code for found in characters.read(content)[1]] == ["encoding"]) == is_other


def test_a_block_without_words_has_no_indentation():
    for content, extent in (
        (b"a: |\n\n\nb: c", (1, 1, 0)),
        (b"a: |\n   \n   \nb: c", (1, 1, 0)),
        (b"a: |\n  one\n\n  two\n\nb: c", (1, 4, 2)),
        (b"a: |", (1, 1, 0)),
    ):
        node = yaml_edit.node_at(yaml_edit.compose(content), ("a",))
        lines = yaml_edit.read_lines(content).lines
        assert yaml_edit.block_extent(lines, node) == extent


@pytest.mark.parametrize(
    ("piece", "style", "encoded"),
    [
        ("it's", "'", "it''s"),
        ("it's", None, "it's"),
        ("it's", '"', "it's"),
        ('a"\n', '"', 'a\\"\\n'),
        ("a\nb", None, "a\n\n  b"),
        ("a\n\nb", "'", "a\n\n\n  b"),
    ],
)
def test_a_piece_in_the_notation_of_a_style(piece, style, encoded):
    assert block_text.encode_piece(piece, style, 2) == encoded
