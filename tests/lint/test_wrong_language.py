"""A text in another language than its field says: one finding, and none that presupposes the language."""

import json

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc
from tests.pseudo import translate
from wsisc import source
from wsisc.document.prose import Reading
from wsisc.lint.rules import wrong_language
from wsisc.source import model

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
ENGLISH = (
    "The Commission continued to assist its member States in the implementation of the outcomes of the Summit. It trained "
    "more than two thousand teachers in the countries that had asked for it, and these will train others in the schools."
)
FRENCH = "La Commission a poursuivi son action en faveur des États membres pour la mise en œuvre des textes du Sommet."


def codes(content):
    report = wsisc("validate", "--select", "all", "--output-format", "json", "-", stdin=content).stdout
    return [(each["code"], each["path"]) for each in json.loads(report)["diagnostics"]]


def as_file(text, language="fr"):
    return as_yaml(minimal({"call": "cstd-next", "language": language, "parts": {"one": {"text": text}}}))


def edited(language):
    return (ROOT / "tests" / "edited" / f"{language}.yaml").read_text("utf-8")


@pytest.mark.parametrize(("language", "declared"), list(zip(LANGUAGES, LANGUAGES[1:] + LANGUAGES[:1], strict=True)))
def test_it_is_said_once_and_nothing_else_of_the_language(language, declared):
    found = codes(edited(language).replace(f"\nlanguage: {language}\n", f"\nlanguage: {declared}\n").encode())
    assert found.count(("wrong-language", "/language")) == 1
    presuming = {"official-name", "country-name", "spelling", "punctuation", "acronym-unexpanded", "date-form"}
    assert presuming.isdisjoint(code for code, _ in found)
    # what is wrong in every language; in Chinese the address is between words
    assert language == "zh" or ("bare-address", "/parts/three/a/text") in found


@pytest.mark.parametrize("text", [
    "The end of the story.",
    f"{ENGLISH}\n\n{FRENCH}",
    f"[{ENGLISH}]{{lang=en}}",
    f"> {ENGLISH}",
    "UNESCO ITU UNDP UNCTAD WSIS " * 12,
])  # fmt: skip
def test_a_short_mixed_or_marked_text_is_not_judged(text):
    assert "wrong-language" not in [code for code, _ in codes(as_file(text))]


def test_who_says_that_the_language_is_right_gets_the_other_rules():
    content = as_file(f"{ENGLISH}\n\nIl y a 45% des écoles.").decode()
    assert "per-cent" not in [code for code, _ in codes(content.encode())]
    ignored = content.replace("language: fr\n", "language: fr  # wsisc: ignore[wrong-language] as it is\n")
    assert "per-cent" in [code for code, _ in codes(ignored.encode())]


FILES = [path for folder in ("examples", "tests/clean", "tests/languages", "tests/edited")
         for path in sorted((ROOT / folder).glob("**/*.yaml")) if "\nlanguage:" in path.read_text("utf-8")]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_text_is_taken_for_one_in_another_language(path):
    submission = model.from_data(source.read(path.read_bytes(), path.name).data)
    assert list(wrong_language.check(Reading(submission, None))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_do_not_exist_are_not_judged(language):
    path = ROOT / "examples" / "unodc_2022.yaml"
    submission = model.from_data(source.read(path.read_bytes(), path.name).data)
    assert list(wrong_language.check(Reading(translate(submission, language), None))) == []
