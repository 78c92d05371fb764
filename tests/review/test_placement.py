"""A range of a text is in the passage that has its characters, otherwise in the nearest one."""

import pytest

from tests.conftest import minimal
from wsisc.review.placement import PlacedText
from wsisc.source import model

TEXT = "See the e-mail.\n\n42. There are **five**\n\n| a | b |\n|---|---|\n| c | d |\n"
PATH = ("parts", "one", "text")


@pytest.mark.parametrize(
    ("part", "words"),
    [("mail", "See the e-mail."), ("42.", "There are five"), ("There", "There are five"), ("**\n", "There are five"),
     ("|---", "b"), ("d |", "d")],
)  # fmt: skip
def test_a_range_is_in_the_nearest_passage(part, words):
    placed = PlacedText(model.from_data(minimal({"parts": {"one": {"text": TEXT}}})))
    start = TEXT.index(part)
    assert placed.passages[placed.passage_at(PATH, start, start + len(part))].display_text == words
