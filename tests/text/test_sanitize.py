"""Texts of strangers, printed on one line."""

import json
import sys

import pytest

from wsisc.messages import Message, t
from wsisc.text import sanitize as module
from wsisc.text.sanitize import escape_in_json, find_harmful, find_invisible, sanitize, sanitize_for_xml


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Programme é 中文", "Programme é 中文"),
        ("two\nlines\x1b[31m", "two\ufffdlines\ufffd[31m"),
        ("abc\u202etxt", "abc\ufffdtxt"),
        ("::error::x", "\ufffd:error::x"),  # a command at the start of a line
        ("a::b", "a::b"),
        ("##vso[x]", "#\ufffdvso[x]"),
        ("byte\udcff", "byte\ufffd"),
    ],
)
def test_what_could_be_obeyed_is_replaced(text, safe):
    assert sanitize(text) == safe


def test_a_message_remains_one_with_safe_values():
    message = sanitize(t("{name} is not known", name="a\nb"))
    assert isinstance(message, Message)
    assert message == "a\ufffdb is not known"
    assert message.msgid == "{name} is not known"


def test_json_keeps_its_meaning():
    text = json.dumps("\u202e##[x] \ud800", ensure_ascii=False)
    assert "\u202e" not in escape_in_json(text)
    assert json.loads(escape_in_json(text)) == json.loads(text)


def test_xml_can_have_what_remains():
    assert sanitize_for_xml("a\tb\n\x0bc\ud800\uffffé中\U0001f600") == "a\tb\n\ufffdc\ufffd\ufffdé中\U0001f600"


EVERY_CHARACTER = [*map(chr, range(sys.maxunicode + 1)), "x\nx", "\U000e0041\U000e0042"]


@pytest.mark.parametrize(
    ("find", "pattern"),
    [
        (lambda text: next(find_harmful(text), None), module.harmful()),
        (find_invisible, module.invisible()),
    ],
)
def test_no_character_is_missed_because_it_looks_printable(find, pattern):
    assert [text for text in EVERY_CHARACTER if (find(text) is None) != (pattern.search(text) is None)] == []


@pytest.mark.parametrize("text", ["a name.yaml", "Programme", "a: b # c"])
def test_printable_texts_need_no_pattern(text, monkeypatch):
    def fail(*_):
        raise AssertionError

    for name in ("harmful", "invisible"):
        monkeypatch.setattr(module, name, fail)
    assert (find_invisible(text), list(find_harmful(text))) == (None, [])


def test_what_sanitize_replaces_is_never_printable():
    # beside a line break, which is replaced, all characters are looked at
    assert [text for text in EVERY_CHARACTER if sanitize(f"\n{text}") != f"\ufffd{sanitize(text)}"] == []
