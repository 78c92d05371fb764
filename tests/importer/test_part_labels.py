"""The beginning of a heading -> the label of a part in it."""

import pytest

from wsisc.calls.call import BUILT_IN
from wsisc.importer.parts import part_labels

SCHEME = part_labels.read_scheme(BUILT_IN.load("cstd-26"))


def part(text, opened=("three",)):
    """Return the name of the part that the label of a text names, and what is behind the label."""
    label = part_labels.parse_label(text)
    return ("-".join(SCHEME.find_part(label, opened)), text[label.end :]) if label else None


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Part One", "one", ""),
        ("PART II: Trends", "two", ": Trends"),
        ("Part 3 (a)", "three-a", ""),
        ("Part Three – a) Projects", "three-a", " Projects"),
        ("Part three, item (b): Plans", "three-b", ": Plans"),
        ("Part 3.2 Plans", "three-b", " Plans"),
        ("Part Three: A brief description", "three", ": A brief description"),
        ("3(a)", "three-a", ""),
        ("III.b – Plans", "three-b", " – Plans"),
        ("2. Trends", "two", ". Trends"),
        ("(a) Projects", "three-a", " Projects"),
        ("b. Plans", "three-b", " Plans"),
        ("Section 1", "one", ""),
        ("Chapter Three (b)", "three-b", ""),
        ("PREMIERE PARTIE : Résumé", "one", " : Résumé"),
        ("3e partie, point a)", "three-a", ""),
        ("Partie deuxième", "two", ""),
        ("Primera parte: Resumen", "one", ": Resumen"),
        ("3.ª parte, apartado b)", "three-b", ""),
        ("الجزء الثالث (أ)", "three-a", ""),
        ("Часть вторая", "two", ""),
        ("第三部分（b）", "three-b", ""),
        ("第一部分：摘要", "one", "：摘要"),
    ],
)
def test_a_label_names_a_part(text, name, rest):
    assert part(text) == (name, rest)


@pytest.mark.parametrize(
    "text",
    ["Part Onerous", "Partly one", "Parties", "I am here", "V", "3.1 Schools", "2022. A year", "Trends", "a", ""],
)
def test_other_words_are_no_label(text):
    assert part_labels.parse_label(text) is None


@pytest.mark.parametrize(
    ("text", "name"), [("Part Four", ""), ("10 projects", ""), ("(a)", ""), ("Part One (a)", "one")]
)
def test_a_label_of_another_call_names_no_part(text, name):
    assert part(text, opened=("two",))[0] == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Trends (Part Two)", "Trends"),
        ("Trends – Part Two", "Trends"),
        ("Plans (Part Three (b))", "Plans"),
        ("Trends: Part Two of the report", None),
        ("Trends (2022)", None),
        ("Part Two", None),
    ],
)
def test_a_label_can_be_behind_a_title(text, title):
    label = part_labels.parse_label_after(text)
    assert (text[: label.end] if label else None) == title
