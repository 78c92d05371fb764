"""The wrong forms of languages: what the lines of the files find and leave alone, and how long that takes."""

import time

import pytest

from tests.conftest import minimal
from tests.hostile import alphabet
from wsisc.document.prose import Reading
from wsisc.lint import rules, wrong_forms
from wsisc.source import model

RULES = (
    "date-form",
    "document-symbol",
    "number-below-ten",
    "resolution-without-symbol",
    "country-name",
    "decimal-mark",
    "lookalike-letter",
    "official-name",
    "per-cent",
    "punctuation",
    "spelling",
    "thousands-separator",
)
SECONDS = 0.05
LETTERS = {
    "ar": [*"اكـ،ه ,?"],
    "en": [*"1/M ."],
    "es": [*"oó¿? "],
    "fr": [*"é«» :"],
    "ru": [*'а№«" -'],
    "zh": [*'国國,." ('],
}


def reading(text, language):
    return Reading(model.from_data(minimal({"parts": {"one": {"text": text}}, "language": language})), None)


def found(code, language, text):
    """Return the source text of what a rule finds."""
    return [text[each.start : each.end] for each in rules.load(code).check(reading(text, language))]


def fixed(code, language, text):
    """Return a text with all fixes of a rule applied."""
    for each in sorted(rules.load(code).check(reading(text, language)), key=lambda finding: -finding.start):
        if each.fix is not None:
            text = text[: each.start] + each.fix + text[each.end :]
    return text


@pytest.mark.parametrize(
    ("code", "language", "text", "expected"),
    [
        ("spelling", "fr", "Les Etats et les etats, le developpement.", "Les États et les états, le développement."),
        ("spelling", "ru", "Будующие агенства учавствуют.", "Будущие агентства участвуют."),
        ("spelling", "zh", "國家發展", "国家发展"),
        ("spelling", "ar", "والامم المتحده فى المدرسه", "والأمم المتحدة في المدرسة"),
        ("spelling", "es", "Las Tecnologias, el 3 de Mayo.", "Las Tecnologías, el 3 de mayo."),
        ("official-name", "ru", "Генеральному Секретарю", "Генеральному секретарю"),
        ("per-cent", "ar", "نحو 45% من المدارس", "نحو 45 في المائة من المدارس"),
        ("per-cent", "fr", "Près de 45% des écoles.", "Près de 45\u00a0% des écoles."),
        ("thousands-separator", "ru", "Всего 1,234,500 школ и 17,500 учителей.", "Всего 1\u00a0234\u00a0500 школ и 17\u00a0500 учителей."),
        ("decimal-mark", "ru", "Около 3.5 млн человек.", "Около 3,5 млн человек."),
        ("punctuation", "fr", "Quoi? Oui: «tout».", "Quoi\u00a0? Oui\u00a0: «\u00a0tout\u00a0»."),
        ("punctuation", "es", "Vamos. Qué falta? Bien.", "Vamos. ¿Qué falta? Bien."),
        ("punctuation", "zh", '学校,教师(多数)都说:"好".', "学校，教师(多数)都说：“好”。"),
        ("punctuation", "ar", "المدارس, والمعلمون ;", "المدارس، والمعلمون؛"),
        ("punctuation", "ru", "Статья №5 «о школах » А.С.Пушкина", "Статья №\u00a05 «о школах» А.\u00a0С.\u00a0Пушкина"),
        ("lookalike-letter", "ar", "المکتبات والبنیة", "المكتبات والبنية"),
        ("spelling", "fr", "Les 2èmes accés, critéres et cybersecurité.", "Les 2es accès, critères et cybersécurité."),
        ("spelling", "es", "La informatica, la conexion y la Educacion.", "La informática, la conexión y la Educación."),
        ("spelling", "ru", "В соответствие с информационым планом возросло.", "В соответствии с информационным планом возросло."),
        ("spelling", "ar", "اكدت الوكالة هى الاولويات", "أكدت الوكالة هي الأولويات"),
        ("thousands-separator", "fr", "Les 1500 élèves et 12 400 écoles.", "Les 1\u00a0500 élèves et 12 400 écoles."),
        ("decimal-mark", "es", "Un 3.5 % más.", "Un 3,5 % más."),
        ("punctuation", "fr", "Dit “tout” (bien) et TIC(technologies).", "Dit «\u00a0tout\u00a0» (bien) et TIC (technologies)."),
        ("punctuation", "ar", "قال :نعم ٤٥ و30", "قال: نعم 45 و30"),
    ],
)  # fmt: skip
def test_what_needs_no_judgement_is_fixed(code, language, text, expected):
    assert fixed(code, language, text) == expected
    assert found(code, language, expected) == []


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("spelling", "fr", "La revue *Developpement* et « Etats et societe » de etats@example.org."),
        ("spelling", "ru", "Программа, программы и российское агентство."),
        ("official-name", "fr", "Le Conseil économique, social et environnemental et la Commission du développement durable."),
        ("official-name", "fr", "Le Sommet mondial sur la société de l’information (SMSI)."),
        ("official-name", "es", "La Cumbre Mundial sobre la Sociedad de la Información (CMSI)."),
        ("country-name", "fr", "En 1985, la Birmanie ; l’Université de Birmanie ; au Myanmar, ex-Birmanie."),
        ("country-name", "ru", "Иран (Исламская Республика), Исламская Республика Иран и российские школы."),
        ("country-name", "zh", "俄罗斯联邦、伊朗伊斯兰共和国和北马其顿。"),
        ("country-name", "es", "Bolivia (Estado Plurinacional de) y la República Unida de Tanzanía."),
        ("thousands-separator", "fr", "Un taux de 3,125 % et de 0,500 ; la cible 9,250,1."),
        ("decimal-mark", "fr", "La cible 4.4, la version 2.1 et la section 3.2 du rapport."),
        ("punctuation", "fr", "À 10:30, voir https://example.org/a?b et « tout » ; vraiment ?"),
        ("punctuation", "es", "Y ahora, ¿qué falta? ¡Bien!"),
        ("punctuation", "zh", "学校 (school) 有 3.5 万人，网址 https://example.org/ 已公布。"),
        ("punctuation", "ar", "بلغت 3.5 مليون، ثم قال: «نعم»؟"),
        ("punctuation", "ru", "В 2022 году — № 5, «Школа» и т. д."),
        ("lookalike-letter", "ar", "كلمة پارسی"),
        ("official-name", "ar", "التقرير ITU\u2011R M.2083 والتوصية ITU-T Y.3000"),
        ("punctuation", "ar", "بلغت ١٬٢٣٤ مدرسة"),
        ("thousands-separator", "fr", "En 1850 les 12 400 écoles ; ISO 27001 et 2030 devant ; de 1848 écoles."),
        ("thousands-separator", "es", "Las 1500 escuelas y las 12 400 aulas."),
        ("punctuation", "fr", "Il dit « voici “tout” et rien » aux élève(s)."),
        ("spelling", "fr", "Les élèves, l’année, le comité, créée, médecine, collège, évêque, étude et musée."),
        ("spelling", "es", "La sesión, la reunión, el práctico y las lógicas."),
        ("spelling", "ru", "Отрасль, отрасли, информационный и возросло."),
    ],
)  # fmt: skip
def test_what_may_stand(code, language, text):
    assert found(code, language, text) == []


