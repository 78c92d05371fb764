"""The fictional call and its twelve submissions: valid where they should be, and of every kind in the format."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT, wsisc
from tests.site.conftest import COMPENDIUM
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import call_check, locale, vocabularies
from wsisc.document import outline
from wsisc.messages.diagnostic import Severity
from wsisc.source import model
from wsisc.source.markup import word_count

FAULTY = {
    "kestrel-payments": {"missing-part"},
    "loria": {"undefined-footnote", "unknown-value", "unsafe-address"},
    "nakheel-libraries": {"unanswered-prompt"},  # its Part Two names no obstacle
}
FILES = sorted(COMPENDIUM.glob("*.yaml"))
GIVEN = {path.stem: model.from_data(source.read(path.read_bytes(), path.name).data) for path in FILES}
CALL = (COMPENDIUM / "calls" / "fictional-45.yaml").read_bytes()


def test_sound_submissions_are_silent_and_the_others_have_the_faults_that_they_shall_have():
    diagnostics = json.loads(wsisc("validate", COMPENDIUM, "--output-format", "json").stdout)["diagnostics"]
    found = {}
    for each in diagnostics:
        found.setdefault(each["file"].rpartition("/")[2].removesuffix(".yaml"), set()).add(each["code"])
    assert found == FAULTY


def test_there_are_twelve_of_every_type_and_three_languages():
    assert len(FILES) == 12
    assert {each.entity.type for each in GIVEN.values()} == vocabularies.load("stakeholder-types").terms.keys()
    assert [each.language for each in GIVEN.values()].count("en") == 10
    assert {each.language for each in GIVEN.values()} == {"en", "fr", "ar"}
    for each in GIVEN.values():
        assert sum(word_count.count_part(part, each) for part in each.parts) <= 500
    assert sum(len(each.figures) for each in GIVEN.values()) == 2


def test_the_call_is_sound_and_asks_the_same_in_every_language():
    read = source.read(CALL, "fictional-45.yaml")
    assert not [each for each in call_check.check(read, "fictional-45") if each.severity == Severity.ERROR]
    call, real = calls.from_data(read.data), calls.BUILT_IN.load("cstd-26")
    assert [ids for ids, _ in calls.parts(call)] == [ids for ids, _ in calls.parts(real)]
    for language in call.languages:
        slots = outline.slot_values(call, locale.load(language), "An entity")
        for wording in (call.subject, *(block.text for block in call.cover)):
            assert "{" not in calls.fill_known(wording[language], slots)
            assert language == "en" or "March" not in calls.fill_known(wording[language], slots)
        for _, part in calls.parts(call):
            assert part.label[language]
            assert part.prompt[language]


@pytest.mark.parametrize(
    ("language", "number", "figures", "words"),
    [("fr", 1, "1re", "première"), ("fr", 21, "21e", "vingt et unième"), ("fr", 45, "45e", "quarante-cinquième"),
     ("fr", 50, "50e", "cinquantième"), ("ar", 1, "1", "الأولى"), ("ar", 11, "11", "الحادية عشرة"), ("ar", 20, "20", "العشرون"),
     ("ar", 29, "29", "التاسعة والعشرون"), ("ar", 50, "50", "الخمسون")],
)  # fmt: skip
def test_french_and_arabic_ordinals(language, number, figures, words):
    assert locale.load(language).ordinal(number) == figures
    assert locale.load(language).ordinal_in_words(number) == words


@pytest.mark.slow
def test_verapdf_finds_no_failed_rule_in_french_arabic_and_with_figures(site_folder):
    languages = {"ndl-": "Arabic", "mnv-": "French", "": "with figures and all others"}
    paths = sorted(site_folder.glob("files/*/*.pdf"))
    assert all(any(path.name.startswith(start) for path in paths) for start in languages)
    command = [sys.executable, ROOT / "tests" / "verapdf.py", "ua1,3a", *paths]
    verdicts = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert verdicts == {str(path): {"ua1": [], "3a": []} for path in paths}
