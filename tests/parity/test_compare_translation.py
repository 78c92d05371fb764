"""What is said of a difference, and which words of both files it points to."""

from copy import deepcopy

import pytest

from tests.conftest import minimal, overlay
from wsisc.calls.call import BUILT_IN
from wsisc.parity import compare_translation
from wsisc.source import model

FIRST = "In 2024, the plan connected 12 schools ([report](https://a.example/en/plan)).[^first] It had 5 parts."
REST = """

- one
- two

| year | schools |
|---|---|
| 2023 | 7 |

![chart]
"""
PREMIER = "En 2024, le plan relie 12 villages ([texte](https://a.example/en/plan)).[^first] Il a 5 parties."
TABLE = "| year | schools |\n|---|---|\n| 2023 | 7 |"
SCHOOLS = {"title": "Schools", "id": "schools", "text": "See 44."}
HOMES = {"title": "Homes", "text": "See 55."}
PART = next(iter(minimal()["parts"]))


def submission(language, text, changes=None):
    data = minimal({"language": language, "date": "2025-01-15", "title": "2024", "footnotes": {"first": "Of 30."}})
    data["parts"] = {PART: {"text": text, "tags": {"sdgs": [4]}, "sections": [SCHOOLS, HOMES]}}
    data["figures"] = {
        "chart": {"file": "chart.png", "alt": "8 lines", "caption": "9 lines"},
        "map": {"file": "line.png", "alt": "6 roads"},
    }
    return model.from_data(overlay(deepcopy(data), changes or {}))


def words_at(version, place):
    """Return the words of a place; "first" for the first paragraph, "text" for all, the path of what is no text."""
    if place.start is None:
        return ".".join(map(str, place.path))
    holders = model.parts_and_sections(version)
    match place.path:
        case ("title",):
            text = version.title
        case ("footnotes", name):
            text = version.footnotes[name]
        case ("figures", name, key):
            text = getattr(version.figures[name], key)
        case (*path, key):
            text = getattr(holders[tuple(path)], key)
    words = text[place.start : place.end]
    return (
        "text" if words == text and len(text) > len(FIRST) else "first" if text.startswith(words + "\n\n-") else words
    )


