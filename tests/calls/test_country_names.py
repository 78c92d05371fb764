"""Names of States against those of UNTERM, as a table in the public domain had them about 2019 (unterm.csv)."""

import csv
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.lint.test_wrong_forms import found

STATES = list(csv.DictReader((Path(__file__).parent / "unterm.csv").read_text("utf-8").splitlines()))
NAMES = yaml.safe_load((ROOT / "schemas/vocabularies/countries.yaml").read_text("utf-8"))["names"]
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")

NEWER = {
    ("GM", "en"): "Gambia (Republic of The)",  # list of Member States, un.org/en/about-us/member-states
    ("CG", "zh"): "刚果",  # M49, unstats.un.org/unsd/methodology/m49
    ("VA", "zh"): "教廷",  # M49
    ("TL", "ar"): "تيمور - ليشتي",  # the table has a space on one side of the hyphen only
    # The State asked for it in 2024; M49 and the list of Member States have it.
    ("NL", "en"): "Netherlands (Kingdom of the)",
    ("NL", "fr"): "Pays-Bas (Royaume des)",
    ("NL", "es"): "Países Bajos (Reino de los)",
    ("NL", "ru"): "Нидерланды (Королевство)",
    ("NL", "zh"): "荷兰（王国）",
    ("NL", "ar"): "هولندا (مملكة -)",
}
"""Names that are newer than the table, or right where it is not, with their source."""

SENTENCES = {
    "en": "The project was presented in {}.",
    "fr": "Le projet a été présenté : {}.",
    "es": "El proyecto se presentó en {}.",
    "ru": "Проект представили: {}.",
    "zh": "{}参加了会议。",
    "ar": "شاركت {} في الاجتماع.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_states_are_those_of_unterm(language):
    lines = (line.split(" | ") for line in NAMES[language].splitlines())
    ours = {code: name for code, name, *_ in lines}
    theirs = {state["code"]: NEWER.get((state["code"], language), state[f"{language}-short"]) for state in STATES}
    assert {code: ours.get(code) for code, name in theirs.items() if name} == {c: n for c, n in theirs.items() if n}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["short", "formal"])
@pytest.mark.parametrize("code", ["country-name", "official-name", "spelling", "punctuation"])
def test_names_of_states_are_not_reported(code, kind, language):
    names = [name for state in STATES if (name := state[f"{language}-{kind}"])]
    assert found(code, language, "\n\n".join(SENTENCES[language].format(name) for name in names)) == []
