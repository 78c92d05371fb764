"""Six clean submissions in each language but English: no rule finds anything in them."""

import pytest

from tests.conftest import ROOT
from wsisc import pipeline, source
from wsisc.document.prose import Reading
from wsisc.lint import rules, selection
from wsisc.source import model

LANGUAGES = ("ar", "es", "fr", "ru", "zh")
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")


def read(language, name):
    path = ROOT / "tests" / "clean" / language / f"{name}.yaml"
    return source.read(path.read_bytes(), path.name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_rule_finds_anything_in_a_clean_text(language, name):
    submission = model.from_data(read(language, name).data)
    assert submission.language == language
    reading = Reading(submission, None)
    known = [code for code in rules.codes() if language in getattr(rules.load(code), "LANGUAGES", (language,))]
    assert [(code, each.message) for code in known for each in rules.load(code).check(reading)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_clean_text_is_a_whole_submission(language, name):
    checked = pipeline.check(read(language, name), selection=selection.from_names(("all",), (), {}))
    found = [each for each in checked.diagnostics if each.path != ("language",)]  # the call may have English alone
    assert [(each.code, each.span.line, each.message) for each in found] == []
