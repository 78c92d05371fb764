"""The lines after a cover -> a title page of the contributor's own."""

import pytest

from tests.importer.test_content import heading, para
from wsisc.importer import title_page
from wsisc.importer.title_page import CoverLine
from wsisc.readers.word.content import Run, Table


@pytest.mark.parametrize(
    ("folded", "is_session"),
    [
        ("fifteenth session", True),
        ("15th session geneva 21 25 may 2012", True),
        ("xxvi session", True),
        ("our last session", True),
        ("at our last session", False),
        ("geneva 21 25 may 2012", True),
        ("genève 21 25 mai 2012", True),
        ("geneva", False),
        ("in geneva 2012", False),
        ("", False),
        (f"fifteenth session {'x ' * 10}".strip(), True),
        (f"fifteenth session {'x ' * 11}".strip(), False),
    ],
)
def test_a_line_names_a_session(folded, is_session):
    assert title_page.is_session_line(folded) is is_session


def roles(*blocks, before=("by", "entity")):
    """Return the roles of the lines of blocks; before them are lines of a cover."""
    cover = [CoverLine(0, para("ESCWA"), "ESCWA", role) for role in before]
    blocks = [para("ESCWA"), *blocks]
    lines = [
        *cover,
        *(CoverLine(at, each, each.text) for at, each in enumerate(blocks[1:], 1) if not isinstance(each, Table)),
    ]
    title_page.mark_title_page(lines, blocks)
    return [line.role for line in lines[len(before) :]]


def centred(text):
    return para(text, align="center")


def bold(text):
    return para(Run(text, bold=True))


PROSE = para("word " * 13)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([centred("Our report"), PROSE], ["title", ""]),
        ([centred("Our"), centred("report"), PROSE], ["title", "title", ""]),
        ([bold("Our"), centred("report"), PROSE], ["title", "other", ""]),
        ([bold("Our"), bold("report"), centred("x"), PROSE], ["title", "title", "other", ""]),
        ([bold("Our"), bold("report"), PROSE], ["title", "", ""]),
        ([bold("Our"), bold("report"), para("word " * 12)], ["title", "title", ""]),
        ([para("Our report"), PROSE], ["", ""]),
        ([para("escwa"), para("16th session"), centred("Our report")], ["cover-repeated", "cover-repeated", "title"]),
        ([centred("Introduction"), PROSE], ["", ""]),
        ([para("Introduction", style="Title")], ["title"]),
        ([bold("1. Our report"), PROSE], ["", ""]),
        ([centred("word " * 45)], ["title"]),
        ([centred("word " * 46)], [""]),
        ([heading("Our report"), heading("One", 2), PROSE], ["title", "", ""]),
        ([heading("Our report"), heading("One", 1), PROSE], ["", "", ""]),
        ([heading("Our report"), PROSE], ["", ""]),
        ([heading("Our report", 2), heading("One", 1), PROSE], ["", "", ""]),
        ([para("Contents", style="TOC Heading", align="center")], [""]),
    ],
)
def test_the_lines_of_a_title_page(blocks, expected):
    assert roles(*blocks) == expected


def test_lines_between_lines_of_a_cover_are_others():
    lines = [CoverLine(at, para("x"), "x", role) for at, role in enumerate(["", "cover-body", "", "by"])]
    title_page.mark_title_page(lines, [para("x")] * 4)
    assert [line.role for line in lines] == ["other", "cover-body", "other", "by"]
