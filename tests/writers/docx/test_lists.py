"""The lists of a Word file: their named styles, their bullets, and no definition that nothing uses."""

import re

import pytest
from lxml import etree

from wsisc.ooxml.names import W
from wsisc.writers.docx import body

SPACE = f'xmlns:w="{W[1:-1]}"'


def parse(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:numbering {SPACE}>{xml}</w:numbering>")


def shown(element: etree._Element) -> str:
    """Return the XML in an element without namespaces; attributes without their prefix."""
    text = "".join(etree.tostring(each, encoding="unicode") for each in element)
    return re.sub(r"\bw:", "", re.sub(r' xmlns:\w+="[^"]*"', "", text))


def definition(id, format, text, start="", levels=9):
    """Return the definition of a list as Pandoc writes it; %1 in the text is the number of each level."""
    first = f'<w:start w:val="{start}"/>' if start else ""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}">{first}<w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text.replace("%1", f"%{level + 1}")}"/></w:lvl>'
        for level in range(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{id}">{inner}</w:abstractNum>'


def number(id, definition):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/></w:num>'


def paragraphs(*ids):
    inner = "".join(f'<w:p><w:pPr><w:numPr><w:numId w:val="{id}"/></w:numPr></w:pPr></w:p>' for id in ids)
    return etree.fromstring(f"<w:body {SPACE}>{inner}</w:body>")


def of_use(numbering):
    """Return the definition of each list by its id, and the ids of all definitions."""
    found = {each.get(f"{W}numId"): each[0].get(f"{W}val") for each in numbering.iter(f"{W}num")}
    return found, [each.get(f"{W}abstractNumId") for each in numbering.iter(f"{W}abstractNum")]


@pytest.mark.parametrize(
    ("format", "text", "style"),
    [
        ("decimal", "%1)", "ListNumber"),
        ("decimal", "%1.", "ListNumber"),
        ("lowerRoman", "%1.", "ListNumber"),
        ("bullet", "•", "ListBullet"),
        ("bullet", " ", "ListContinue"),
        ("bullet", "", "ListContinue"),
    ],
)
def test_the_style_of_a_list_follows_from_its_sign(format, text, style):
    numbering = parse(definition(990, format, text) + definition(991, "bullet", "•") + number(7, 991) + number(8, 990))
    assert body.find_styles(numbering) == {"7": "ListBullet", "8": style}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:rPr/>', '<numFmt val="bullet"/><lvlText val="•"/>'),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/>', '<numFmt val="bullet"/><lvlText val="•"/>'),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val=" "/><w:rPr/>', '<numFmt val="bullet"/><lvlText val=" "/>'),
        (
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr/>',
            '<numFmt val="decimal"/><lvlText val="%1."/><rPr/>',
        ),
        ('<w:numFmt w:val="bullet"/><w:rPr/>', '<numFmt val="bullet"/><rPr/>'),
        ("<w:rPr/>", "<rPr/>"),
    ],
)
def test_a_bullet_is_that_of_the_text(level, expected):
    numbering = parse(f"<w:lvl>{level}</w:lvl>")
    body.style_bullets(numbering)
    assert shown(numbering[0]) == expected


def test_what_no_paragraph_uses_is_removed_and_the_lists_of_the_styles_are_there():
    numbering = parse(
        definition(990, "decimal", "%1.")
        + definition(991, "lowerRoman", "%1.")
        + "".join(number(*each) for each in ((1000, 990), (1001, 990), (1002, 991)))
    )
    body.complete(numbering, (paragraphs(1001), paragraphs()))
    assert of_use(numbering) == ({"1": "1", "2": "2", "1001": "990"}, ["1", "2", "990"])
    kinds = [each.tag.removeprefix(W) for each in numbering]
    assert kinds == sorted(kinds)  # all definitions come before all lists, as the schema has them


def test_notes_use_lists_too():
    numbering = parse(definition(990, "lowerRoman", "%1.") + number(1001, 990))
    body.complete(numbering, (paragraphs(), paragraphs(1001)))
    assert of_use(numbering) == ({"1": "1", "2": "2", "1001": "990"}, ["1", "2", "990"])


@pytest.mark.parametrize(
    ("list", "expected"),
    [
        (("decimal", "%1)"), "1"),
        (("decimal", "%1)", "1"), "1"),
        (("bullet", "•"), "2"),
        (("decimal", "%1)", "5"), "990"),  # it begins at another number
        (("decimal", "%1."), "990"),
        (("bullet", " "), "990"),
        (("decimal", "%1)", "1", 3), "990"),  # it has fewer levels
    ],
)
def test_a_list_like_that_of_a_style_has_its_definition(list, expected):
    numbering = parse(definition(990, *list) + number(1001, 990))
    body.complete(numbering, (paragraphs(1001),))
    found, definitions = of_use(numbering)
    assert found == {"1": "1", "2": "2", "1001": expected}
    assert definitions == list_of_definitions(expected)
    assert len(numbering[-1]) == 1


def list_of_definitions(of_list):
    return ["1", "2"] if of_list in ("1", "2") else ["1", "2", of_list]


def test_the_lists_of_styles_are_those_of_the_theme():
    numbering = parse("")
    body.complete(numbering, ())
    assert of_use(numbering) == ({"1": "1", "2": "2"}, ["1", "2"])
    assert body.find_styles(numbering) == {"1": "ListNumber", "2": "ListBullet"}
    assert [each.get(f"{W}val") for each in numbering.iter(f"{W}pStyle")] == ["ListNumber", "ListBullet"]
    assert body.STYLE_LISTS == 2
