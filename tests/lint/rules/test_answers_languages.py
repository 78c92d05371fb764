"""Answers to a call in its other languages: future actions are found, and parts have the labels of that language."""

import re

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import pipeline, source
from wsisc.calls.call import BUILT_IN
from wsisc.lint import selection


def check(code, language, parts):
    changes = {"call": "cstd-next", "language": language, "parts": parts}
    read = source.read(as_yaml(minimal(changes)), "a.yaml")
    found = pipeline.check(read, selection=selection.Selection((code,))).diagnostics
    return [each for each in found if each.code == code]


@pytest.mark.parametrize(
    ("language", "text", "is_answer"),
    [
        ("fr", "Nous allons former des enseignants.", True),
        ("fr", "Nous connecterons 200 écoles.", True),
        ("fr", "Nous avons connecté 200 écoles.", False),
        ("es", "Vamos a formar a los docentes.", True),
        ("es", "Conectaremos 200 escuelas.", True),
        ("es", "Conectamos 200 escuelas.", False),
        ("ru", "В 2027 году мы подключим 200 школ.", True),
        ("ru", "Школы подключат к сети.", True),
        ("ru", "Мы подключили 200 школ.", False),
    ],
)
def test_the_future_tense_answers_what_will_be_done(language, text, is_answer):
    found = check("unanswered-prompt", language, {"three": {"b": {"text": text}}})
    about = [each for each in found if each.path == ("parts", "three", "b") and "commitment" in each.message]
    assert bool(about) is not is_answer


@pytest.mark.parametrize(
    ("language", "label", "full"),
    [
        ("en", "Part One", "Part Three (b)"),
        ("fr", "Première partie", "Troisième partie b)"),
        ("es", "Primera parte", "Tercera parte b)"),
        ("ru", "Часть первая", "Часть третья b)"),
    ],
)
def test_a_part_has_its_label_in_the_language_of_the_submission(language, label, full):
    parts = {"one": {"text": ""}, "three": {"b": {"text": "200"}}}
    messages = [each for each in check("missing-part", language, parts) if each.path[1] == "one"]
    assert [(each.message, each.label) for each in messages] == [
        (f"{label} is empty; the call requires it", label),
    ]
    [prompt] = [part.prompt[language] for part in BUILT_IN.load("cstd-next").parts if part.id == "one"]
    assert messages[0].hint.removeprefix("answer: ").removesuffix("…") in " ".join(prompt.split())
    [unanswered] = [each for each in check("unanswered-prompt", language, parts) if "commitment" in each.message]
    assert unanswered.message.startswith(f"{full} does not mention")


@pytest.mark.parametrize(
    ("language", "requests"),
    [
        ("en", ["obstacles", "Future actions", "action lines"]),
        ("fr", ["obstacles", "actions ou initiatives à venir", "grandes orientations"]),
        ("es", ["obstáculos", "medidas o iniciativas futuras", "líneas de acción"]),
        ("ru", ["препятствий", "будущие действия или инициативы", "направлению деятельности"]),
        ("zh", ["障碍", "行动或举措", "行动方针"]),
        ("ar", ["عقبات", "الإجراءات أو المبادرات المقبلة", "مسارات العمل"]),
    ],
)
def test_the_call_is_quoted_in_the_language_of_the_text(language, requests):
    text = {"zh": "学校。", "ar": "مدارس.", "ru": "Школы."}.get(language, "Xxx.")
    found = check("unanswered-prompt", language, {"one": {"text": text}, "three": {"b": {"text": text}}})
    assert {re.search(r'call asks for "(.*)"', each.message)[1] for each in found} >= {*requests}
