"""Messages in French and Spanish on the command line: by option or locale, in which reports, and in Word comments."""

import json
import re

import pytest

from tests.conftest import ROOT, as_yaml, minimal
from tests.inprocess import wsisc
from tests.review import ranges
from tests.review.files import commented, officer
from wsisc import report
from wsisc.cli import COMMANDS
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
    assert b"use one of en, ar, es, fr, ru, zh" in done.stderr


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


CLICK = r"Usage:|Try '|Error:|No such|Missing|Invalid|Did you|unexpected|requires an|does not take| is not |Choose from"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("validate", "--nothing"), "--nothing"),
        (("validate", "--fixx", "a"), "--fix"),
        (("collate", "-o", "a.docx"), "CHEMIN..."),
        (("collate", "a"), "--output"),
        (("validate", "--jobs", "x", "a"), "'x'"),
        (("validate", "--jobs", "999", "a"), "1<=x<=256"),
        (("validate", "--output-format", "x", "a"), "json-lines"),
        (("validate", "--fix=3", "a"), "--fix"),
        (("validate", "a", "--jobs"), "--jobs"),
        (("validate", "a", "--quiet", "--verbose"), "--verbose"),
        (("doctor", "x"), "x"),
        (("doctor", "x", "y"), "x y"),
        (("calls", "nothing"), "nothing"),
        (("completion", "tcsh"), "powershell"),
        (("valdate",), "validate"),
        (("cache", "prune", "--days", "x"), "'x'"),
    ],
)
def test_wrong_usage_is_explained_in_the_language(folder, arguments, named):
    done = wsisc(*arguments, "--lang", "fr", cwd=folder) if "--jobs" not in arguments[-1:] else None
    done = done or wsisc("--lang", "fr", *arguments, cwd=folder)
    shown = done.stderr.decode()
    assert done.returncode == 2
    assert not re.search(CLICK, shown)
    assert "erreur\u00a0: " in shown
    assert named in shown


def test_wrong_usage_is_in_the_words_of_click_in_english(folder):
    shown = _shown(folder, "validate", "--nothing")
    assert "Try 'wsisc validate --help' for help." in shown
    assert "error: No such option '--nothing'." in shown


@pytest.mark.parametrize("arguments", [("--help",), (), *((name, "--help") for name in COMMANDS)])
def test_help_has_no_english_sentence(folder, arguments):
    ours = [wsisc(*arguments, cwd=folder, WSISC_LANG=language).stdout.decode() for language in ("en", "fr", "es")]
    sentences = [{" ".join(each.split()) for each in re.split(r"\n *\n|\.\n", text)} for text in ours]
    commands = "mkdir"  # what people type to install the completion is the same in all languages
    assert [each for each in sentences[0] & (sentences[1] | sentences[2]) if " " in each and commands not in each] == []


@pytest.mark.parametrize("arguments", [("--lang", "fr", "validate", "--help"), ("validate", "--help", "--lang=fr")])
def test_help_is_in_the_language_of_the_option(folder, arguments):
    shown = _shown(folder, *arguments, LC_ALL="es_ES.UTF-8")
    assert shown.startswith("Utilisation\u00a0: wsisc validate [OPTIONS] [CHEMIN]...\n")
    assert "\nOptions\u00a0:\n" in shown
    assert "[1<=x<=256]" in shown
    assert "--select NOMS" in shown


def test_a_file_named_as_the_option_does_not_choose_the_language(folder):
    assert "does not exist" in _shown(folder, "validate", "--", "--lang", "fr")


def test_a_rule_is_explained_with_a_note_on_its_language(folder):
    french, english = (_shown(folder, "explain", "spelling", WSISC_LANG=each) for each in ("fr", "en"))
    assert "Les descriptions des règles sont en anglais." in french
    assert "Exemple fautif\u00a0:" in french
    assert "are in English" not in english


def test_an_earlier_report_in_another_language_can_be_replaced(folder):
    (folder / "b.yaml").write_bytes(as_yaml(minimal({"title": "Another title"})))
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    for command in (("diff", "a.yaml", "b.yaml"), ("recycled", "a.yaml", "b.yaml")):
        for language in ("fr", "es", "en", "fr"):
            done = wsisc(*command, "-o", f"{command[0]}.txt", "--lang", language, cwd=folder)
            assert done.returncode == 0, done.stderr


def test_versions_are_compared_in_the_language(folder):
    (folder / "a.yaml").write_bytes(as_yaml(minimal()))
    (folder / "b.yaml").write_bytes(as_yaml(minimal({"title": "Another title"})))
    shown = _shown(folder, "diff", "a.yaml", "b.yaml", "--summary", "--lang", "fr")
    assert "modifications  mots supprimés" in shown
    assert re.search(r"\n1 modification \(mots supprimés\u00a0: \d+, ajoutés\u00a0: \d+\)\n", shown)
