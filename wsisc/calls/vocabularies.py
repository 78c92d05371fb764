"""`schemas/vocabularies/<id>.yaml`, or a vocabulary in the file of a call -> the terms by which submissions are tagged.

A vocabulary is a closed list of terms with codes and names, or what is known about such terms: the pairs of a matrix,
or the sessions of a body. schemas/vocabulary.schema.json documents the files.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from wsisc.calls.vocabulary import Pair, PairVocabulary, SessionFacts, SessionVocabulary, Term, Vocabulary
from wsisc.messages import resources

_FOLDER = "schemas/vocabularies"

type AnyVocabulary = Vocabulary | PairVocabulary | SessionVocabulary


def names() -> tuple[str, ...]:
    """Return the ids of the built-in vocabularies, in alphabetical order."""
    return resources.names(_FOLDER, ".yaml")


def names_for(purpose: str) -> list[str]:
    """Return the ids of the built-in vocabularies for "tags", "types", "pairs" or "sessions"."""
    return [id for id in names() if use(id) == purpose]


@cache
def load(id: str) -> AnyVocabulary:
    """Return a built-in vocabulary. Raises WsiscError if its file is missing."""
    return from_data(_read(id))


@cache
def standard_ids() -> tuple[str, ...]:
    """Return the ids of the vocabularies of a call that names none, in order."""
    places = {id: int(_read(id).get("standard", 0)) for id in names()}
    return tuple(sorted((id for id, place in places.items() if place), key=places.__getitem__))


class VocabularySet(NamedTuple):
    """The vocabularies of a call: of tags, of the types of entities, of pairs, and the sessions of its body.

    `types` and `sessions` are None where the call has none.
    """

    tags: tuple[Vocabulary, ...]
    types: Vocabulary | None
    pairs: tuple[PairVocabulary, ...]
    sessions: SessionVocabulary | None


def use(id: str) -> str:
    """Return what a built-in vocabulary is for: "tags", "types", "pairs" or "sessions"."""
    return str(_read(id)["use"])


def read(named: Sequence[Any]) -> list[AnyVocabulary]:
    """Return the vocabularies that a call names: built-in ones by their ids, its own by their data."""
    return [load(each) if isinstance(each, str) else from_data(each) for each in named]


def known_types(named: Sequence[Any] | None) -> list[str]:
    """Return the types of entities that a call allows; names of vocabularies that do not exist are ignored."""
    chosen = standard_ids() if named is None else named
    types = choose([each for each in chosen if not isinstance(each, str) or each in names()]).types
    return list(types.terms) if types else []


def choose(named: Sequence[Any] | None) -> VocabularySet:
    """Return the vocabularies that a call names: ids, and the data of its own; None means the standard ones."""
    found = read(standard_ids() if named is None else named)
    terms = [each for each in found if isinstance(each, Vocabulary)]
    return VocabularySet(
        tuple(each for each in terms if each.use == "tags"),
        next((each for each in terms if each.use == "types"), None),
        tuple(each for each in found if isinstance(each, PairVocabulary)),
        next((each for each in found if isinstance(each, SessionVocabulary)), None),
    )


@cache
def _read(id: str) -> Any:
    return resources.read_strings(f"{_FOLDER}/{id}.yaml")


def from_data(data: Any) -> AnyVocabulary:
    """Return the vocabulary of JSON data, which must satisfy schemas/vocabulary.schema.json."""
    if data["use"] == "pairs":
        return PairVocabulary(
            data["id"], data["title"], (data["between"][0], data["between"][1]), _pairs(data), data["source"]
        )
    if data["use"] == "sessions":
        return SessionVocabulary(
            data["id"], {int(key): _session(int(key), facts) for key, facts in data["sessions"].items()},
            _is_true(data.get("yearly")),
        )  # fmt: skip
    return Vocabulary(
        id=data["id"],
        use=data["use"],
        one=data.get("one", data["id"]),
        titles=data["title"],
        singulars=data.get("singular", data["title"]),
        about=data.get("about", data["title"]),
        terms=_terms(data),
        example=tuple(data.get("example", ())),
        mentions=data.get("mentions", ""),
        cells=_by_language(data.get("cell", {})),
        anchor=data.get("anchor", ""),
        headings=data.get("heading", {}),
        about_one=data.get("about-one", {}),
        about_unnamed=data.get("about-unnamed", {}),
        is_open=data.get("listed") == "used",
        is_named=data.get("known-by") == "names",
        is_indexed=_is_true(data.get("indexed", True)),
        has_numbers=_is_true(data.get("numbers")),
        to_check=tuple(data.get("to-check", ())),
    )


def _by_language(text: Any) -> dict[str, str]:
    """Return a text by language; one for all languages is that of English, which others fall back to."""
    return {"en": text} if isinstance(text, str) else dict(text)


def _is_true(value: Any) -> bool:
    return value in (True, "true")


def _terms(data: Any) -> dict[str, Term]:
    """Return the terms by code: those with names first, then those within others that have none."""
    by_language = {language: read_table(table) for language, table in data["names"].items()}
    descriptions = {language: read_table(table) for language, table in data.get("descriptions", {}).items()}
    facts = {name: read_table(table) for name, table in data.get("facts", {}).items()}
    plurals = {language: read_table(table) for language, table in data.get("plural", {}).items()}
    broader = {code: above for above, codes in data.get("within", {}).items() for code in codes.split()}
    codes = dict.fromkeys([*(code for table in by_language.values() for code in table), *broader])
    return {
        code: Term(
            code,
            {language: cells for language, table in by_language.items() if (cells := table.get(code))},
            {language: table[code][0] for language, table in descriptions.items() if code in table},
            {name: table[code][0] for name, table in facts.items() if code in table},
            broader.get(code, ""),
            {language: table[code][0] for language, table in plurals.items() if code in table},
        )
        for code in codes
    }


def read_table(text: str) -> dict[str, tuple[str, ...]]:
    """Return the cells of a table by the code in its first column: a line for each code, cells between bars."""
    rows = ([cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip())
    return {code: tuple(cells) for code, *cells in rows if cells}


def _pairs(data: Any) -> tuple[Pair, ...]:
    doubtful = data.get("doubtful", {})
    return tuple(
        Pair(first, second, is_doubtful)
        for first in dict.fromkeys([*data["pairs"], *doubtful])
        for table, is_doubtful in ((data["pairs"], False), (doubtful, True))
        for second in table.get(first, "").split()
    )


def _session(number: int, facts: Any) -> SessionFacts:
    reporting = facts.get("reporting")
    return SessionFacts(number, int(facts["year"]), facts.get("dates", ""), facts.get("place", ""), reporting)


def in_standard_order(keys: Iterable[str]) -> list[str]:
    """Return keys of tags in the order of the standard vocabularies, followed by others in alphabetical order."""
    order = {id: place for place, id in enumerate(standard_ids())}
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key))
