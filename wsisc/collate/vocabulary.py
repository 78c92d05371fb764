"""`templates/tags/<language>.yaml` and the schema of submissions -> the tags and their names."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from wsisc import resources
from wsisc.model import Tags

YAML_KEYS = {"action-line": "action-lines", "sdg": "sdgs", "country": "countries", "kind": "kinds"}
"""The names of vocabularies, and their keys in submissions."""
VOCABULARIES = tuple(YAML_KEYS)


class Country(NamedTuple):
    """A country: its code, its name at the United Nations, and other names that texts use."""

    code: str
    name: str
    other_names: tuple[str, ...]


def tag_names(vocabulary: str) -> Mapping[str, str]:
    """Return the codes of one of `VOCABULARIES` and their names in English, in the vocabulary's order.

    Countries are in the order of their names; of SDGs only Goals are included. Raises WsiscError if the file is
    missing.
    """
    return _names_by_vocabulary()[vocabulary]


def tag_codes(tags: Tags, vocabulary: str) -> tuple[str, ...]:
    """Return the codes of one vocabulary in some tags."""
    return tuple(map(str, getattr(tags, YAML_KEYS[vocabulary].replace("-", "_"))))


def add_broader_codes(vocabulary: str, codes: Sequence[str]) -> list[str]:
    """Return codes with the codes that include them: the Goal of a target, C7 for its applications."""
    broader = [each.partition(".")[0] for each in codes] if vocabulary == "sdg" else []
    broader += ["C7" for each in codes if each.startswith("C7-")]
    return list(dict.fromkeys([*codes, *broader]))


@cache
def sdg_targets() -> frozenset[str]:
    """Return the targets that may be tags: "16.5"."""
    tags = json.loads(resources.text("schemas/submission.schema.json"))["$defs"]["tags"]["properties"]
    return frozenset(str(each) for each in tags["sdgs"]["items"]["enum"] if isinstance(each, str))


@cache
def load_words(language: str) -> Any:
    """Return the data of a language, all of it text; English if the language has none.

    Raises WsiscError if the file is missing.
    """
    return resources.read_strings(f"templates/tags/{language if _has_file(language) else 'en'}.yaml")


@cache
def load_word_sets(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of each text of `load_words`, such as "stops"."""
    return {name: frozenset(text.split()) for name, text in load_words(language).items() if isinstance(text, str)}


def _has_file(language: str) -> bool:
    return language in resources.names("templates/tags", ".yaml")


@cache
def list_countries(language: str) -> tuple[Country, ...]:
    """Return the countries in a language; none if the language has no list."""
    if not _has_file(language):
        return ()
    lines = load_words(language)["countries"].splitlines()
    rows = [[each.strip() for each in line.split("|")] for line in lines if line.strip()]
    return tuple(Country(code, name, tuple(others)) for code, name, *others in rows)


def format_tag(vocabulary: str, code: str) -> str:
    """Return a tag as tables show it: "C5", "SDG 16", "Brazil (BR)", "obstacle".

    Bare codes would be misread by other programs: NA as missing, 8.10 as a number.
    """
    if vocabulary == "sdg":
        return f"SDG {code}"
    return f"{tag_names(vocabulary).get(code, code)} ({code})" if vocabulary == "country" else code


def by_vocabulary(data: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
    """Return the names of tags, whose keys in YAML files are the plurals, by vocabulary and code."""
    return {vocabulary: data.get(key, {}) for vocabulary, key in YAML_KEYS.items()}


def names_in(language: str) -> dict[str, Mapping[str, str]]:
    """Return the names of tags in a language by vocabulary and code; none if the language has no file."""
    data = load_words(language) if _has_file(language) else {}
    return by_vocabulary({**data, "countries": {each.code: each.name for each in list_countries(language)}})


@cache
def _names_by_vocabulary() -> dict[str, Mapping[str, str]]:
    names = names_in("en")
    countries = sorted(names["country"].items(), key=lambda each: each[1].replace("Å", "A"))
    return {**names, "country": dict(countries)}
