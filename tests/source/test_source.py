"""YAML is read as JSON, with the place of everything."""

import pytest

from tests.durations import quickest
from wsisc import source
from wsisc.source import yaml_parser


def read(text):
    return source.read(text.encode() if isinstance(text, str) else text, "file.yaml")


def codes(found):
    return [diagnostic.code for diagnostic in found.diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("on", "on"), ("2022-12-15", "2022-12-15"), ("010", 10), ("0o10", 8), ("0x1F", 31), ("12:30:45", "12:30:45"),
        ("1.10", 1.1), ("1e3", 1000.0), (".inf", ".inf"), (".nan", ".nan"), ("~", None), ("null", None), ("true", True),
        ("True", True), ("yes", "yes"), ("-3", -3), ("+", "+"), ("1_000", "1_000"), ('"1"', "1"), ("9" * 41, "9" * 41),
    ],
)  # fmt: skip
def test_scalars_are_those_of_yaml_1_2(text, value):
    found = read(f"key: {text}\n").data["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "anchor"), ("a: [*x]\n", "alias"), ("a: !!str 1\n", "tag"), ("a: !x y\n", "tag"), ("<<: {a: 1}\n", "merge-key"),
        ("? " + "k" * 1025 + "\n: a\n", "too-large"),
        ("ti\u200btle: a\n", "stray-character"), ("o\u00adne: a\n", "stray-character"),
        ("1: a\n", "non-string-key"), ("true: a\n", "non-string-key"), ("[a]: b\n", "non-string-key"), ("~: b\n", "non-string-key"),
        ("a: 1\na: 2\n", "duplicate-key"), ("a: 1\n---\nb: 1\n", "second-document"), ("", "empty-file"), ("# only this\n", "empty-file"),
        ("---\n", "empty-file"), ("a: b: c\n", "syntax"), ("a: [b\n", "syntax"), ('a: "\\U00110000"\n', "syntax"),
        ('a: "\\q"\n', "syntax"), ("a: word #3\n", "lost-words"), (b"a: \xff\n", "encoding"), ("a: b\n".encode("utf-16"), "encoding"),
        (b"\xef\xbb\xbfa: b\n", "byte-order-mark"), ("a: b\x00c\n", "stray-character"), ("a: b\u2028c\n", "stray-character"),
    ],
)  # fmt: skip
def test_what_is_not_json_is_reported(text, code):
    assert codes(read(text)) == [code]


def test_a_key_has_as_many_characters_as_yaml_allows():
    assert read("k" * 1000 + ": a\n").diagnostics == ()


_LONG = "k" * 500_000


@pytest.mark.parametrize(
    "text",
    [f"? {_LONG}\n: a\n", f"? {_LONG}\n: a\n? {_LONG}\n: b\n", f"a: *{_LONG}\n", f"a: &{_LONG} 1\n", f"a: !{_LONG} 1\n",
     f"? [{_LONG}]\n: 1\n", f"? {{a: {_LONG}}}\n: 1\n", "? " + "1" * 500_000 + "\n: a\n"],
)  # fmt: skip
def test_a_message_quotes_the_start_of_a_long_value(text):
    found = read(text).diagnostics
    assert found
    assert all(len(f"{problem.message}{problem.hint}{problem.path}") < 500 for problem in found)


def test_a_number_key_in_quotation_marks_is_text():
    assert read('"1": a\n').data == {"1": "a"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_shift_lines(end):
    found = read(end.join(["a: 1", "b: |", "  one", "  two", "a: 2", ""]))
    assert found.data == {"a": 1, "b": "one\ntwo\n"}
    assert found.diagnostics[0].span[:2] == (5, 1)


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [
        ("text: |\n  first\n  the word\n", 3, 7),
        ("text: |-  # a comment\n\n  first\n    the word\n", 4, 9),
        ("text: |2\n    first\n  the word\n", 3, 7),
        ("text: >\n  first\n  the word\n", 3, 7),
        ("text: first\n  the word\n", 2, 7),
        ("text: 'it''s\n  the word'\n", 2, 7),
        ('text: "\\u00e9\\n \\\n  the word"\n', 2, 7),
        ('text: "a\\tthe word"\n', 1, 15),
        ("- - {x: [the word]}\n", 1, 14),
        ("text: كلمة 中文 the word\n", 1, 19),
    ],
)
def test_a_word_is_found_where_it_stands(yaml, line, column):
    found = read(yaml)
    path, value = next((path, found.value(path)) for path in found.marks if isinstance(found.value(path), str))
    start = value.index("word")
    assert found.locate(path, start, start + 4) == (line, column, line, column + 4)


