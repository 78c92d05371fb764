"""Where a sentence ends."""

import re

import pytest

from wsisc.text import sentences


@pytest.mark.parametrize(
    ("text", "is_end"),
    [
        ("It ended. The", True),
        ("It ended. the", False),
        ("It ended … “The", True),
        ("so... The", True),
        ("Mr. Smith", False),
        ("by A. B. Smith", False),
        ("in 2022. The", True),
        ("1. The", False),  # the number of an item
        ("انتهى. بدأ", True),
    ],
)
def test_a_mark_ends_a_sentence(text, is_end):
    mark = list(re.finditer(r"[.…]+\s+", text))[-1]
    assert sentences.is_end(text, mark, 0, ["mr"]) is is_end
