"""The look of documents: measures of the page, and each property of a style."""

import pytest

from wsisc import theme
from wsisc.theme import word_styles


def test_the_measures_of_a_page():
    look = theme.load()
    assert theme.text_width(look) == 9071
    assert [round(each, 1) for each in theme.figure_size_limit(look)] == [453.5, 566.9]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("normal", {"bold": False, "line": 1.12, "before": 0, "align": "left", "page-break": False}),
        ("title", {"bold": True, "page-break": True, "colour": "heading", "font": "text", "indent-left": 24}),
        ("heading-4", {"bold": False, "italic": True, "size": 12, "outline": 4, "keep": True}),
    ],
)
def test_a_style_has_what_those_have_that_it_is_based_on(role, expected):
    found = theme.resolve_style(theme.load(), role)
    assert expected.items() <= found.items()
    assert not {"word", "based-on", "next"} & found.keys()


STYLES = [
    ("keep: true", "<w:keepNext/><w:keepLines/>", ""),
    ("page-break: true", "<w:pageBreakBefore/>", ""),
    ("leader: true", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs>', ""),
    ("before: 2", '<w:spacing w:before="40"/>', ""),
    ("after: 0", '<w:spacing w:after="0"/>', ""),
    ("line: 1.5", '<w:spacing w:line="360" w:lineRule="auto"/>', ""),
    ("indent-left: 3", '<w:ind w:left="60"/>', ""),
    ("indent-right: 3", '<w:ind w:right="60"/>', ""),
    ("align: both", '<w:jc w:val="both"/>', ""),
    ("outline: 2", '<w:outlineLvl w:val="1"/>', ""),
    ("bold: true", "", "<w:b/><w:bCs/>"),
    ("bold: false", "", '<w:b w:val="0"/><w:bCs w:val="0"/>'),
    ("italic: true", "", "<w:i/><w:iCs/>"),
    ("colour: link", "", '<w:color w:val="0B4F94" w:themeColor="hyperlink"/>'),
    ("colour: warning", "", '<w:color w:val="9C2A10"/>'),
    ("tab: true", '<w:tabs><w:tab w:val="right" w:pos="9071"/></w:tabs>', ""),
    ("numbering: 2", '<w:numPr><w:numId w:val="2"/></w:numPr>', ""),
    (
        "font: text",
        "",
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>',
    ),
    ("size: 11.5", "", '<w:sz w:val="23"/><w:szCs w:val="26"/>'),
    ("underline: true", "", '<w:u w:val="single"/>'),
    ("superscript: true", "", '<w:vertAlign w:val="superscript"/>'),
    (
        "font: symbols",
        "",
        '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>',
    ),
]


@pytest.mark.parametrize(("line", "paragraph", "run"), STYLES)
def test_each_property_of_a_style_in_word(line, paragraph, run):
    key, _, value = line.partition(": ")
    numbers = {"true": True, "false": False}
    style = {key: numbers[value] if value in numbers else float(value) if value[0].isdigit() else value}
    if key in ("outline", "numbering"):
        style = {key: 2}
    assert word_styles.paragraph_properties(theme.load(), style) == paragraph
    assert word_styles.run_properties(theme.load(), style) == run


def test_the_names_of_styles_are_those_of_word():
    assert word_styles.word_name("cover-body", {}) == "Cover Body"
    assert word_styles.word_name("text", {"word": "Body Text"}) == "Body Text"
    assert word_styles.style_id("heading 1") == "Heading1"
    assert word_styles.style_id("Body Text") == "BodyText"