def test_a_missing_value_is_shown_at_what_should_hold_it():
    found = read("entity:\n  acronym: UN\n")
    assert found.locate(("entity", "name"), on_key=True)[:2] == (1, 1)
    assert found.locate(("nowhere", "at", "all"))[:2] == (1, 1)


def test_a_hundred_megabytes_are_refused_at_once():
    """It takes less time than to read a thousandth of them."""
    content = b"a: " + b"x" * 100_000_000
    assert codes(read(content)) == ["too-large"]
    assert quickest(read, [content] * 2) < quickest(read, [b"a: " + b"x" * 100_000] * 2)


@pytest.fixture(scope="module")
def largest():
    """Return the seconds that it takes to read almost as many values as a file may have."""
    content = "a: [" + "x, " * 49_000 + "x]\n"
    assert codes(read(content)) == []
    return quickest(read, [content] * 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x,x]\n" + "".join(f"{c}: &{c} [*{p},*{p},*{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)), "anchor"),
        ("[" * 5000, "too-deep"),
        ("- " * 5000 + "a", "too-deep"),
        ("a: [" + "x, " * 200_000 + "x]\n", "too-large"),
        ("{" * 100 + "}" * 100, "too-deep"),
    ],
    ids=["alias bomb", "flow", "block", "many", "maps"],
)  # fmt: skip
def test_bombs_are_refused_about_as_soon_as_a_harmless_file_is_read(text, code, largest):
    assert quickest(read, [text] * 2) < 3 * largest
    found = read(text)
    assert code in codes(found)
    assert all(diagnostic.message for diagnostic in found.diagnostics)


def test_without_libyaml_all_is_read_alike(monkeypatch):
    texts = ["a: [1, x]\nb: |\n  text\n", 'a: "\\U00110000"\n', "a: b: c\n", "a: *x\n"]
    fast = [(found.data, codes(found)) for found in map(read, texts)]
    monkeypatch.setattr(yaml_parser, "LOADER", __import__("yaml").Loader)
    assert [(found.data, codes(found)) for found in map(read, texts)] == fast


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("parts:\n  one:\n    text: |\n   too little\n    more\n    # a comment\n  two: x\n", 4, 4),
        ("parts:\n  one:\n    text: |\n  # a comment\n\n  too little\n  two: x\n", 6, 3),
        ("parts:\n  one:\n    text: |\n    too little\n\n    # a comment\n    more\n  two: x\n", 4, 5),
        ("parts:\n  one:\n    text: |\n      enough\n   too little\n      enough\n  two: x\n", 5, 4),
        ("parts:\n  - title: T\n    text: |\n    too little\n  - title: U\n", 4, 5),
        ("call: a\ntitle：A title\nentity:\n  name: B\n", 2, 6),
        ("call: a\ntitle： A title\n# a comment\n\nentity:\n  name: B\n", 2, 6),
        ("entity:\n  name：B\n  acronym: C\n", 2, 7),
    ],
)
def test_a_syntax_error_is_reported_at_its_place(text, line, column):
    [found] = source.read(text.encode(), "a.yaml").diagnostics
    assert (found.code, found.span.line, found.span.column) == ("syntax", line, column)


def test_a_source_is_immutable():
    found = read("a: [1]\nb: 2\n")
    with pytest.raises(AttributeError):
        found.data = None
    renamed = found.with_keys({("a",): "c"})
    assert (found.data, renamed.data) == ({"a": [1], "b": 2}, {"c": [1], "b": 2})
    assert renamed.locate(("c", 0)) == renamed.locate(("a", 0)) == found.locate(("a", 0))