def differences(text, changes=None):
    one, other = submission("en", FIRST + REST), submission("fr", text, changes)
    found = compare_translation.compare(one, other, BUILT_IN.load(one.call))
    return [
        (f"{each.code}: {each.message}", words_at(one, each.original), words_at(other, each.translation))
        for each in found
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("12 villages", "13 villages", ('number: "13" is "12" in the original', "first", "first")),
        ("En 2024, ", "", ('number: "2024" of the original is missing', "first", "first")),
        ("5 parties", "5 parties, 77 mots", ('number: "77" is not in the original', "first", "first")),
        ("[^first]", "", ("missing-footnote: the footnote first is not referred to here", "first", "first")),
        ("[^first]", "[^first][^first]", ("added-footnote: the footnote first is not referred to here in the original", "first", "first")),
        ("/en/plan", "/fr/plan", None),
        (" ([texte](https://a.example/en/plan)).[^first] Il a 5 parties.", ".[^first] Il a 5 [parties](https://a.example/en/plan)", None),
        ("/en/plan", "/fr/b", ("link: the link leads to https://a.example/fr/b; in the original it leads to https://a.example/en/plan", "first", "first")),
        ("[texte](https://a.example/en/plan)", "texte", ("link: a link of the original is missing: https://a.example/en/plan", "first", "first")),
        ("parties", "[parties](https://b.example/)", ("link: a link is not in the original: https://b.example/", "first", "first")),
        ("- two", "- two\n- three", ("list-shape: the list has 3 items; that of the original has 2 items", "- one\n- two", "- one\n- two\n- three")),
        ("- two\n", "", ("list-shape: the list has 1 item; that of the original has 2 items", "- one\n- two", "- one")),
        ("- one\n- two", "3. one\n4. two", ("list-shape: the list has 2 numbered items from 3.; that of the original has 2 items", "- one\n- two", "3. one\n4. two")),
        ("- one\n- two", "2. two", ("list-shape: the list has 1 numbered item from 2.; that of the original has 2 items", "- one\n- two", "2. two")),
        (TABLE, "| year |\n|---|", ("table-shape: the table has 1 row and 1 column; that of the original has 2 rows and 2 columns", TABLE, "| year |\n|---|")),
        (TABLE, f"{TABLE}\n| 2024 | 9 |", ("table-shape: the table has 3 rows and 2 columns; that of the original has 2 rows and 2 columns", TABLE, f"{TABLE}\n| 2024 | 9 |")),
        ("| 7 |", "| 8 |", ('number: "8" is "7" in the original', "7", "8")),
        ("![chart]", "![map]", ("figure: the figure is map; in the original it is chart", "![chart]", "![map]")),
        ("\n![chart]\n", "", ("figure: a figure chart is not in the translation", "![chart]", "text")),
        ("![chart]", "![chart]\n\n![map]", ("figure: a figure map is not in the original", "text", "![map]")),
        ("![chart]", "![chart]\n\nThe end.", ('added-paragraph: a paragraph is not in the original: "The end."', "text", "The end.")),
        (f"\n{TABLE}\n", "", ('missing-table: a table is not in the translation: "year schools 2023 7"', TABLE, "text")),
        ("\n\n- one\n- two", "", ('missing-list: a list is not in the translation: "one two"', "- one\n- two", "text")),
        ("![chart]", "![chart]\n\n> Words.", ('added-quotation: a quotation is not in the original: "Words."', "text", "> Words.")),
    ],
)  # fmt: skip
def test_texts(old, new, found):
    text = PREMIER + REST
    assert differences(text) == []
    assert old in text
    assert differences(text.replace(old, new)) == ([found] if found else [])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": "2023"}, [('number: "2023" is "2024" in the original', "2024", "2023")]),
        ({"date": "2025-01-16"}, [('value: the date is "2025-01-16"; in the original it is "2025-01-15"', "date", "date")]),
        ({"footnotes": {"first": "De 31."}}, [('number: "31" is "30" in the original', "Of 30.", "De 31.")]),
        ({"figures": {"chart": {"alt": "7 lines"}}}, [('number: "7" is "8" in the original', "8 lines", "7 lines")]),
        ({"figures": {"chart": {"caption": ""}}}, [("figure: the caption of the figure chart is missing", "figures.chart.caption", "figures.chart.caption")]),
        ({"figures": {"map": {"caption": "Roads"}}}, [("figure: the caption of the figure map is not in the original", "figures.map.caption", "figures.map.caption")]),
        ({"parts": {PART: {"tags": {"sdgs": [5]}}}}, [
            ("tag: the tag sdgs 4 of the original is missing", "parts.one.tags.sdgs", "parts.one.tags.sdgs"),
            ("tag: the tag sdgs 5 is not in the original", "parts.one.tags.sdgs", "parts.one.tags.sdgs"),
        ]),
        ({"parts": {PART: {"sections": [HOMES, SCHOOLS]}}}, [('moved-section: the section "Homes" of the original is in another place', "parts.one.sections.1.title", "parts.one.sections.0.title")]),
        ({"parts": {PART: {"sections": [SCHOOLS]}}}, [('missing-section: the section "Homes" of the original is missing', "parts.one.sections.1.title", "parts.one")]),
        ({"parts": {PART: {"sections": [SCHOOLS, HOMES, {"title": "Roads", "text": "See 66."}]}}}, [('added-section: the section "Roads" is not in the original', "parts.one", "parts.one.sections.2.title")]),
        ({"parts": {PART: {"sections": []}}}, [
            ('missing-section: the section "Schools" of the original is missing', "parts.one.sections.0.title", "parts.one"),
            ('missing-section: the section "Homes" of the original is missing', "parts.one.sections.1.title", "parts.one"),
        ]),
        ({"parts": {PART: {"sections": [{**SCHOOLS, "id": ""}, HOMES]}}}, [("section-id: the section has no id; in the original schools", "parts.one.sections.0.id", "parts.one.sections.0.title")]),
        ({"parts": {PART: {"sections": [SCHOOLS, {**HOMES, "id": "homes"}]}}}, [("section-id: the section has the id homes; in the original it has none", "parts.one.sections.1.title", "parts.one.sections.1.id")]),
    ],
)  # fmt: skip
def test_values_and_sections(changes, found):
    assert differences(PREMIER + REST, changes) == found
