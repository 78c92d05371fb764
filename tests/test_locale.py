"""The fixed wording of a language -> its ordinals, numbers and order of names."""

import pytest

from wsisc.calls import locale
from wsisc.messages import resources

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def test_each_language_of_the_united_nations_has_a_locale():
    assert sorted(resources.names("templates/locales", ".yaml")) == sorted(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "figures", "words"),
    [("ar", "26", "السادسة والعشرون"), ("en", "26th", "twenty-sixth"), ("es", "26º", "vigésimo sexto"),
     ("fr", "26e", "vingt-sixième"), ("ru", "26-я", "двадцать шестая"), ("zh", "第26", "第二十六")],
)  # fmt: skip
def test_a_session_is_counted_as_its_language_does(language, figures, words):
    assert locale.load(language).ordinal(26) == figures
    assert locale.load(language).ordinal_in_words(26) == words
    assert len(locale.load(language).ordinal_words) == len(set(locale.load(language).ordinal_words)) == 50


@pytest.mark.parametrize(
    ("language", "whole", "fraction"),
    [("ar", "12\u00a0345", "0.5"), ("en", "12,345", "0.5"), ("es", "12\u00a0345", "0,5"),
     ("fr", "12\u00a0345", "0,5"), ("ru", "12\u00a0345", "0,5"), ("zh", "12,345", "0.5")],
)  # fmt: skip
def test_numbers_have_the_marks_of_their_language(language, whole, fraction):
    assert locale.load(language).format_number(12345) == whole
    assert locale.load(language).format_number(0.5, 1) == fraction


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Afghanistan", "Åland Islands", "Albania", "Zimbabwe"]),
        ("es", ["nación", "Nzinga", "Ñandú", "Océano"]),
        ("fr", ["Égypte", "Espagne", "Éthiopie", "France", "Œuvres", "Office", "Zambie"]),
        ("ru", ["Ёлка", "Жаба", "Ирак", "Иран", "Йемен", "Кипр"]),
        ("ar", ["أذربيجان", "البرازيل", "تونس"]),
        ("zh", ["Brazil", "阿富汗", "巴西", "德国", "法国", "中国"]),
    ],
)
def test_names_are_sorted_as_their_language_does(language, names):
    assert sorted([*names[1:], names[0]], key=locale.load(language).sort_key) == names
