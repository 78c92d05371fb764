"""Acronyms in French, Spanish and Russian: introduced before they are used, once, and at all."""

import pytest

from tests.conftest import minimal
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.source import model


def found(code, language, text):
    """Return the source text of what a rule finds."""
    reading = Reading(model.from_data(minimal({"parts": {"one": {"text": text}}, "language": language})), None)
    return [text[each.start : each.end] for each in rules.load(code).check(reading)]


@pytest.mark.parametrize(
    ("code", "language", "text", "expected"),
    [
        (
            "acronym-too-early",
            "fr",
            "L’UIT y contribue. L’Union internationale des télécommunications (UIT) suit.",
            ["UIT"],
        ),
        ("acronym-too-early", "ru", "МСЭ участвует. Международный союз электросвязи (МСЭ) помогает.", ["МСЭ"]),
        ("acronym-too-early", "es", "La Organización Mundial de la Salud (OMS) asistió. La OMS informó.", []),
        ("acronym-too-early", "fr", "L’ONU agit. L’Organisation des Nations Unies (ONU) aussi.", []),
        ("acronym-redefined", "es", "El Fondo Verde (FV) creció. Es el Fondo Verde (FV).", ["(FV)"]),
        ("acronym-redefined", "ru", "Фонд развития (ФР) вырос. Фонд развития растет, и ФР помогает.", []),
        ("acronym-unexpanded", "en", "TODO: say more, and FIXME.", []),
        ("acronym-unexpanded", "fr", "Le CNRV décide, et le CNRV publie.", ["CNRV"]),
        ("acronym-unexpanded", "ru", "Решение принял КНРВ, и КНРВ его опубликовал.", ["КНРВ"]),
        ("acronym-unexpanded", "es", "La ONU y la UNESCO, la COVID-19 y el capítulo IV.", []),
        ("acronym-unexpanded", "fr", "Le forum du WSIS, que signale une autre règle.", []),
        ("acronym-unexpanded", "fr", "Les technologies de l’information (TIC) aident ; les TIC changent.", []),
        ("acronym-unexpanded", "en", "The CNRV (based in Geneva, Switzerland) met. The CNRV agreed.", ["CNRV"]),
        ("acronym-unexpanded", "fr", "La CNRV (créée par décision du conseil) décide.", ["CNRV"]),
        ("acronym-unexpanded", "en", "The CNRV (Fonds des Nations Unies) met.", []),
    ],
)
def test_acronyms_in_other_languages(code, language, text, expected):
    assert found(code, language, text) == expected


def test_the_hint_has_the_name_in_full():
    text = "L’UIT y contribue. L’Union internationale des télécommunications (UIT) suit."
    reading = Reading(model.from_data(minimal({"parts": {"one": {"text": text}}, "language": "fr"})), None)
    (each,) = rules.load("acronym-too-early").check(reading)
    assert "Union internationale des télécommunications (UIT)" in each.hint
