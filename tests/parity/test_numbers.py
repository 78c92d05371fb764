"""The same number is the same in all languages; another one is another."""

import pytest

from wsisc.parity.outlines import find_numbers, has_word_for


def values(text, language):
    return [{float(each) for each in found.values} for found in find_numbers(text, language)]


def agree(one, other):
    return len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,234.5 schools", "en", 1234.5),
        ("1 234,5 écoles", "fr", 1234.5),
        ("1\u202f234,5 écoles", "fr", 1234.5),
        ("1.234,5 escuelas", "es", 1234.5),
        ("1 234,5 школы", "ru", 1234.5),
        ("1,234.5所学校", "zh", 1234.5),
        ("١٬٢٣٤٫٥ مدرسة", "ar", 1234.5),
        ("1 234,5 مدرسة", "ar", 1234.5),
        ("1’234.5 schools", "en", 1234.5),
        ("１２３４.５所", "zh", 1234.5),
    ],
)  # fmt: skip
def test_a_number_is_its_value_in_every_format(text, language, number):
    assert values(text, language) == [{number}]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("1,234 schools", "en"), ("1.234 escuelas", "es"), True),
        (("1,234 schools", "en"), ("1.235 escuelas", "es"), False),
        (("1.2 million people", "en"), ("120万人", "zh"), True),
        (("1.2 million people", "en"), ("130万人", "zh"), False),
        (("1.2 million people", "en"), ("1,2 млн человек", "ru"), True),
        (("1.2 million people", "en"), ("1,2 million de personnes", "fr"), True),
        (("1.2 million people", "en"), ("1,2 milliard de personnes", "fr"), False),
        (("1.2 million people", "en"), ("1,2 млрд человек", "ru"), False),
        (("1.2 million people", "en"), ("1,2 миллионами людей", "ru"), True),
        (("1.2 million people", "en"), ("1.2 مليار", "ar"), False),
        (("1.2 million people", "en"), ("1.2 مليون", "ar"), True),
        (("5 billion", "en"), ("5 millones", "es"), False),
        (("5 billion", "en"), ("5.000 millones", "es"), True),
        (("5 billion", "en"), ("50亿", "zh"), True),
        (("US$ 5 million", "en"), ("5 M$", "fr"), True),
        (("5 m", "en"), ("5 м", "ru"), True),
        (("5 to 10 million", "en"), ("500万至1000万", "zh"), True),
        (("5–10 million", "en"), ("de 5 a 10 millones", "es"), True),
        (("5 to 10 million", "en"), ("de 6 a 10 millones", "es"), False),
        (("3 million", "en"), ("300 多万", "zh"), True),
        (("US$ 3 billion", "en"), ("3.000 millones de dólares", "es"), True),
        (("15 December 2022", "en"), ("15 décembre 2022", "fr"), True),
        (("15 December 2022", "en"), ("2022年12月15日", "zh"), False),  # in another order: a comparison is of sets
        (("15 December 2022", "en"), ("15 كانون الأول/ديسمبر 2022", "ar"), True),
        (("1 May 2022", "en"), ("1er mai 2022", "fr"), True),
        (("It may be 2022, and 15.12.2022", "en"), ("2022 et 15.12.2022", "fr"), True),
        (("the 26th session, A/RES/70/125", "en"), ("26-я сессия, A/RES/70/125", "ru"), True),
        (("see https://a.example/2022 in 2021", "en"), ("voir https://a.example/2022 en 2021", "fr"), True),
        (("see https://a.example/2022, in 2021", "en"), ("见https://a.example/2022。2021年", "zh"), True),
        (("0.125", "en"), ("0,125", "fr"), True),
        (("Goal 16.5", "en"), ("cible 16.5", "fr"), True),
    ],
)  # fmt: skip
def test_the_numbers_of_two_languages(one, other, is_same):
    assert agree(values(*one), values(*other)) is is_same


@pytest.mark.parametrize(
    ("number", "text", "language", "has_words"),
    [
        ("5", "five schools", "en", True),
        ("5", "пяти школ", "ru", True),
        ("5", "五所学校", "zh", True),
        ("5", "وخمس مدارس", "ar", True),
        ("5", "six schools", "en", False),
        ("20", "une vingtaine", "fr", True),
        ("2 million", "dos millones", "es", True),
        ("2 million", "二百万", "zh", True),
        ("5 billion", "cinco millones", "es", False),
        ("1 billion", "un millón", "es", False),
    ],
)  # fmt: skip
def test_a_number_may_be_written_in_words(number, text, language, has_words):
    assert has_word_for(find_numbers(number, "en")[0], text, language) is has_words
