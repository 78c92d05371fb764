"""Texts of strangers, printed on one line."""

import json

import pytest

from wsisc.messages import Message, t
from wsisc.text.sanitize import escape_in_json, sanitize, sanitize_for_xml


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
