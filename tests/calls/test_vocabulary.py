"""The names of vocabularies, and how they are shown."""

import pytest

from tests.conftest import ROOT
from wsisc import source
from wsisc.calls import schema, vocabularies
from wsisc.messages import resources
from wsisc.source.json_schema import find_problems

BY_NAME = {each.one: each for each in vocabularies.choose(None).tags}


@pytest.mark.parametrize("id", vocabularies.names())
def test_the_built_in_vocabularies_are_sound(id):
    import json

    read = source.read((ROOT / "schemas" / "vocabularies" / f"{id}.yaml").read_bytes(), f"{id}.yaml")
    rules = json.loads((ROOT / "schemas" / "vocabulary.schema.json").read_text("utf-8"))
    assert not read.diagnostics
    assert find_problems(read, rules)[0] == []
    assert read.data["id"] == id
    assert vocabularies.use(id) == read.data["use"]


def test_the_standard_vocabularies_have_every_tag_in_order():
    assert list(BY_NAME) == ["action-line", "sdg", "country", "kind"]
    assert list(BY_NAME["action-line"].named)[:3] == ["C1", "C2", "C3"]
    assert list(BY_NAME["sdg"].named) == [str(number) for number in range(1, 18)]
    names = [term.name() for term in BY_NAME["country"].named.values()]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names[-1] == "Zimbabwe"
    assert "16.5" in BY_NAME["sdg"].terms
    assert "16.5" not in BY_NAME["sdg"].named
    tags = schema.compose(None)["$defs"]["tags"]["properties"]
    assert tags["sdgs"]["items"]["enum"][:18] == [*range(1, 18), "1.1"]
    assert list(tags) == ["action-lines", "sdgs", "countries", "kinds"]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_every_country_has_a_name_in_every_language(language):
    for code, term in BY_NAME["country"].terms.items():
        assert len(code) == 2
        assert code.isupper()
        assert all(term.names[language])


@pytest.mark.parametrize(
    ("name", "code", "shown_as", "with_broader"),
    [
        ("sdg", "16.5", "SDG 16.5", ["16.5", "16"]),
        ("sdg", "16", "SDG 16", ["16"]),
        ("action-line", "C7-e-health", "C7-e-health", ["C7-e-health", "C7"]),
        ("action-line", "C5", "C5", ["C5"]),
        ("country", "BR", "Brazil (BR)", ["BR"]),
        ("country", "XX", "XX (XX)", ["XX"]),
        ("kind", "obstacle", "obstacle", ["obstacle"]),
    ],
)
def test_a_tag_as_tables_show_it_and_those_around_it(name, code, shown_as, with_broader):
    assert BY_NAME[name].format_cell(code) == shown_as
    assert BY_NAME[name].with_broader([code]) == with_broader


@pytest.mark.parametrize(
    ("name", "code", "language", "heading", "anchor"),
    [
        ("sdg", "4", "en", "Goal 4: Quality education", "sdg-4"),
        ("sdg", "4", "fr", "Objectif 4\N{NO-BREAK SPACE}: Éducation de qualité", "sdg-4"),
        ("sdg", "4", "ru", "Цель 4: Качественное образование", "sdg-4"),
        ("action-line", "C7-e-health", "fr", "C7 Télésanté", "c7-e-health"),
        ("country", "CV", "en", "Cabo Verde", "cv"),
        ("kind", "obstacle", "ar", "عقبة", "obstacle"),
    ],
)
def test_a_tag_as_headings_show_it(name, code, language, heading, anchor):
    assert BY_NAME[name].format_heading(code, language) == heading
    assert BY_NAME[name].format_anchor(code) == anchor


def test_codes_are_sorted_as_people_count():
    codes = ["C2", "C7", "C7-e-business", "C10", "4.7", "4.10", "4.a", "5", "obstacle"]
    codes.reverse()
    assert sorted(codes, key=vocabularies.sort_key) == [
        "4.7",
        "4.10",
        "4.a",
        "5",
        "C2",
        "C7",
        "C7-e-business",
        "C10",
        "obstacle",
    ]


def test_a_vocabulary_of_a_call():
    own = vocabularies.from_data(
        {
            "id": "measures",
            "use": "tags",
            "title": {"en": "Measures"},
            "names": {"en": "1.1 | One\n1.2 | Two | Deux\n"},
            "within": {"1.1": "1.1.1"},
            "facts": {"addressee": "1.1 | All\n"},
            "source": "Ours.",
        }
    )
    assert own.values() == ["1.1", "1.2", "1.1.1"]
    assert (own.name("1.1.1"), own.named_code("1.1.1"), own.terms["1.1"].facts) == ("One", "1.1", {"addressee": "All"})
    assert own.terms["1.2"].names["en"] == ("Two", "Deux")
    assert own.yaml_examples() == ['"1.1"']
    assert (own.one, own.format_cell("1.2"), own.format_heading("1.2", "fr")) == ("measures", "1.2", "Two")
    wider = vocabularies.from_data({"id": "measures", "use": "tags", "title": {"en": "M"}, "names": {"en": "9 | Nine"}})
    [merged] = vocabularies.merge([own, wider, own])
    assert [*merged.terms] == ["1.1", "1.2", "1.1.1", "9"]


def test_the_matrix_is_of_known_terms_and_marks_doubt():
    matrix = vocabularies.load("wsis-sdg-matrix")
    first, second = (vocabularies.load(id) for id in matrix.between)
    assert len(matrix.pairs) == 187
    assert sum(each.is_doubtful for each in matrix.pairs) == 21
    assert {each.first for each in matrix.pairs} <= first.terms.keys()
    assert {each.second for each in matrix.pairs} <= second.terms.keys()


def test_what_is_known_about_sessions():
    known = vocabularies.load("cstd-sessions")
    assert (known.sessions[26].year, known.sessions[26].place, known.sessions[26].reporting) == (2023, "Geneva", "2022")
    assert known.sessions[30].reporting is None
    assert (known.assume_year(30), known.assume_year(45)) == (2027, 2042)


@pytest.mark.parametrize("id", vocabularies.names())
def test_a_built_in_vocabulary_has_all_its_words_in_six_languages(id):
    data = source.read(resources.text(f"schemas/vocabularies/{id}.yaml").encode(), id).data
    six = {"ar", "en", "es", "fr", "ru", "zh"}
    for key in (
        "title",
        "singular",
        "about",
        "about-one",
        "about-unnamed",
        "heading",
        "names",
        "plural",
        "descriptions",
    ):
        if len(data.get(key, {})) != 1 or key != "heading":  # one heading for all languages has no words
            assert key not in data or data[key].keys() == six, key
    for key in {"names", "plural", "descriptions"} & data.keys():
        tables = {language: vocabularies.read_table(table).keys() for language, table in data[key].items()}
        assert all(codes == tables["en"] for codes in tables.values()), key
