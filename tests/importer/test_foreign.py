"""Word files of other origin: no word is lost in any, and their headings are found."""

import pytest

from tests.conftest import some_quick
from tests.importer import foreign
from tests.importer.alike import items, sections
from wsisc import importer, pipeline, source
from wsisc.calls import call as calls
from wsisc.importer import Fate
from wsisc.readers.word import reader
from wsisc.writers import yaml

KNOWN = calls.BUILT_IN


def imported(make, call=""):
    content, headings = make()
    return importer.import_content(reader.read(content), KNOWN, call), headings


@pytest.mark.parametrize("make", some_quick(foreign.FILES, 3, lambda make: make.__name__))
def test_no_word_is_lost(make):
    report = imported(make)[0].report
    assert report.problems == ()
    assert report.placed + report.printed_by_call + report.reported == report.words_read
    assert report.reported == sum(item.words for item in report.items)
    assert report.is_balanced
    assert report.placed > 40


@pytest.mark.slow
def test_headings_are_found_in_at_least_nine_of_ten():
    assert len(foreign.FILES) == 10
    hits = [sections(found.submission) == headings for found, headings in map(imported, foreign.FILES)]
    assert sum(hits) >= 9


@pytest.mark.parametrize("make", some_quick(foreign.FILES, 3, lambda make: make.__name__))
def test_the_yaml_says_the_same_and_has_no_fault_of_markdown(make):
    found = imported(make)[0]
    read = source.read(yaml.write(found.submission).encode(), "made.yaml")
    assert not read.diagnostics
    codes = {each.code for each in pipeline.check(read).diagnostics if each.severity == "error"}
    assert codes <= {"missing-alternative", "empty-value", "missing-part", "unplaced-text", "unknown-value"}


CALLS = {
    **{foreign.numbered_paragraphs: "cstd-14", foreign.stapled_cover: "cstd-14", foreign.letter_spaced: "cstd-14"},
    **{foreign.second_title_page: "cstd-15", foreign.with_endnotes: "cstd-15"},
    **{foreign.roman_sections: "cstd-16", foreign.bold_pseudo_headings: "cstd-16", foreign.nested_tables: "cstd-16"},
    **{foreign.prompt_as_heading: "cstd-17", foreign.bilingual: "cstd-26"},
}


@pytest.mark.parametrize("make", some_quick(foreign.FILES, 3, lambda make: make.__name__))
def test_the_cover_or_the_prompts_identify_the_call(make):
    assert imported(make)[0].submission.call == CALLS[make]


def test_a_chosen_call_wins():
    found, _ = imported(foreign.bilingual, "cstd-17")
    assert found.submission.call == "cstd-17"


def test_the_cover_tells_who_submits_and_under_which_title():
    submission = imported(foreign.second_title_page)[0].submission
    assert submission.entity.name == "ESCAP"
    assert submission.title == "Regional implementation of the WSIS Plan of Action in Asia and the Pacific"
    assert imported(foreign.stapled_cover)[0].submission.entity.name == "INTERNATIONAL TELECOMMUNICATION UNION"
    assert imported(foreign.bilingual)[0].submission.entity.name == "Organisation internationale de la Francophonie"


def test_parts_are_known_by_labels_and_prompts():
    found = imported(foreign.prompt_as_heading)[0].submission
    one, two, three = found.parts
    assert one.text.startswith("**Access.** The Society")
    assert "<https://www.internetsociety.org/deploy360/>" in " ".join(one.text.split())
    assert "Between the items." in two.sections[0].text
    assert [part.id for part in three.parts] == ["a", "b"]
    assert found.unplaced is None
    bilingual = imported(foreign.bilingual)[0].submission
    assert bilingual.parts[0].text.startswith("L’Organisation")
    assert bilingual.parts[2].parts[1].text == "D’autres suivront.\n"


def test_numbered_paragraphs_go_on_below_headings():
    found = imported(foreign.numbered_paragraphs)[0]
    second = found.submission.parts[0].sections[1].text
    assert second.startswith("4. The regional commission")
    assert "\n\n(a) a first point" in second
    assert found.report.fates[Fate.NUMBER] == 6


def test_notes_are_in_place_or_moved_and_reported():
    found = imported(foreign.with_endnotes)[0]
    text = found.submission.parts[0].sections[0].text
    assert text.rstrip().endswith("[^more-at][^resolution-wha58-28]")
    assert items(found, "note moved") == ["eHealth action line (C7)"]
    assert items(found, "second reference") == ["More at http://www.who.int/goe/publications."]
    roman = imported(foreign.roman_sections)[0].submission
    assert next(iter(roman.footnotes.values())) == "<http://www.escwa.un.org/divisions/ictd/>\n"
    assert "went on[^" in roman.parts[0].sections[0].text


def test_tables_lose_their_shape_before_their_words():
    found = imported(foreign.nested_tables)[0]
    text = found.submission.parts[0].sections[0].text
    assert "| | cell 21 | cell 22 inner 00 inner 01 inner 10 inner 11 |" in text
    assert items(found, "table simplified")
    assert "A box with words of its own." in found.submission.parts[0].sections[1].text


def test_what_has_no_place_is_reported_with_its_words():
    found = imported(foreign.letter_spaced)[0]
    assert items(found, "text box") == ["Words in a text box"]
    assert items(found, "hidden text") == ["This is hidden."]
    assert items(found, "struck text") == ["This was struck."]
    figure = found.submission.figures["figure"]
    assert figure.alt == ""
    assert figure.caption == "Figure: households with access, 2005-2010"
    assert list(found.files) == ["figures/figure.png"]
    stapled = imported(foreign.stapled_cover)[0]
    assert items(stapled, "link not imported") == ["file:///C:/Users/report.docx (on: this file)"]
    assert stapled.submission.links == {"connect-2020-agenda": "https://www.itu.int/en/connect2020/Pages/default.aspx"}


def test_levels_below_the_third_are_reported():
    found = imported(foreign.second_title_page)[0]
    assert items(found, "heading below") == ["Mobile money", "Remittances"]


def test_a_heading_between_two_parts_that_looks_like_theirs_is_reported():
    document = foreign.new()
    for title, level in (
        ("Part One: Executive summary", 1),
        ("Part Two: Analytical overview", 1),
        ("Training", 2),
        ("Background of the office", 1),
        ("Part Three: A brief description", 1),
    ):
        document.add_heading(title, level)
        document.add_paragraph(foreign.PROSE.format(what="training"))
    found = importer.import_content(reader.read(foreign.saved(document)), calls.BUILT_IN, "cstd-26")
    assert items(found, "heading on the level of the parts") == ["Background of the office"]
    assert [each.title for each in found.submission.parts[1].sections] == ["Training", "Background of the office"]
