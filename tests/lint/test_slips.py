"""Slips in each language, chosen before the rules, or their lists, were written: most of them are found."""

import pytest
import yaml

from tests.conftest import ROOT, minimal
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.source import model

SLIPS = ROOT / "tests" / "slips"
MIN_SHARE = 0.8


def findings(slip, language):
    """Return the findings of all rules that know the language, each with its code."""
    parts = {"one": {"text": slip["text"]}}
    if "title" in slip:
        parts = {"one": {"text": slip["text"]}, "two": {"sections": [{"title": slip["title"], "text": slip["text"]}]}}
    notes = {f"n{number}": text for number, text in enumerate(slip.get("notes", {}).values())}
    text = slip["text"].replace("[^n]", "[^n0]")
    parts["one"]["text"] = text
    reading = Reading(model.from_data(minimal({"parts": parts, "language": language, "footnotes": notes})), None)
    for code in rules.codes():
        rule = rules.load(code)
        if language in getattr(rule, "LANGUAGES", (language,)):
            yield from ((code, each) for each in rule.check(reading))


def is_found(slip, language):
    """Return the rules that find a slip: their findings are on some of its characters."""
    place = "title" if "title" in slip else "text"
    start = slip[place].index(slip["wrong"])
    end = start + len(slip["wrong"])
    return [
        code
        for code, each in findings(slip, language)
        if each.path[-1] == place and each.start is not None and each.start < end + 1 and each.end > start
    ]


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
@pytest.mark.parametrize(("folder", "count"), [("", 20), ("later", 10), ("last", 5)])
def test_most_planted_slips_are_found(language, folder, count):
    slips = yaml.safe_load((SLIPS / folder / f"{language}.yaml").read_text("utf-8"))
    missed = [each["wrong"] for each in slips if not is_found(each, language)]
    assert len(slips) == count
    assert len(missed) <= (1 - MIN_SHARE) * len(slips) + 1e-9, missed
