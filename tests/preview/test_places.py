"""Every paragraph of the preview's page shows its line of the file."""

import re

import lxml.html
import pytest

from tests.conftest import FEATURES, SAMPLE, as_yaml, minimal
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.preview import places
from wsisc.source import model
from wsisc.writers import html

FIXED = ("cover-body", "cover-session", "cover-subject", "cover-by", "cover-statement", "cover-disclaimer")


def placed(content, folder):
    read = source.read(content, "a.yaml")
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, folder)
    call = calls.BUILT_IN.load("cstd-26")
    manuscript = Manuscript(submission, call, locale.load("en"), seen.images, embed=False, draft=True)
    return read, places.locate_page(html.HtmlDocument(manuscript).finish(), manuscript, read)


def elements(found):
    return lxml.html.fragment_fromstring(found.main, create_parent="main")


def words(text):
    """Return the letters and digits of a text, without markup, escapes and numbers that are typed before items."""
    return re.sub(r"[\W_]+", "", re.sub(r"\[\^[\w-]+\]|^\s*(?:[-*>|]|\d+[.)])\s*", "", text))


@pytest.mark.parametrize("file", [SAMPLE, FEATURES], ids=["sample", "features"])
def test_every_paragraph_has_the_line_on_which_it_begins(file):
    read, found = placed(file.read_bytes(), file.parent)
    located = list(elements(found).iterfind(".//*[@data-line]"))
    assert len(located) > 20
    for element in located:
        line = read.lines[int(element.get("data-line")) - 1]
        place = found.places[int(element.get("data-place"))]
        own = words("".join(places.own_words(element)).split("\n")[0].removeprefix("(a) ").removeprefix("(b) "))
        if element.tag == "figure":
            assert "![" in line
        elif (
            (element.tag[0] == "h" or element.getparent().get("class") == "run-in")
            and place.path[0] == "parts"
            and place.path[-1] != "title"
        ):
            assert line.strip() == f"{place.path[-1]}:"  # the call's words stand over the author's key
        else:
            assert re.sub(r"^\d+", "", own)[:12] in words(line), (line, own)


@pytest.mark.parametrize("file", [SAMPLE, FEATURES], ids=["sample", "features"])
def test_nothing_but_the_calls_own_words_is_without_a_line(file):
    _, found = placed(file.read_bytes(), file.parent)
    main = elements(found)
    lacking = [
        element
        for element, _ in places.word_elements(main)
        if "data-line" not in element.attrib and element.getparent().get("class") not in FIXED
    ]
    assert [each.text_content() for each in lacking] == []


def test_each_place_leads_to_the_value_it_comes_from():
    _, found = placed(FEATURES.read_bytes(), FEATURES.parent)
    kinds = {each.path[0] for each in found.places}
    assert kinds == {"title", "entity", "parts", "footnotes", "figures"}
    assert [each.line for each in found.places if each.path[0] == "footnotes"] == [78, 80, 82, 84, 85, 86, 87, 88, 89]


def test_an_empty_part_has_the_line_where_it_belongs():
    data = minimal()
    del data["parts"]["three"]["b"]
    read, found = placed(as_yaml(data), FEATURES.parent)
    note = elements(found).find(".//div[@class='to-be-completed']/p")
    assert read.lines[int(note.get("data-line")) - 1].strip() == "three:"


def test_paragraphs_that_are_alike_have_each_their_own_line():
    data = minimal({"parts": {"one": {"text": "Alike.\n\nAlike.\n\n- Alike.\n- Alike.\n"}}})
    _, found = placed(as_yaml(data), FEATURES.parent)
    alike = [
        each.get("data-line")
        for each in elements(found).iterfind(".//*[@data-line]")
        if each.text_content() == "Alike."
    ]
    assert len(alike) == len(set(alike)) == 4


def test_words_that_the_page_sets_otherwise_cost_only_their_own_line():
    leaves = [("a", "one"), ("b", "two"), ("c", "odd"), ("d", "three")]
    pieces = [places.ExpectedPiece(words) for words in ("one", "gone", "two", "three")]
    assert [(element, piece.words) for element, piece in places.match_pieces(leaves, pieces)] == [
        ("a", "one"),
        ("b", "two"),
        ("d", "three"),
    ]


def test_no_element_has_a_style_of_its_own_and_links_lead_out():
    _, found = placed(FEATURES.read_bytes(), FEATURES.parent)
    main = elements(found)
    assert not main.xpath(".//*[@style] | .//script | .//style")
    assert {each.get("rel") for each in main.xpath(".//a[not(starts-with(@href, '#'))]")} == {"noopener noreferrer"}
    assert main.xpath(".//td[@data-style='text-align:center']")
