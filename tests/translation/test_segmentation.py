"""Paragraphs in sentences, as translators see them."""

import pytest

from wsisc.translation import units
from wsisc.translation.coded_text import Piece


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It began in 2022. The Office joined.", ["It began in 2022.", "The Office joined."]),
        ("1. See No. 5 of Mr. A. Smith. 中文。结束。", ["1. See No. 5 of Mr. A. Smith.", "中文。", "结束。"]),
    ],
)
def test_a_sentence_is_a_segment(text, sentences):
    found = units.split_sentences([Piece(text)])
    assert ["".join(piece.text for piece in segment.pieces) for segment in found] == sentences
