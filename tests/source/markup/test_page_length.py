"""Estimated pages: more blocks take more room, and a typeset text of each kind is about as long as estimated."""

import importlib.util

import pytest

from tests.conftest import ROOT, minimal
from wsisc.source import model
from wsisc.source.markup import page_length

WORDS = " ".join(["support"] * 120)


def estimate(text="", sections=(), language="en", **more):
    parts = {"two": {"text": text, "sections": list(sections)}}
    submission = model.from_data(minimal({"parts": parts, "language": language, **more}))
    (part,) = (each for each in submission.parts if each.id == "two")
    return page_length.estimate_part(part, submission)


def test_the_same_words_take_more_room_in_more_blocks():
    words = WORDS.split()
    as_paragraphs = "\n\n".join(" ".join(words[at : at + 12]) for at in range(0, 120, 12))
    as_items = "\n".join("- " + " ".join(words[at : at + 12]) for at in range(0, 120, 12))
    as_sections = [{"title": "Support", "text": " ".join(words[at : at + 12])} for at in range(0, 120, 12)]
    lengths = [estimate(WORDS), estimate(as_items), estimate(as_paragraphs), estimate(sections=as_sections)]
    assert lengths == sorted(lengths)
    assert lengths[-1] > 2 * lengths[0]


def test_footnotes_and_rows_take_room():
    note = {"footnotes": {"a": "A note."}}
    assert estimate(f"{WORDS}[^a]", **note) > estimate(WORDS)
    assert estimate("| a | b |\n|---|---|\n| c | d |\n| e | f |") > estimate("| a | b |\n|---|---|\n| c | d |")
    assert estimate("") == 0


@pytest.mark.parametrize(
    ("text", "pages"),  # as typeset
    [("\n".join(["| x | y |", "|---|---|", *["| x | y |"] * 900]), 21.0), ("\n".join(["- i"] * 1000), 27.0)],
    ids=["rows", "items"],
)
def test_a_row_or_item_of_one_letter_takes_a_line(text, pages):
    assert estimate(text) == pytest.approx(pages, rel=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en", "zh"])
def test_the_estimate_of_a_mixed_text_is_within_a_tenth(language):
    spec = importlib.util.spec_from_file_location("pages", ROOT / "benchmarks" / "pages.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    assert abs(pages.measure(language, "mixed").error) < 0.1
