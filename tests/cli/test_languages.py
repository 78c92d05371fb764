"""Messages in French and Spanish on the command line: by option or locale, in which reports, and in Word comments."""

import json

import pytest

from tests.conftest import ROOT, as_yaml, minimal
from tests.inprocess import wsisc
from tests.review import ranges
from tests.review.files import commented, officer
from wsisc import report
from wsisc.report import previous

FAULTY = as_yaml(minimal({"titel": "x"}))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.yaml").write_bytes(FAULTY)
    return tmp_path


def _shown(folder, *arguments, **environment):
    done = wsisc(*arguments, cwd=folder, **environment)
    assert b"Traceback" not in done.stderr
    return done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--lang", "fr", "validate", "a.yaml"), {}),
        (("validate", "a.yaml", "--lang", "fr"), {}),
        (("validate", "a.yaml"), {"LC_ALL": "fr_FR.UTF-8"}),
        (("validate", "a.yaml"), {"WSISC_LANG": "fr"}),
        (("validate", "a.yaml", "--lang", "fr"), {"LC_ALL": "es_ES.UTF-8"}),
    ],
)
def test_the_language_is_that_of_the_option_or_the_locale(folder, arguments, environment):
    shown = _shown(folder, *arguments, **environment)
    assert "erreur[unexpected-property]\u00a0: «\u00a0titel\u00a0» n’est pas autorisé ici" in shown
    assert "= aide\u00a0: utilisez l’un de ceux-ci\u00a0: " in shown


def test_english_is_the_language_of_other_locales(folder):
    assert '"titel" is not allowed here' in _shown(folder, "validate", "a.yaml", LC_ALL="de_DE.UTF-8")
    assert '"titel" is not allowed here' in _shown(folder, "validate", "a.yaml", "--lang", "en", LC_ALL="fr_FR.UTF-8")


def test_an_unknown_language_is_wrong_usage(folder):
    done = wsisc("--lang", "xx", "validate", "a.yaml", cwd=folder)
    assert done.returncode == 2
    assert b"use one of en, es, fr" in done.stderr


@pytest.mark.parametrize("format", list(report.REPORTS))
def test_reports_for_programs_are_in_english_unless_a_language_is_named(folder, format):
    by_locale = _shown(folder, "validate", "a.yaml", "--output-format", format, LC_ALL="es_ES.UTF-8")
    assert ("titel» no está permitido" in by_locale) == (format in report.FORMATS_FOR_PEOPLE)
    named = _shown(folder, "validate", "a.yaml", "--output-format", format, "--lang", "es")
    assert "titel» no está permitido" in named
    assert "unexpected-property" in named.replace("unexpected property", "unexpected-property")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("format", list(report.REPORTS))
def test_a_report_in_any_language_can_be_replaced(folder, format, language):
    shown = _shown(folder, "validate", "a.yaml", "--output-format", format, "--lang", language)
    assert previous.is_report(shown.encode())


def test_what_is_kept_of_a_check_can_be_shown_in_every_language(folder):
    (folder / "b.yaml").write_bytes((ROOT / "examples/unodc_2022.yaml").read_bytes().replace(b"date:", b"date:", 1))
    text = as_yaml(minimal({"parts": {"one": {"text": "See https://example.org/a for the organisation.\n"}}}))
    (folder / "a.yaml").write_bytes(text)
    options = ("validate", ".", "--select", "default,un-style")
    english = _shown(folder, *options)
    french = _shown(folder, *options, "--lang", "fr")
    assert english == _shown(folder, *options)
    assert "is printed instead of words" in english
    assert "est imprimé à la place de mots" in french


def test_the_comments_of_a_review_are_in_the_language_of_the_option(folder):
    (folder / "a.docx").write_bytes(commented(officer()))
    shown = _shown(folder, "review", "a.docx", "--lang", "fr")
    comments = [*ranges.comments((folder / "a.reviewed.docx").read_bytes()).values()]
    assert comments[0].startswith("Ce fichier a été vérifié au regard de l’appel")
    assert not any("is not" in each for each in comments)
    assert "avertissement[" in shown


def test_the_comments_of_a_review_are_in_the_language_of_the_file(folder):
    (folder / "a.docx").write_bytes(commented(officer()))
    shown = _shown(folder, "review", "a.docx", LC_ALL="fr_FR.UTF-8")
    comments = [*ranges.comments((folder / "a.reviewed.docx").read_bytes()).values()]
    assert comments[0].startswith("This file was checked against the call")
    assert "avertissement[" in shown


def test_the_json_report_has_the_same_codes_in_every_language(folder):
    found = [
        json.loads(_shown(folder, "validate", "a.yaml", "--output-format", "json", "--lang", language))["diagnostics"]
        for language in ("en", "fr")
    ]
    assert [each["code"] for each in found[0]] == [each["code"] for each in found[1]]
    assert found[0] != found[1]
