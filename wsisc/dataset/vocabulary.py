"""`templates/tags/<language>.yaml` and the schema of submissions -> what the tags are, and what they are called."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from wsisc import resources

VOCABULARIES = ("action-line", "sdg", "country", "kind")


class Country(NamedTuple):
    """A country: its code, its name at the United Nations, and the other names that a text may give it."""

    code: str
    name: str
    other_names: tuple[str, ...]


def tag_names(vocabulary: str) -> Mapping[str, str]:
    """Return the codes of a vocabulary and their names in English, in the vocabulary's order.

    The vocabulary is one of `VOCABULARIES`; of countries the order is that of their names, and of SDGs only the Goals
    are told. Raises WsiscError where the file is missing.
    """
    return _names_by_vocabulary()[vocabulary]


@cache
def sdg_targets() -> frozenset[str]:
    """Return the targets of the Goals that may be tags: "16.5"."""
    tags = json.loads(resources.text("schemas/submission.schema.json"))["$defs"]["tags"]["properties"]
    return frozenset(str(each) for each in tags["sdgs"]["items"]["enum"] if isinstance(each, str))


@cache
def load_words(language: str) -> Any:
    """Return the data of a language, all of it text; that of English where a language has none.

    Raises WsiscError where the file is missing.
    """
    known = language in resources.names("templates/tags", ".yaml")
    return resources.read_strings(f"templates/tags/{language if known else 'en'}.yaml")


@cache
def list_countries(language: str) -> tuple[Country, ...]:
    """Return the countries as a language calls them; none where it has no list."""
    if language not in resources.names("templates/tags", ".yaml"):
        return ()
    lines = load_words(language)["countries"].splitlines()
    rows = [[each.strip() for each in line.split("|")] for line in lines if line.strip()]
    return tuple(Country(code, name, tuple(others)) for code, name, *others in rows)


def format_tag(vocabulary: str, code: str) -> str:
    """Return a tag as tables show it: "C5", "SDG 16", "Brazil (BR)", "obstacle".

    Bare codes would become other things elsewhere: NA nothing, 8.10 a number.
    """
    if vocabulary == "sdg":
        return f"SDG {code}"
    return f"{tag_names(vocabulary).get(code, code)} ({code})" if vocabulary == "country" else code


@cache
def _names_by_vocabulary() -> dict[str, dict[str, str]]:
    data = load_words("en")
    by_name = sorted(list_countries("en"), key=lambda each: each.name.replace("Å", "A").replace("Ç", "C"))
    return {
        "action-line": data["action-lines"],
        "sdg": data["sdgs"],
        "country": {each.code: each.name for each in by_name},
        "kind": data["kinds"],
    }
