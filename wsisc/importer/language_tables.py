"""`templates/importer/<language>.yaml` -> the words by which a Word file in that language is recognised.

They are the same for all calls. `templates/importer/en.yaml` explains them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from wsisc.messages import from_data_file, resources
from wsisc.text.words import fold, fold_without_accents

_FOLDER = "templates/importer"


@dataclass(frozen=True)
class Meaning:
    """A topic that parts can ask for: phrases of prompts, and headings of answers, sure or possible; all folded."""

    prompt_phrases: tuple[str, ...]
    headings: frozenset[str]
    perhaps: frozenset[str]


@dataclass(frozen=True)
class LanguageTable:
    """The words of a language. All but `name` and the patterns of `labels` are folded without accents."""

    language: str
    name: str
    articles: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    labels: tuple[str, ...]
    other_labels: tuple[str, ...]
    of_letters: tuple[str, ...]
    outside: frozenset[str]
    meanings: Mapping[str, Meaning]
    months: Mapping[str, int]
    cover_fields: Mapping[str, tuple[str, ...]]
    """Labels of lines on the first pages, by the kind of their value; not folded."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a table."""
    return resources.names(_FOLDER, ".yaml")


@cache
def load(language: str) -> LanguageTable:
    """Return the table of a language that has one."""
    data = _read(language)
    return LanguageTable(
        language=language,
        name=data["name"],
        articles=_fold_all(data["articles"]),
        numbers=_number(data["numbers"]),
        ordinals=_number(data["ordinals"]),
        labels=tuple(data["labels"]),
        other_labels=tuple(data["other-labels"]),
        of_letters=tuple(sorted(_fold_all(data["of-letters"]))),
        outside=_fold_all(data["outside"]),
        meanings={name: _read_meaning(each) for name, each in data["meanings"].items()},
        months=_number(data["months"]),
        cover_fields={kind: tuple(labels) for kind, labels in data["cover-fields"].items()},
    )


@cache
def load_all() -> tuple[LanguageTable, ...]:
    """Return the tables of all languages."""
    return tuple(load(language) for language in languages())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the phrases of all languages under a key, folded: authors may mix languages."""
    return tuple(dict.fromkeys(fold(phrase) for language in languages() for phrase in _read(language)[name]))


def language_name(language: str) -> str:
    """Return the name of a language as a message, its code if it has no table."""
    return from_data_file(load(language).name) if language in languages() else language


@cache
def _read(language: str) -> Any:
    return resources.read_strings(f"{_FOLDER}/{language}.yaml")


def _fold_all(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold_without_accents(word) for word in words)


def _number(rows: Sequence[str | Sequence[str]]) -> dict[str, int]:
    """Return the words of a list that counts from 1, each with its number; a row can have several forms."""
    return {
        fold_without_accents(form): number
        for number, row in enumerate(rows, 1)
        for form in ([row] if isinstance(row, str) else row)
    }


def _read_meaning(data: Any) -> Meaning:
    return Meaning(
        tuple(fold_without_accents(word) for word in data["prompt"]),
        _fold_all(data["headings"]),
        _fold_all(data["perhaps"]),
    )
