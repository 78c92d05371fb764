"""Phrases in another script have the language and direction of the script, and the words around them do not."""

import re

import pytest

from tests.conftest import some_quick
from wsisc.calls import locale
from wsisc.document import foreign_phrases
from wsisc.engines import pandoc


def marked(text, language):
    """Return the page of a text, without its paragraph, with short marks for spans: {en-ltr ...}."""
    prepared, filters = foreign_phrases.prepare(text, locale.load(language))
    body = pandoc.start(prepared, "html5", *filters).result().decode()
    body = re.sub(
        r'<span(?: class="phrase")?(?: lang="([\w-]+)")?(?: dir="(\w+)")?>',
        lambda span: f"{{{span[1] or ''}-{span[2] or ''} ",
        body,
    )
    return body.replace("</span>", "}").strip().removeprefix("<p>").removesuffix("</p>")


ARABIC = {
    "a name": ("قال UNDP ثم", "قال {en-ltr UNDP} ثم"),
    "a name and its number": ("في WSIS 2025 (دورة)", "في {en-ltr WSIS 2025} (دورة)"),
    "a number of a sentence": ("قال ITU. 2025 كان", "قال {en-ltr ITU}. 2025 كان"),
    "a number before": ("خدمة 5G و3.5GHz في", "خدمة {en-ltr 5G} و{en-ltr 3.5GHz} في"),
    "a list in Arabic": ("ITU، UNDP؛ ثم", "{en-ltr ITU}، {en-ltr UNDP}؛ ثم"),
    "brackets around": ("برنامج (UNDP) ثم", "برنامج ({en-ltr UNDP}) ثم"),
    "brackets within": ("قال foo (bar) ثم", "قال {en-ltr foo (bar)} ثم"),
    "a quotation": ("قال «It is.» ثم", "قال «{en-ltr It is.}» ثم"),
    "bold within": ("قال the **World** Summit ثم", "قال {en-ltr the <strong>World</strong> Summit} ثم"),
    "bold with a colon": ("ثم **WSIS:** نص", "ثم <strong>{en-ltr WSIS}:</strong> نص"),
    "a link": ("ثم [نص ITU](https://a.org) نص", 'ثم <a href="https://a.org">نص {en-ltr ITU}</a> نص'),
    "an address": ("ثم a@example.org، نص", "ثم {-ltr a@example.org}، نص"),
    "a Roman numeral": ("الجزء II من", "الجزء {-ltr II} من"),
    "a number in groups": ("من 1 200 إلى 3 500 000، 12 45", "من {-ltr 1 200} إلى {-ltr 3 500 000}، 12 45"),
    "all of a paragraph": ("World Summit (2025).", "{en-ltr World Summit (2025).}"),
    "most of a paragraph": ("The ITU and نص at last.", "{en-ltr The ITU and {ar-rtl نص} at last.}"),
    "Arabic digits": ("٢٥ G20 ٣٠", "٢٥ {en-ltr G20} ٣٠"),
    "signs at the end": ("لغة C++ و#WSIS و50%", "لغة {en-ltr C++} و{en-ltr #WSIS} و50%"),
    "two scripts": ("عن 联合国 وعن Россия 2041 ما", "عن {zh-ltr 联合国} وعن {ru-ltr Россия 2041} ما"),
}


@pytest.mark.parametrize("name", some_quick(ARABIC, 6))
def test_phrases_in_an_arabic_text_are_marked(name):
    text, expected = ARABIC[name]
    assert marked(text, "ar") == expected


OTHERS = {
    "Arabic": ("The term القمة العالمية (WSIS) and", "The term {ar-rtl القمة العالمية} (WSIS) and"),
    "Cyrillic and Chinese": ("In Москва, *Россия*: 中国。 So", "In {ru- Москва, <em>Россия</em>}: {zh- 中国。} So"),
    "Hebrew": ("A שלום b", "A {he-rtl שלום} b"),
    "most of a paragraph": ("«نص مع ITU ثم.»", "{ar-rtl «نص مع {en-ltr ITU} ثم.»}"),
    "none": ("Café, 50 µm, № 5 – naïve “x”", "Café, 50 µm, № 5 – naïve “x”"),
}


