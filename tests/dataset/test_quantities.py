"""Numbers with what they count are found in their spelling; a name that contains a number is not a quantity."""

import pytest

from wsisc.publication.dataset import mentions

FOUND = {
    "It reached 1,200 schools in 2022.": ["1,200 schools"],
    "a loan of US$ 3 million and US$4.5 billion": ["US$ 3 million", "US$4.5 billion"],
    "45 per cent of women, 12.5% of men": ["45 per cent", "12.5%"],
    "some 7,000 judges from 70 jurisdictions": ["7,000 judges", "70 jurisdictions"],
    "26 different jurisdictions": ["26 different jurisdictions"],
    "3.5 million people": ["3.5 million people"],
    "2 million of them": ["2 million"],
    "over 500 Member States": ["500 Member States"],
    "10 million US dollars": ["10 million US dollars"],
    "€ 20,000 and 30 €": ["€ 20,000", "30 €"],
    "1200 pupils, 1200 pupils": ["1200 pupils"],
    # not these
    "in 2022 activities went on": [],
    "SDG 4 targets, Goals 3 and 16, target 16.5": [],
    "resolution 70/125, paragraph 5 letters": [],
    "27-31 March 2023": [],
    "the 2030 Agenda, COVID-19 measures": [],
    "Part 3 answers; the 26th session": [],
    "12 and more; 5 of the schools": [],
    "version 2.0 features, 10.5 km": ["10.5 km"],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_quantities(text, found):
    assert list(mentions.find_quantities(text, "en")) == found


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_french_quantities(space):
    text = f"12{space}400 personnes, 97{space}% des foyers, 3 millions d'euros, 45 pour cent"
    assert list(mentions.find_quantities(text, "fr")) == [
        f"12{space}400 personnes",
        f"97{space}%",
        "3 millions d'euros",
        "45 pour cent",
    ]


def test_in_other_languages_only_shares_and_money_are_found():
    assert list(mentions.find_quantities("بلغ 45٪ و US$ 3 million و 300 قرية", "ar")) == ["45٪", "US$ 3 million"]
