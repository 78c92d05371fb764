"""The code of a language, as authors write it -> its direction and its tag in Word files, and back.

The languages that are known are data: `templates/languages.yaml`.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from wsisc.messages import resources
from wsisc.text.words import without_accents


class Language(NamedTuple):
    """A language: its code (BCP 47), the tag that Word files have for it, and the direction of its words."""

    code: str
    tag: str
    direction: str


@cache
def load() -> dict[str, Language]:
    """Return the languages that are known, by code."""
    table = resources.read_strings("templates/languages.yaml")
    directions = {"left-to-right": "ltr", "right-to-left": "rtl"}
    return {
        code: Language(code, tag, directions[name])
        for name, languages in table.items()
        for code, tag in languages.items()
    }


@lru_cache(maxsize=256)
def find_by_tag(tag: str) -> Language | None:
    """Return the language of a tag of a Word file, or the nearest that is known: "fr-CA" is French."""
    by_tag = {each.tag.lower(): each for each in load().values()} | {
        code.lower(): each for code, each in load().items()
    }
    subtags = tag.lower().replace("_", "-").split("-")
    shorter = ("-".join(subtags[:count]) for count in range(len(subtags), 0, -1))
    return next((by_tag[each] for each in shorter if each in by_tag), None)


@lru_cache(maxsize=256)
def guess(text: str) -> Language | None:
    """Return the language that an author most probably means by a text: a code, or a name such as "anglais"."""
    by_name = {
        _simplify(name): load()[code]
        for file in resources.names("templates/site", ".yaml")
        for code, name in resources.read_strings(f"templates/site/{file}.yaml")["languages"].items()
    }
    return find_by_tag(text) or by_name.get(_simplify(text))


def _simplify(name: str) -> str:
    """Return a name in small letters without accents."""
    return without_accents(name.lower())
