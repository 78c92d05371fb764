"""The words of a heading -> what the answer below it is about."""

import pytest

from tests.importer.filled_forms import KNOWN
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.importer import language_tables
from wsisc.importer.parts import heading_meanings

SURE = 0.7


@pytest.mark.parametrize(
    ("title", "name", "is_sure"),
    [
        ("Executive summary", "summary", True),
        ("THE WAY AHEAD", "outlook", True),
        ("Our programmes and projects", "activities", True),
        ("Overview of trends in Africa", "overview", True),
        ("Résumé", "summary", True),
        ("RESUME", "summary", True),
        ("Próximos pasos", "outlook", True),
        ("الخطوات المقبلة", "outlook", True),
        ("Дальнейшие шаги", "outlook", True),
        ("今后的行动", "outlook", True),
        ("Projects in Kenya", "activities", False),
        ("Recommendations", "outlook", False),
        ("Our activities in 2025", "activities", False),
    ],
)
def test_a_heading_has_a_meaning(title, name, is_sure):
    best, *_ = heading_meanings.find_meanings(title)
    assert (best.name, best.confidence >= SURE) == (name, is_sure)


@pytest.mark.parametrize("title", ["Ninety cases", "", "2022", "word " * 21 + "executive summary"])
def test_other_words_have_none(title):
    assert heading_meanings.find_meanings(title) == ()


@pytest.mark.parametrize(
    ("title", "is_ambiguous"),
    [
        ("Trends, projects and next steps", True),
        ("Achievements and the way forward", True),
        ("Overview of programmes and projects", True),
        ("Executive summary of our activities", False),
        ("Overview of trends", False),
    ],
)
def test_a_heading_can_mean_several_things(title, is_ambiguous):
    assert heading_meanings.is_ambiguous(heading_meanings.find_meanings(title)) is is_ambiguous


@pytest.mark.parametrize(
    ("title", "is_outside"), [("Annex", True), ("ANNEX II", True), ("Annexe A", True), ("Annexes of a kind", False)]
)
def test_an_annex_is_outside_all_parts(title, is_outside):
    assert heading_meanings.is_outside(title) is is_outside


PARTS = {
    "summary": (("one",),),
    "overview": (("two",),),
    "activities": (("three", "a"),),
    "outlook": (("three", "b"),),
}


@pytest.mark.parametrize(("known", "id"), [(BUILT_IN, "cstd-26"), (BUILT_IN, "cstd-17"), (KNOWN, "fictional-45")])
def test_the_parts_of_a_call_are_known_by_what_they_ask(known: Catalogue, id):
    assert heading_meanings.parts_by_meaning(known.load(id)) == PARTS


@pytest.mark.parametrize("language", language_tables.languages())
def test_no_phrase_of_a_table_has_two_meanings(language):
    meanings = language_tables.load(language).meanings.values()
    headings = [phrase for each in meanings for phrase in each.headings]
    assert len(headings) == len(set(headings))
    assert not {phrase for each in meanings for phrase in each.perhaps} & set(headings)
    assert set(language_tables.load(language).meanings) == set(PARTS)
    assert len(language_tables.load(language).months) >= 12
