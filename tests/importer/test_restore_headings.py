"""Headings that lost their style are headings again: known by their bookmarks, their titles, or their numbers."""

import pytest

from wsisc.document.outline import OutlineBlock
from wsisc.importer.parts import restore_headings
from wsisc.readers.word.content import Paragraph, Run, WordContent

PATHS = [("parts", "two", "sections", index, "title") for index in range(3)]
SENT = [
    OutlineBlock("heading", "Part Two: An overview", (), 1, "two"),
    OutlineBlock("heading", "1) Schools", PATHS[0], 2, "two_1"),
    OutlineBlock("rich", "Schools were connected.", (*PATHS[0][:-1], "text")),
    OutlineBlock("heading", "2) Health", PATHS[1], 2, "two_2"),
    OutlineBlock("heading", "3) Health", PATHS[2], 2, "an_id"),
    OutlineBlock("heading", "Part Three: The plans", (), 1, "three"),
]
TEXT = Paragraph((Run("Centres came to each district of the country, and to each village in it."),), "Body Text")


def heading(text, name="", style="heading 2 theme", outline=2, bold=False):
    return Paragraph((Run(text, bold=bold),), style, outline, bookmarks=(name,) if name else ())


def plain(text, name="", bold=False, style=""):
    return heading(text, name, style, 0, bold)


PART, SCHOOLS, LAST = (
    heading("Part Two: An overview", "two", "heading 1", 1),
    heading("1) Schools", "two_1"),
    heading("3) Health", "an_id"),
)
NEXT_PART = heading("Part Three: The plans", "three", "heading 1", 1)


def restored(lost, *after, before=(PART, SCHOOLS, TEXT)):
    """Return the level that a paragraph gets, and the paths of the headings that were restored."""
    content = WordContent((*before, lost, TEXT, *after))
    found = restore_headings.restore(content, SENT)
    others = [each for each in found.content.blocks if each.text != lost.text]
    assert others == [each for each in content.blocks if each.text != lost.text]
    return found.content.blocks[len(before)].outline, [each.path for each in found.restored]


@pytest.mark.parametrize(
    ("lost", "level", "paths"),
    [
        (plain("2) Health", "two_2"), 2, [PATHS[1]]),
        (plain("Health", "two_2"), 2, [PATHS[1]]),
        (plain("Wealth", "two_2"), 2, [PATHS[1]]),  # its bookmark says so
        (plain("2) Health", "two_2", style="Normal"), 2, [PATHS[1]]),
        (plain("2) Health", "two_2", style="Body Text"), 0, []),  # somebody chose that style
        (plain("It is now a sentence of the text.", "two_2"), 0, []),
        (plain("2) Health", bold=True), 2, [PATHS[2]]),  # of equal titles the last one
        (plain("Health", bold=True), 2, [PATHS[2]]),
        (plain("Health"), 0, []),
        (plain("4) Cybercrime", bold=True), 2, []),  # a new one, numbered like those beside it
        (plain("Cybercrime", bold=True), 0, []),
        (plain("(a) Cybercrime", bold=True), 0, []),
        (plain("4) Cybercrime"), 0, []),
        (plain("2) Health", "mine"), 2, [PATHS[2]]),
        (plain("2) Wealth", "mine"), 0, []),
    ],
)
def test_headings_without_their_style(lost, level, paths):
    assert restored(lost, LAST) == (level, paths)


def test_a_title_that_is_a_heading_elsewhere_is_another_text():
    assert restored(plain("Schools", bold=True), LAST) == (0, [])


def test_a_number_like_those_of_another_part_is_none_of_a_heading():
    lost = plain("1) First of all", bold=True)
    assert restored(lost, before=(PART, SCHOOLS, TEXT, NEXT_PART)) == (0, [])
    assert restored(lost, heading("2) Second", outline=3), before=(PART, NEXT_PART)) == (3, [])


def test_a_heading_of_a_part_is_restored_too():
    lost = plain("Part Three: The plans", "three")
    assert restored(lost) == (1, [()])


def test_nothing_is_restored_of_an_unknown_document():
    content = WordContent((PART, plain("2) Health", "two_2"), TEXT))
    assert restore_headings.restore(content, ()).content == content
