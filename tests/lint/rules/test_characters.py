"""Characters that no one sees and that do harm, and their like that are meant."""

import pytest

from tests.conftest import minimal
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.source import model


def found(text):
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    return [
        (each.start, each.end)
        for each in rules.load("control-character").check(Reading(submission, None))
        if each.start
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Words \u202eturned round",
        "Words \u202din a row",
        "Words \U000e0041 hidden",
        "Words \U000e0041\U000e0042 in a row",
        "An address &#x202e; of one",
        "A backslash \\\\&#0; before one",
        "A zero\u200bwidth",
        "A line\u2028more",
    ],
)
def test_what_does_harm_is_found(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "عربي \u2067and\u2069 English",
        "Marks \u200fof direction\u200e",
        "A backslash \\&#x202e; before it",
        "نمی\u200cخواهم",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f of Scotland",
    ],
)
def test_what_is_meant_stays(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "count"), [(r"\&#0;", 0), (r"\\&#0;", 1), (r"\\\&#0;", 0), ("&#0;", 1), (r"a\&#x7;b&#x7;", 1)]
)
def test_an_entity_behind_a_backslash_is_text(text, count):
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    assert len(list(rules.load("control-character").check(Reading(submission, None)))) == count