@pytest.mark.parametrize("name", some_quick(OTHERS, 3))
def test_phrases_in_an_english_text_are_marked(name):
    text, expected = OTHERS[name]
    assert marked(text, "en") == expected


NAMED = {
    "the same script": ("en", "The [Sommet *mondial*]{lang=fr} of", "The {fr- Sommet <em>mondial</em>} of"),
    "another direction": ("en", "The [متن فارسی ITU]{lang=fa} of", "The {fa-rtl متن فارسی ITU} of"),
    "between phrases": ("ar", "قال ITU [Sommet]{lang=fr} UNDP ثم", "قال {en-ltr ITU} {fr-ltr Sommet} {en-ltr UNDP} ثم"),
    "the direction of the text": ("ar", "قال [متن]{lang=fa} ثم", "قال {fa- متن} ثم"),
    "a script of its own": ("ar", "قال [al-nass]{lang=ar-Latn} ثم", "قال {ar-Latn-ltr al-nass} ثم"),
}


@pytest.mark.parametrize("name", some_quick(NAMED, 3))
def test_the_language_that_an_author_names_is_that_of_the_phrase(name):
    language, text, expected = NAMED[name]
    assert marked(text, language) == expected


def test_a_note_is_marked_by_its_own_words_and_its_number_stays_with_the_phrase():
    page = marked("قال World[^a] ثم.\n\n[^a]: نص Note نص", "ar")
    assert "{en-ltr World<a href" in page
    assert "</sup></a>} ثم" in page
    assert "نص {en-ltr Note} نص" in page


def test_titles_items_and_cells_are_marked():
    page = marked("# العنوان ITU نص\n\n- x نص\n\n| أ | b |\n|---|---|\n| ١ | two |\n", "ar")
    for expected in ("العنوان {en-ltr ITU} نص</h1>", "<li>{en-ltr x} نص</li>", "<td>{en-ltr two}</td>"):
        assert expected in page


def test_a_text_without_foreign_phrases_needs_no_filter():
    text = "Plain words, naïve café."
    assert foreign_phrases.prepare(text, locale.load("en")) == (text, ())


SPACES = {
    "fr": (
        "Est-ce « **un** essai » : oui ; 10 000, 35 % ! Pas:ici :x http://a.b n° 5",
        "Est-ce «~<strong>un</strong> essai~»~: oui~; 10~000, 35~%~! Pas:ici :x http://a.b n°~5",
    ),
    "ru": (
        "В 2041 г. и он — А. С. Иванов, № 1: 1 200 же. (О пол она) да, что ли?",
        "В~2041~г. и~он~— А.~С.~Иванов, №~1: 1~200 же. (О~пол она) да, что~ли?",
    ),
}


@pytest.mark.parametrize("language", SPACES)
def test_spaces_at_which_no_line_ends(language):
    text, expected = SPACES[language]
    page = pandoc.start(text, "html5", f"spacing/{language}.lua").result().decode()
    assert page.strip() == f"<p>{expected.replace('~', '\xa0')}</p>"


def test_languages_without_rules_for_spaces_have_no_filter():
    assert foreign_phrases.spacing_filters(locale.load("fr")) == ("spacing/fr.lua",)
    assert foreign_phrases.spacing_filters(locale.load("en")) == ()


@pytest.mark.parametrize(
    ("language", "line", "pieces"),
    [
        ("en", "Union (الاتحاد الدولي), 2041", [("Union (", ""), ("الاتحاد الدولي", "ar"), ("), 2041", "")]),
        ("ar", "وزارة Ministry of ICT، 2041", [("وزارة ", ""), ("Ministry of ICT", "en"), ("، 2041", "")]),
        ("en", "联合国 Москва", [("联合国", "zh"), (" ", ""), ("Москва", "ru")]),
        ("fr", "Comité", [("Comité", "")]),
        ("fr", "", []),
    ],
)
def test_a_line_is_split_by_the_language_of_its_letters(language, line, pieces):
    assert list(foreign_phrases.split(line, locale.load(language))) == pieces
