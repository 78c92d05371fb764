"""The texts of mixed.yaml -> submissions in six languages, each with phrases in other scripts, to a fictional call."""

from functools import cache

import yaml

from tests.conftest import ROOT, minimal
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.messages import resources
from wsisc.source import model

TEXTS = yaml.safe_load((ROOT / "tests" / "writers" / "mixed.yaml").read_text("utf-8"))
LANGUAGES = [each for each in TEXTS if each in resources.names("templates/locales", ".yaml")]
_CALL = ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml"


@cache
def catalogue():
    """Return the catalogue with a call that has all languages: those that it lacks have the English wording."""
    data = yaml.safe_load(_CALL.read_text("utf-8"))
    data["languages"] = LANGUAGES
    _fill(data)
    return calls.Catalogue({"fictional-45": yaml.safe_dump(data, allow_unicode=True, sort_keys=False)})


def _fill(node):
    if isinstance(node, dict) and {"en", "fr", "ar"} <= set(node):
        for language in LANGUAGES:
            node.setdefault(language, node["en"])
    elif isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            _fill(each)


def submission(language):
    """Return the submission in a language."""
    texts = TEXTS[language]
    data = minimal({"call": "fictional-45", "language": language, "title": texts["title"]})
    data |= {
        "entity": {"name": texts["entity"]},
        "footnotes": {"n": texts["note"]},
        "figures": {"coverage": {"file": "figures/chart.png", "alt": "Bar chart", "caption": texts["caption"]}},
    }
    data["parts"]["one"] = {"text": texts["text"]}
    first = texts["text"].partition("\n\n")[0].replace("[^n]", "")
    data["parts"]["two"] = {"sections": [{"title": texts["section"], "text": first}]}
    return model.from_data(data)


def manuscript(language):
    """Return the manuscript of the submission in a language."""
    created = submission(language)
    images = figures.read(created.figures, ROOT / "tests").images
    return Manuscript(created, catalogue().load("fictional-45"), locale.load(language), images)
