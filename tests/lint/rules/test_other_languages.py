"""Rules that had known English alone, in other languages: what they find, and what they leave alone."""

import datetime
from dataclasses import replace

import pytest

from tests.conftest import minimal
from wsisc.calls import call as calls
from wsisc.calls.reporting import ReportingPeriod
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.source import model

OFFICE = {
    "ar": "مكتب التعليم",
    "es": "Oficina de Educación",
    "fr": "Office de l’éducation",
    "ru": "Управление",
    "zh": "教育中心",
}


def found(code, language, text, heading="", notes=None, call=None):
    """Return the source text of what a rule finds in a language, in a text or in a heading of it."""
    parts = {"one": {"text": text}}
    if heading:
        parts["two"] = {"sections": [{"title": heading, "text": "."}]}
    changes = {"parts": parts, "language": language, "footnotes": notes or {}}
    submission = model.from_data(minimal(changes))
    if language in OFFICE:
        submission = submission._replace(entity=submission.entity._replace(name=OFFICE[language], acronym=""))
    texts = dict([*model.rich_texts(submission), *model.plain_texts(submission)])
    return [texts[each.path][each.start : each.end] for each in rules.load(code).check(Reading(submission, call))]


@pytest.mark.parametrize(
    ("code", "language", "text", "wrong"),
    [
        ("number-below-ten", "fr", "Le cours a été donné dans 4 pays.", "4"),
        ("number-below-ten", "fr", "Les 3 centres ouverts en 2022 sont équipés.", "3"),
        ("number-below-ten", "fr", "L’Agence a formé 5 juges le 15 mars 2022.", "5"),
        ("number-below-ten", "es", "El curso se impartió en 4 países.", "4"),
        ("number-below-ten", "es", "El Organismo ha capacitado a 5 jueces.", "5"),
        ("number-below-ten", "ru", "Курсы прошли в 4 странах.", "4"),
        ("number-below-ten", "ru", "Обучение прошли 5 судей в течение 3 месяцев.", "5"),
        ("date-form", "en", "It began on March 27, 2023.", "March 27, 2023"),
        ("date-form", "en", "It began on 1st May.", "1st May"),
        ("date-form", "en", "It began on 27/03/2023.", "27/03/2023"),
        ("date-form", "fr", "Le 1 mars 2022, il a commencé.", "1"),
        ("date-form", "fr", "Il a commencé le 27.03.2023.", "27.03.2023"),
        ("date-form", "es", "Comenzó el 27 marzo 2023.", "27 marzo 2023"),
        ("date-form", "ru", "Форум открылся 15-го марта.", "15-го"),
        ("date-form", "zh", "论坛于2022.3.5开幕。", "2022.3.5"),
        ("date-form", "ar", "افتتح المنتدى في 15 فبراير 2022.", "فبراير"),
        ("date-form", "ar", "افتتح المنتدى في كانون الأول 2022.", "كانون الأول"),
        ("document-symbol", "fr", "Selon la résolution n° 70/125 de l’Assemblée générale.", "n° 70/125"),
        ("document-symbol", "es", "Según la resolución núm. 70/125 de la Asamblea General.", "núm. 70/125"),
        ("document-symbol", "ru", "Согласно резолюции № 70/125.", "№ 70/125"),
        ("document-symbol", "zh", "根据大会第70/125决议，该机构提交报告。", "第70/125决议"),
        ("document-symbol", "ar", "وفقا لقرار رقم 70/125 للجمعية العامة.", "رقم 70/125"),
        ("acronym-mismatch", "fr", "Les pays les moins avancés (PAM) ont reçu une aide.", ""),
        ("acronym-mismatch", "fr", "Les petites et moyennes entreprises (PEM) ont reçu une aide.", "PEM"),
        ("acronym-mismatch", "ru", "Всемирная организация здравоохранения (ВЗО) участвовала.", "ВЗО"),
        (
            "acronym-misspelt",
            "es",
            "La CEPAL publicó un estudio. La CEAPL lo actualizó, y la CEPAL lo difundió.",
            "CEAPL",
        ),
        ("acronym-misspelt", "fr", "La CNUCED a publié. La CNUECD a mis à jour, et la CNUCED a diffusé.", "CNUECD"),
    ],
)
def test_a_slip_in_another_language_is_found(code, language, text, wrong):
    expected = [wrong] if wrong else []
    assert found(code, language, text)[:1] == expected


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("number-below-ten", "fr", "L’objectif 4, la phase 2, le tableau 3 et l’article 5 sont cités."),
        ("number-below-ten", "fr", "Il dure de 5 à 9 heures et coûte 3 dollars par élève de 6 ans."),
        ("number-below-ten", "fr", "Le projet couvre 12 districts dans 4 pays."),
        ("number-below-ten", "fr", "La mesure a réussi dans 2 cas sur 3, et dans 8 des pays visés."),
        ("number-below-ten", "fr", "« Dans 4 pays, tout a changé », dit le ministre."),
        ("number-below-ten", "fr", "Le paragraphe 3 et les objectifs 4 et 5 du plan ; de 2 millions à 3 milliards."),
        ("number-below-ten", "es", "El Objetivo 4, la fase 2, el cuadro 3 y el artículo 5 se citan."),
        ("number-below-ten", "es", "Dura de 5 a 9 horas y cuesta 3 dólares por alumno de 6 años."),
        ("number-below-ten", "es", "El proyecto abarca 12 distritos en 4 países."),
        ("number-below-ten", "ru", "Цель 4, этап 2, таблица 3 и статья 5 упомянуты."),
        ("number-below-ten", "ru", "В 5 классе, на 3 этапе и в 8 из стран работа идет с 9 часов."),
        ("number-below-ten", "ru", "Рост на 3 процента достигнут в 12 районах и 4 странах."),
        ("date-form", "en", "On 27 March 2023, in May 2022, in March 2020 and on the 23rd of the month."),
        ("date-form", "en", "Version 10.10.2010.5 and the file 01-02-2022.pdf are kept."),
        ("date-form", "fr", "Le 1er mars, le 11 mars, du 1er au 3 mars 2022 et l’article 1 de mars."),
        ("date-form", "es", "El 1 de marzo de 2023, en marzo de 2022 y del 3 al 5 de marzo."),
        ("date-form", "ru", "15 марта 2023 года и в марте 2022 года."),
        ("date-form", "zh", "2022年3月5日、二〇二二年和3.1415。"),
        ("date-form", "ar", "في 15 شباط/فبراير 2022 وفي كانون الأول/ديسمبر 2021 وفي مارس."),
        ("document-symbol", "fr", "La loi n° 2022/15 et la résolution 70/125."),
        ("document-symbol", "zh", "大会第70/125号决议和第2022/15号决议。"),
        (
            "acronym-mismatch",
            "fr",
            "La Banque africaine de développement (BAD), le Fonds monétaire international (IMF).",
        ),
        ("acronym-mismatch", "fr", "L’Union africaine (UA), l’Organisation des Nations Unies (ONU), la France (RF)."),
        ("acronym-mismatch", "es", "La Organización de los Estados Americanos (OEA) y la Unión Europea (UE)."),
        ("acronym-mismatch", "ru", "Содружество Независимых Государств (СНГ) и Евразийский союз (ЕАЭС)."),
        (
            "resolution-without-symbol",
            "fr",
            "La résolution 70/125, « Réunion de haut niveau de l’Assemblée générale ».",
        ),
        ("resolution-without-symbol", "fr", "La décision « Oui » et une résolution sur les femmes et les filles."),
        ("resolution-without-symbol", "zh", "题为“信息和通信技术促进可持续发展”的第78/132号决议。"),
        (
            "resolution-without-symbol",
            "ru",
            "Резолюция 70/125, озаглавленная «Итоговый документ совещания высокого уровня».",
        ),
        ("resolution-without-symbol", "ar", "القرار 78/132 المعنون «تكنولوجيا المعلومات والاتصالات لأغراض التنمية»."),
    ],
)
def test_what_may_stand_in_another_language(code, language, text):
    assert found(code, language, text) == []


