"""Headings of a Word file: the style of what each begins, and its prompt on its line."""

import re

import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests import word
from tests.conftest import build, minimal
from wsisc import theme
from wsisc.document.outline import OutlineBlock
from wsisc.ooxml.names import W
from wsisc.writers.docx import theme_styles

SPACE = f'xmlns:w="{W[1:-1]}"'


def heading(style, name, words):
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:bookmarkStart w:id="0" w:name="{name}"/>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def styled(xml, *blocks):
    """Return the XML of a body whose headings have their styles, without namespaces."""
    root = etree.fromstring(f"<w:body {SPACE}>{xml}</w:body>")
    theme_styles.style_headings(root, blocks, theme.load())
    text = "".join(etree.tostring(each, encoding="unicode") for each in root)
    return re.sub(r"\bw:", "", re.sub(r' xmlns:\w+="[^"]*"', "", text))


@pytest.mark.parametrize(
    ("meaning", "level", "style"),
    [
        ("part", 1, "Heading1"),
        ("item", 2, "Heading2"),
        ("theme", 3, "Heading3"),
        ("sub-theme", 4, "Heading4"),
        ("theme", 2, "Heading2Theme"),
        ("sub-theme", 3, "Heading3Sub-theme"),
        ("sub-theme", 5, "Heading5Sub-theme"),
        ("", 2, "Heading2"),
    ],
)
def test_a_heading_looks_like_what_it_begins_and_is_at_its_level(meaning, level, style):
    block = OutlineBlock("heading", "A heading", level=level, name="one", meaning=meaning)
    found = styled(heading(f"Heading{level}", "one", "A heading"), block)
    assert f'<pStyle val="{style}"/>' in found
    assert "vanish" not in found


def test_a_prompt_is_on_the_line_of_its_label():
    prompt = '<w:p><w:pPr><w:pStyle w:val="RunInPrompt"/></w:pPr><w:r><w:t>A prompt.</w:t></w:r></w:p>'
    block = OutlineBlock("heading", "Part One: A prompt.", level=1, name="one", meaning="part", label="Part One:")
    found = styled(heading("Heading1", "one", "Part One:") + prompt, block)
    label, second = re.findall("<p>.*?</p>", found)
    assert '<pPr><pStyle val="Heading1"/><rPr><vanish/><specVanish/></rPr></pPr>' in label
    assert '<pPr><pStyle val="Prompt"/></pPr><r><t xml:space="preserve"> A prompt.</t></r>' in second


def test_the_meanings_of_headings_are_known_with_their_levels():
    blocks = [
        OutlineBlock("heading", "a", level=2, meaning="theme"),
        OutlineBlock("heading", "b", level=2, meaning="theme"),
        OutlineBlock("heading", "c", level=2),
        OutlineBlock("rich", "d"),
    ]
    assert theme_styles.find_meanings(blocks) == {("theme", 2)}


def test_only_styles_that_headings_need_are_defined():
    def defined(sections):
        content = build(minimal({"parts": {"two": {"sections": sections}}}))
        styles = word.part(content, "word/styles.xml").iter(qn("w:style"))
        return {each.get(qn("w:styleId")) for each in styles}

    plain, themed = defined([]), defined([{"title": "A theme", "text": "B."}])
    assert themed - plain == {"Heading2Theme"}
    assert plain >= {"Heading1", "Heading2", "Heading3", "Heading4", "Prompt"}
