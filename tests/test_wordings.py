"""What a document prints besides the words of authors: each wording exists in six languages, with the same slots."""

import re

import pytest

from tests.conftest import ROOT
from wsisc import source

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
FOLDERS = ("dataset", "site", "translation")
SLOT = re.compile(r"\{[a-z-]*\}")


def load(folder, language):
    """Return the texts of a file of wordings by their keys."""
    found = source.read((ROOT / "templates" / folder / f"{language}.yaml").read_bytes(), language)
    assert not found.diagnostics
    return dict(_texts(found.data))


def _texts(data, path=()):
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _texts(value, (*path, key))
    if isinstance(data, str):
        yield path, data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_language_has_every_wording_with_the_same_slots(folder, language):
    own, english = load(folder, language), load(folder, "en")
    own = {path: text for path, text in own.items() if path[-1] not in ("two", "few")}  # which English does not have
    assert own.keys() == english.keys()
    for path, text in own.items():
        assert text.strip() or not english[path].strip()
        missing = {*SLOT.findall(english[path])} ^ {*SLOT.findall(text)}
        assert not missing - {"{number}"}, path  # "1" can be a word of its own