@pytest.mark.parametrize(
    ("language", "heading", "is_wrong"),
    [
        ("fr", "Formation des Enseignants et Accès aux Ressources", True),
        ("fr", "Formation des enseignants et accès aux ressources", False),
        ("fr", "Ministère de la Formation et des Ressources Numériques", False),
        ("fr", "Écoles de Dakar et de Saint-Louis", False),
        ("fr", "Appui aux États Membres", False),
        ("fr", "Programme des Nations Unies pour le développement", False),
        ("es", "Formación de Docentes y Acceso a los Recursos", True),
        ("es", "Formación de docentes y acceso a los recursos", False),
        ("es", "Comisión de Ciencia y Tecnología para el Desarrollo", False),
        ("es", "Objetivos de Desarrollo Sostenible", False),
        ("es", "Apoyo a los Estados Miembros", False),
        ("ru", "Подготовка Учителей и Доступ к Ресурсам", True),
        ("ru", "Подготовка учителей и доступ к ресурсам", False),
        ("ru", "Организация Объединенных Наций", False),
        ("ru", "Сотрудничество с Международным союзом электросвязи", False),
    ],
)
def test_headings_in_title_case(language, heading, is_wrong):
    assert bool(found("heading-case", language, ".", heading)) == is_wrong


@pytest.mark.parametrize(
    ("language", "text", "is_found"),
    [
        ("fr", "En décembre 2021, l’Office a formé des enseignants.", True),
        ("fr", "En décembre 2021, l’Office a formé des enseignants, et il continue.", False),
        ("fr", "En décembre 2021, l’Assemblée générale a adopté une résolution.", False),
        ("fr", "En mars 2022, l’Office a formé des enseignants.", False),
        ("es", "En diciembre de 2021, la Oficina capacitó a docentes.", True),
        ("es", "En diciembre de 2021, la Asamblea General aprobó una resolución.", False),
        ("ru", "В декабре 2021 года Управление обучило учителей.", True),
        ("ru", "В мае 2022 года Управление обучило учителей.", False),
        ("ru", "15 декабря 2021 года Управление обучило учителей.", True),
        ("zh", "2021年12月，教育中心举办了培训。", True),
        ("zh", "2022年3月，教育中心举办了培训。", False),
        ("ar", "وفي كانون الأول/ديسمبر 2021، نظم مكتب التعليم دورة.", True),
        ("ar", "وفي آذار/مارس 2022، نظم مكتب التعليم دورة.", False),
    ],
)
def test_activities_outside_the_period(language, text, is_found):
    period = ReportingPeriod(datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    call = replace(calls.BUILT_IN.load("cstd-next"), reporting=period)
    assert bool(found("date-outside-period", language, text, call=call)) == is_found


@pytest.mark.parametrize(
    ("language", "notes", "count"),
    [
        ("fr", ["Disponible à l’adresse : <https://a.org/>", "Disponible sur : <https://a.org/b>", "Disponible sur <https://a.org/c>"], 1),
        ("es", ["<https://a.org/>", "El manual: <https://a.org/b>", "El informe: <https://a.org/c>"], 1),
        ("zh", ["<https://a.org/>", "手册：<https://a.org/b>", "报告：<https://a.org/c>"], 1),
        ("fr", ["Les chiffres sont ceux de juin 2022.", "Les cours ont été donnés en ligne", "Les prix sont ceux de mai."], 1),
        ("ar", ["الدليل: <https://a.org/b>", "التقرير: <https://a.org/c>", "الكتاب: <https://a.org/d>"], 0),
    ],
)  # fmt: skip
def test_footnotes_of_one_form(language, notes, count):
    names = {f"n{number}": note for number, note in enumerate(notes)}
    text = " ".join(f"{number}[^{name}]" for number, name in enumerate(names))
    assert len(found("footnote-shape", language, text, notes=names)) == count


def test_an_acronym_that_a_heading_introduces():
    assert found("acronym-in-heading", "fr", ".", "Travaux de la Commission (CND)") == ["(CND)"]
    assert found("acronym-in-heading", "fr", "Les technologies (TIC).", "Les TIC au service des écoles") == []
