"""The lines after a cover -> a title page of the contributor's own."""

import pytest

from tests.importer.paragraphs import heading, para
from wsisc.importer.cover import call_phrases, cover_detection
from wsisc.importer.cover.cover_detection import CoverLine
from wsisc.readers.word.content import Run, Table
from wsisc.text.words import fold


@pytest.mark.parametrize(
    ("line", "is_session"),
    [
        ("Fifteenth session", True),
        ("15th session, Geneva, 21-25 May 2012", True),
        ("XXVI session", True),
        ("27-31 March 2023, Geneva", True),
        ("Genève, 21-25 mai 2012", True),
        ("Commission on Science and Technology for Development, twenty-sixth session", True),
        ("Ginebra, 27 a 31 de marzo de 2023", True),
        ("26.º período de sesiones", True),
        ("Женева, 27–31 марта 2023 года", True),
        ("جنيف، 27-31 آذار/مارس 2023", True),
        ("第二十六届会议", True),
        ("科学和技术促进发展委员会第26届会议 2023年3月27日至31日，日内瓦", True),
        ("", False),
        ("x", False),
        ("Geneva", False),
        ("In Geneva in 2012", False),
        ("Our last session", False),
        ("We hosted the fourth session of the Youth Forum in 2022.", False),
        ("Highlights of the twenty-sixth session", False),
        ("Geneva hosted our network in 2022", False),
        ("Faits marquants de la vingt-sixième session", False),
        ("Nous avons accueilli la quatrième session du Forum en 2022.", False),
        ("Principales resultados del vigésimo sexto período de sesiones", False),
        ("Итоги: двадцать шестая сессия", False),
        ("أهم نتائج الدورة السادسة والعشرون", False),
        ("我们主办了第四届青年论坛，在十二个国家开展了培训", False),
    ],
)
def test_a_line_that_says_nothing_else_names_a_session(line, is_session):
    assert call_phrases.is_session_line(fold(line)) is is_session


def roles(*blocks, before=("by", "entity")):
    """Return the roles of the lines of blocks; before them are lines of a cover."""
    cover = [CoverLine(0, para("ESCWA"), "ESCWA", role) for role in before]
    blocks = [para("ESCWA"), *blocks]
    lines = [
        *cover,
        *(CoverLine(at, each, each.text) for at, each in enumerate(blocks[1:], 1) if not isinstance(each, Table)),
    ]
    cover_detection.mark_title_page(lines, blocks)
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
        ([para("Contents", style="TOC Heading", align="center")], ["contents"]),
        (
            [para("One\t2", style="toc 1"), para("Two", style="Contents 2"), para("Our report", style="Title"), PROSE],
            ["contents", "contents", "title", ""],
        ),
    ],
)
def test_the_lines_of_a_title_page(blocks, expected):
    assert roles(*blocks) == expected


def test_a_label_that_no_table_has_is_one_between_others_that_look_like_it():
    labelled = (
        bold("Contact person"),
        para("A. Diallo"),
        bold("Kind of body"),
        para("Public"),
        bold("Date"),
        para("2022"),
    )
    assert roles(para("escwa"), *labelled)[1:] == ["fields"] * 6
    other = (*labelled[:2], para("Our report", style="Title"), *labelled[3:])
    assert roles(para("escwa"), *other)[1:4] == ["fields", "fields", "title"]


def test_lines_between_lines_of_a_cover_are_others():
    lines = [CoverLine(at, para("x"), "x", role) for at, role in enumerate(["", "cover-body", "", "by"])]
    cover_detection.mark_title_page(lines, [para("x")] * 4)
    assert [line.role for line in lines] == ["other", "cover-body", "other", "by"]
