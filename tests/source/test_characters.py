"""Characters that no author typed on purpose are reported where they are, and replaced; other files are known as such."""

import pytest

from wsisc.messages.diagnostic import Severity
from wsisc.source import characters
from wsisc.text.sanitize import harmful, invisible


def found(content):
    text, problems = characters.read(content.encode() if isinstance(content, str) else content)
    return text, [(each.code, each.line, each.column, each.length) for each in problems]


@pytest.mark.parametrize(
    ("content", "text", "problems"),
    [
        ("a: b\n", "a: b\n", []),
        ("a\u2028b", "a b", [("stray-character", 0, 1, 1)]),
        ("x\na\u2029b\x85c", "x\na b c", [("stray-character", 1, 1, 1), ("stray-character", 1, 3, 1)]),
        ("a\x0bb\x0cc\x00", "a b c ", [("stray-character", 0, at, 1) for at in (1, 3, 5)]),
        ("a\x7f\x9f\ufffe\uffff", "a    ", [("stray-character", 0, at, 1) for at in (1, 2, 3, 4)]),
        ("a\ufeffb", "a b", [("stray-character", 0, 1, 1)]),
        ("\ta: b", " a: b", [("indentation", 0, 0, 1)]),
        ("  \t\ta: b", "    a: b", [("indentation", 0, 2, 2)]),
        ("a:\t\tb", "a:  b", [("stray-character", 0, 2, 2)]),
        ("a: b #\tnote", "a: b # note", [("stray-character", 0, 6, 1)]),
        ("  #\tnote\tmore", "  # note more", []),
        ("\t# note", " # note", [("indentation", 0, 0, 1)]),
        ("a:\n\xa0\xa0b: c", "a:\n  b: c", [("indentation", 1, 0, 2)]),
        ("a:\n  \xa0b: c", "a:\n   b: c", [("indentation", 1, 2, 1)]),
        ("a:\n\u3000\u2003b: c", "a:\n  b: c", [("indentation", 1, 0, 2)]),
        ("a:\n  \u202fb-2:\n", "a:\n   b-2:\n", [("indentation", 1, 2, 1)]),
        ("a: |\n  \u3000\u3000信息：a", "a: |\n  \u3000\u3000信息：a", []),
        ("a:\n \t\xa0b: c", "a:\n   b: c", [("indentation", 1, 1, 2)]),
        ("a: b\xa0c", "a: b\xa0c", []),
        ("a\r\nb\rc\n", "a\nb\nc\n", []),
    ],
)
def test_a_character_is_reported_where_it_is_and_becomes_a_space(content, text, problems):
    assert found(content) == (text, problems)


def test_what_indents_is_named():
    for content, name in (("\tb: c", "tab"), (" \xa0b: c", "no-break space"), (" \t\xa0b: c", "tab")):
        [problem] = characters.read(content.encode())[1]
        assert name in problem.message


def test_no_more_problems_are_reported_than_a_person_reads_at_once():
    assert len(found("a\x0b" * 99)[1]) == 99
    assert len(found("a\x0b\n" * 150)[1]) == characters.MAX_PROBLEMS
    assert found("a\x0b\n" * 150)[0] == "a \n" * 150


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [(b"\xff", 0, 0), (b"a: \xe4", 0, 3), (b"a\r\nb\rc: \xff\n", 2, 3), ("é: ".encode() + b"\x80", 0, 3)],
)
def test_a_byte_that_is_not_utf_8_is_reported_where_it_is(content, line, column):
    assert found(content) == ("", [("encoding", line, column, 1)])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 and more", "Word file"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0\xa1", "old Word"),
        ("a: b".encode("utf-16"), "UTF-16"), ("a: b".encode("utf-16-le"), "UTF-16"), ("a: b".encode("utf-16-be"), "UTF-16"),
        (b"\xfe\xff" + "a".encode("utf-16-be"), "UTF-16"), ("a: b".encode("utf-32"), "UTF-32"),
        (b"\0\0\xfe\xff" + "a".encode("utf-32-be"), "UTF-32"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_named(content, name):
    text, [problem] = characters.read(content)
    assert (text, problem.code, problem.line, problem.column) == ("", "encoding", 0, 0)
    assert name in problem.message


def test_some_zero_bytes_are_stray_characters_and_no_other_encoding():
    assert {code for code, *_ in found(b"abc\0" * 8)[1]} == {"stray-character"}


def test_a_byte_order_mark_does_no_harm():
    text, [problem] = characters.read(b"\xef\xbb\xbfa: b")
    assert (text, problem.code, problem.severity, problem[1:4]) == (
        "a: b",
        "byte-order-mark",
        Severity.WARNING,
        (0, 0, 1),
    )


@pytest.mark.parametrize("character", ["\u202d", "\u202e", "\ufdd0", "\ufff9", "\U000e0041", "\x9f", "\x00", "\ufeff"])
def test_no_text_may_have_what_is_not_seen_and_does_harm(character):
    assert harmful().search(f"a{character}b")
    assert invisible().search(f"a{character}b")


def test_flags_of_the_parts_of_a_country_and_joiners_do_no_harm():
    for text in ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e007f", "क्\u200dष", "می\u200cخواهم", "a\xa0b\nc"):
        assert not harmful().search(text)
    assert not invisible().search("क्\u200dष می\u200cخواهم")
