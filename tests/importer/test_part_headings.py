"""Blocks and the headings of parts -> folded texts."""

import pytest

from tests.importer.paragraphs import para
from wsisc.calls import call as calls
from wsisc.importer.parts import part_headings
from wsisc.importer.parts.part_headings import FoldedText
from wsisc.readers.word.content import Numbering, Table

CALL = calls.BUILT_IN.load("cstd-26")


def test_blocks_are_folded_with_their_numbers():
    numbered = para("A Title", numbering=Numbering("1", 0, "decimal", "Part 1:", 1))
    empty = FoldedText("", frozenset(), 0)
    assert part_headings.printed_text(numbered) == "Part 1: A Title"
    assert part_headings.fold_blocks([numbered, para(" "), Table(()), para("a A")]) == [
        *(FoldedText("part 1 a title", frozenset({"part", "1", "a", "title"}), 4), empty, empty),
        FoldedText("a a", frozenset({"a"}), 2),
    ]


def test_the_headings_of_parts():
    headings = {heading.ids: heading for heading in part_headings.fold_headings(CALL, "en")}
    assert list(headings) == [("one",), ("two",), ("three",), ("three", "a"), ("three", "b")]
    assert headings["one",].label == "part one"
    assert headings["one",].text.startswith("part one an executive summary half a page of")
    assert [heading.has_words for heading in headings.values()] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "is_candidate"),
    [
        ("executive", True),
        ("executive zebras taught us now", True),  # a third of the words but two
        ("executive zebras taught us now then", False),
        ("executive summary zebras taught us now then too", True),
        ("executive summary zebras taught us now then too again", False),
        ("zebras", False),
        ("", False),
    ],
)
def test_a_third_of_the_words_makes_a_candidate(text, is_candidate):
    heading = next(part_headings.fold_headings(CALL, "en"))
    [folded] = part_headings.fold_blocks([para(text)])
    assert heading.is_candidate(folded) is is_candidate
