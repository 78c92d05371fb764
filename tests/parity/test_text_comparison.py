"""The numbers and months of two paragraphs: months are compared with months, numbers with numbers."""

import pytest

from tests.conftest import minimal
from wsisc.parity import outlines
from wsisc.parity.text_comparison import TextComparer
from wsisc.source import model


def compare(one, other, language="fr"):
    blocks = outlines.plain_block(one, "en"), outlines.plain_block(other, language)
    found = TextComparer(frozenset(), ("en", language)).compare_numbers((("title",), ("title",)), *blocks)
    return [(each.code, each.message) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("3 March 2025 and 5 May 2024", "3 mai 2025 et le 5 mai 2024", [("date", '"mai" is "March" in the original')]),
        (
            "1.2 million on 3 March 2025", "1,3 million le 3 mai 2025",
            [("date", '"mai" is "March" in the original'), ("number", '"1,3 million" is "1.2 million" in the original')],
        ),
        ("5 May 2024 and 7 May 2024", "le 5 et le 7 mai 2024", []),
        ("15.12.2022", "15 décembre 2022", []),
        ("3 March 2025, 5 schools", "5 mars 2025, 3 écoles", []),
        ("Since March of last year", "Depuis avril 2025", [("date", '"avril" is not in the original'), ("number", '"2025" is not in the original')]),
        ("In March and May", "En mars, puis le 5 mai", [("number", '"5" is not in the original')]),
        ("In March, 3 schools", "En mai, 3 écoles", [("date", '"mai" is "March" in the original')]),
        ("On 4 Apr. and 5 May", "Le 4 avril et le 5 mai", []),
    ],
)  # fmt: skip
def test_a_month_is_compared_with_months_alone(one, other, found):
    assert compare(one, other) == found


@pytest.mark.parametrize(
    ("one", "found"),
    [
        ("In March it opened.", [("date", '"4月" is not in the original')]),
        ("In April it opened.", []),
        ("It opened in spring.", []),
    ],
)
def test_a_month_without_a_figure_is_compared_where_the_other_language_writes_one(one, found):
    assert compare(one, "4月开放。", "zh") == found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The plan connects all schools and villages of the country.", ["untranslated"]),
        ("> [The plan connects all schools and villages of the country.]{lang=en}", []),
        ("The plan connects all schools and villages of it ([le plan]{lang=fr}).", ["untranslated"]),
    ],
)
def test_words_whose_language_is_named_can_stay(text, codes):
    blocks = [outlines.Outline(model.from_data(minimal()), {}).parse(text)] * 2
    found = TextComparer(frozenset(), ("en", "fr")).compare((("parts", "one"), ("parts", "one")), *blocks)
    assert [each.code for each in found] == codes
