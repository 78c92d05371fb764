"""The languages that authors can name: their codes, their tags in Word files, and where they are documented."""

import re

import pytest

from tests.conftest import ROOT
from wsisc.source.markup import languages


def test_each_language_is_found_by_its_code_and_by_its_tag():
    for code, language in languages.load().items():
        assert languages.find_by_tag(code) is language
        assert languages.find_by_tag(language.tag) is language


@pytest.mark.parametrize(
    ("tag", "code"),
    [("fr-CA", "fr"), ("pt-BR", "pt-BR"), ("zh-TW", "zh-Hant"), ("en_US", "en"), ("FR", "fr"), ("sr-Latn-ME", "sr-Latn"), ("xx", ""), ("", "")],
)  # fmt: skip
def test_the_nearest_language_of_a_tag(tag, code):
    found = languages.find_by_tag(tag)
    assert (found.code if found else "") == code


def test_the_codes_are_documented():
    section = (ROOT / "docs" / "format.md").read_text("utf-8").partition("The codes are:")[2].partition("##")[0]
    assert set(re.findall("`([^`]+)`", section)) == set(languages.load())