def test_the_advice_is_never_to_write_nothing():
    [finding] = rules.load("punctuation").check(reading("وفق القـرار الأخير.", "ar"))
    assert '""' not in finding.hint


def test_a_name_in_which_words_change_is_found_only_where_they_do_not_change_by_case():
    assert found("official-name", "fr", "L’Union internationale de télécommunications.") == ["de"]
    assert found("official-name", "es", "La Organización Mundial de Salud.") == ["de"]


@pytest.mark.parametrize("language", wrong_forms.LANGUAGES)
def test_every_line_is_a_form(language):
    for rule in RULES:
        for form in wrong_forms.load(rule, language):
            assert form.pattern
            assert form.note in ("", "look", "mixed") or form.note.isdecimal()
            for example in (form.key * 2, form.key + " "):
                list(wrong_forms.find(reading(example or "a", language), rule))


def scans_soon(pattern, text):
    """Return whether a scan is fast; a slow one is so each time, while a collection of cycles falls into one of two."""
    start = time.process_time()
    list(pattern.finditer(text))
    return time.process_time() - start < SECONDS


@pytest.mark.parametrize("language", wrong_forms.LANGUAGES)
def test_every_pattern_scans_a_text_in_linear_time(language):
    texts = [text for _, text in (*alphabet.singles(3_000, alphabet.ALIKE), *alphabet.pairs(3_000, LETTERS[language]))]
    for rule in RULES:
        for form in wrong_forms.load(rule, language):
            if form.key:
                continue  # words, which no text makes slow
            pattern = wrong_forms.compile_pattern(form.pattern)
            for text in texts:
                assert scans_soon(pattern, text) or scans_soon(pattern, text), (form.pattern, text[:4])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("the implementation and follow up to the outcomes", 'write "implementation of and follow-up to"'),
        ("its implementation and follow-up to the outcomes", 'write "implementation of and follow-up to"'),
        ("the implementation of and follow up to the outcomes", 'write "implementation of and follow-up"'),
        ("the report of the UN Secretary General says", 'write "UN Secretary-General"'),
        ("the High Level Political Forum met", 'write "High-level Political Forum"'),
    ],
)
def test_a_hint_has_the_whole_right_phrase(text, hint):
    [finding] = rules.load("official-name").check(reading(text, "en"))
    assert finding.hint == hint
