"""The head and the foot of the pages of a Word file."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.conftest import manuscript, minimal
from wsisc.calls import locale
from wsisc.writers.docx import running


def shown(part):
    """Return the style and the words of each paragraph of a part; fields are their codes, a tab is "|"."""
    root = etree.fromstring(part)
    return [
        (
            each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")),
            "".join(piece.text or "|" for piece in each.iter(qn("w:t"), qn("w:tab"), qn("w:instrText"))),
        )
        for each in root
    ]


HEAD, FOOT = ("Header", "An entity|Twenty-sixth session"), ("Footer", "Page  PAGE 2 of  NUMPAGES 2")


def test_a_document_has_a_head_and_a_foot_and_none_on_its_first_page():
    final = manuscript(minimal())
    found = running.build_parts(final)
    assert {name: shown(part) for name, part in found.parts.items()} == {
        "word/header1.xml": [HEAD],
        "word/footer1.xml": [FOOT],
    }
    assert [(each.id, each.target) for each in found.relationships] == [
        ("header1", "header1.xml"),
        ("footer1", "footer1.xml"),
    ]
    assert running.references(final) == '<w:headerReference w:type="default" r:id="header1"/>'


def test_a_draft_is_marked_on_every_page():
    draft = replace(manuscript(minimal()), draft=True)
    mark = ("Draft", draft.locale.wording["draft"])
    found = running.build_parts(draft)
    assert {name: shown(part) for name, part in found.parts.items()} == {
        "word/header1.xml": [mark, HEAD],
        "word/header2.xml": [mark],
        "word/footer1.xml": [FOOT],
    }
    assert '<w:headerReference w:type="first" r:id="header2"/>' in running.references(draft)


@pytest.mark.parametrize(("language", "is_right_to_left"), [("en", False), ("fr", False), ("ar", True)])
def test_the_foot_is_in_the_language_of_the_document_and_its_direction(language, is_right_to_left):
    words = locale.load(language)
    [part] = running.foot_part(words).parts.values()
    [(_, text)] = shown(part)
    assert text == words.wording["page"].format(number=" PAGE 2", total=" NUMPAGES 2")
    assert (b"<w:bidi/>" in part) == is_right_to_left
