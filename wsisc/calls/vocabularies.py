"""`schemas/vocabularies/<id>.yaml`, or a vocabulary in the file of a call -> the terms by which submissions are tagged.

A vocabulary is a closed list of terms with codes and names, or what is known about such terms: the pairs of a matrix,
or the sessions of a body. schemas/vocabulary.schema.json documents the files.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from wsisc.calls import locale
from wsisc.messages import resources
from wsisc.text.slots import fill

type LocalizedText = Mapping[str, str]
"""A text by language code."""

_DEFAULT_LANGUAGE = "en"


def localize(texts: LocalizedText, language: str) -> str:
    """Return a text in a language, otherwise in English, otherwise in any; "" where there is none."""
    return texts.get(language) or texts.get(_DEFAULT_LANGUAGE) or next(iter(texts.values()), "")


def sort_key(code: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts codes: C2 before C10; 4.7 before 4.10, before 4.a, before 5."""
    steps = re.findall(r"\d+|[^\W\d_]+", code)
    return [(0, int(step), "") if step.isdecimal() else (1, 0, step) for step in steps]


class Term(NamedTuple):
    """A term: `names` by language, the official one first, and its `facts` by name.

    `broader` is the code of the term that includes it, "" if there is none. A term without a name of its own is
    described by that term.
    """

    code: str
    names: Mapping[str, tuple[str, ...]]
    descriptions: LocalizedText
    facts: Mapping[str, str]
    broader: str = ""
    plurals: Mapping[str, str] = {}

    def name(self, language: str = _DEFAULT_LANGUAGE) -> str:
        """Return the official name in a language, otherwise in English, otherwise in any language; "" without names."""
        names = self.names.get(language) or self.names.get(_DEFAULT_LANGUAGE) or next(iter(self.names.values()), ("",))
        return names[0]

    def plural(self, language: str = _DEFAULT_LANGUAGE) -> str:
        """Return what several of them are called, in a language or in English; the name where nothing says so."""
        return self.plurals.get(language) or self.plurals.get(_DEFAULT_LANGUAGE) or self.name(language)

    def description(self, language: str) -> str:
        """Return what the term means, in a language or in English; "" if nothing says so."""
        return self.descriptions.get(language) or self.descriptions.get(_DEFAULT_LANGUAGE, "")


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms. `id` is its key in `tags:`, and `one` the name of a single term in options and data.

    `use` is "tags" or "types" (of the entity that submits). `mentions` says how texts name its terms: by "codes" after
    a phrase, by "numbers", by "names", or "" where that is not searched. Tables show a term as `cells`, headings as
    `headings`. `is_open`: tables list only the terms that occur. `is_named`: readers know the terms by names, not
    codes. `is_indexed`: the index of a compendium has the terms. `has_numbers`: codes of digits are numbers in YAML.
    `to_check` lists what is not verified yet. `language` is the default one of names.
    """

    id: str
    use: str
    one: str
    titles: LocalizedText = field(hash=False)
    singulars: LocalizedText = field(hash=False)
    about: LocalizedText = field(hash=False)
    terms: Mapping[str, Term] = field(hash=False)
    example: tuple[str, ...] = ()
    mentions: str = ""
    cells: LocalizedText = field(default_factory=dict, hash=False)
    anchor: str = ""
    headings: LocalizedText = field(default_factory=dict, hash=False)
    about_one: LocalizedText = field(default_factory=dict, hash=False)
    about_unnamed: LocalizedText = field(default_factory=dict, hash=False)
    is_open: bool = False
    is_named: bool = False
    is_indexed: bool = True
    has_numbers: bool = False
    to_check: tuple[str, ...] = ()
    language: str = _DEFAULT_LANGUAGE

    def text(self, name: str, language: str = "") -> str:
        """Return one of the localized texts, such as "titles", in a language, otherwise in English, or in any."""
        return localize(getattr(self, name), language or self.language)

    def values(self) -> list[int | str]:
        """Return the codes as they are written in submissions."""
        return list(map(self.value, self.terms))

    def value(self, code: str) -> int | str:
        """Return a code as it is written in submissions."""
        return int(code) if self.has_numbers and code.isdecimal() and str(int(code)) == code else code

    def yaml_examples(self) -> list[str]:
        """Return the examples, by default the first term, as they are written in YAML."""
        codes = self.example or (next(iter(self.terms)),)
        values = [(code, self.value(code)) for code in codes]
        return [f'"{code}"' if isinstance(value, str) and code[0].isdigit() else code for code, value in values]

    @cached_property
    def named(self) -> Mapping[str, Term]:
        """The terms that have a name of their own, in order; those of an open vocabulary by name."""
        return self.named_in(self.language)

    def named_in(self, language: str) -> Mapping[str, Term]:
        """Return the terms with a name of their own, in order; those of an open vocabulary by name in a language."""
        named = [term for term in self.terms.values() if term.names]
        if self.is_open:
            sort_key = locale.load(language).sort_key
            named.sort(key=lambda term: sort_key(term.name(language)))
        return {term.code: term for term in named}

    def named_code(self, code: str) -> str:
        """Return a code, or that of the broader term where the term has no name of its own."""
        term = self.terms.get(code)
        return term.broader if term and term.broader and not term.names else code

    def name(self, code: str, language: str = "") -> str:
        """Return the name of a term, that of the broader one where it has none, and the code where it is unknown."""
        term = self.terms.get(self.named_code(code))
        return (term.name(language or self.language) if term else "") or code

    def broader(self, code: str) -> str:
        """Return the code of the term that includes a term, "" if there is none."""
        return self.terms[code].broader if code in self.terms else ""

    def with_broader(self, codes: Iterable[str]) -> list[str]:
        """Return codes, each once, followed by those of the terms that include them."""
        listed = list(codes)
        return list(dict.fromkeys([*listed, *filter(None, map(self.broader, listed))]))

    def format_cell(self, code: str) -> str:
        """Return a tag as tables show it.

        Bare codes of numbers or of words such as NA would be misread by other programs.
        """
        return fill(self.text("cells") or "{code}", code=code, name=self.name(code))

    def format_heading(self, code: str, language: str = "", name: str = "") -> str:
        """Return a term as a heading, in a language. `code` in it is that of the broader term if there is one."""
        shape = self.text("headings", language) or "{name}"
        return fill(shape, code=self.broader(code) or code, name=name or self.name(code, language))

    def format_anchor(self, code: str) -> str:
        """Return the id of a term in a compendium."""
        return fill(self.anchor or f"{self.one}-{{code}}", code=code, name="").lower().replace(".", "-")


class Pair(NamedTuple):
    """A term of one vocabulary and one of another that belong together; `is_doubtful` where the source is unclear."""

    first: str
    second: str
    is_doubtful: bool = False


class PairVocabulary(NamedTuple):
    """The pairs of the terms of two vocabularies, `between`."""

    id: str
    titles: LocalizedText
    between: tuple[str, str]
    pairs: tuple[Pair, ...]
    source: str = ""


class SessionFacts(NamedTuple):
    """What is known about a session of a body; `dates` and `place` as printed, "" where they are unknown.

    `reporting` is the period on which submissions to it reported, as in the file of a call; None where it is unknown.
    """

    number: int
    year: int
    dates: str = ""
    place: str = ""
    reporting: Any = None


class SessionVocabulary(NamedTuple):
    """The sessions of a body by number; `is_yearly` where it meets once a year."""

    id: str
    sessions: Mapping[int, SessionFacts]
    is_yearly: bool = False

    def assume_year(self, number: int) -> int | None:
        """Return the year of a session; one that is not known is counted from the last known one, or None."""
        if number in self.sessions:
            return self.sessions[number].year
        last = max(self.sessions)
        return self.sessions[last].year + number - last if self.is_yearly else None


def merge(vocabularies: Iterable[Vocabulary]) -> list[Vocabulary]:
    """Return vocabularies, each once; those with the same id become one, with the terms of all.

    Where two of them have the same name for a single term, that of the second one becomes its id.
    """
    merged: dict[str, Vocabulary] = {}
    for vocabulary in vocabularies:
        known = merged.get(vocabulary.id)
        if known is None:
            is_duplicate = any(vocabulary.one == other.one for other in merged.values())
            merged[vocabulary.id] = replace(vocabulary, one=vocabulary.id) if is_duplicate else vocabulary
        elif known is not vocabulary and known.terms != vocabulary.terms:
            merged[vocabulary.id] = replace(known, terms={**known.terms, **vocabulary.terms, **known.terms})
    return list(merged.values())


def find(vocabularies: Sequence[Vocabulary], one: str) -> Vocabulary | None:
    """Return the vocabulary whose single terms have a name, such as "kind"."""
    return next((vocabulary for vocabulary in vocabularies if vocabulary.one == one), None)


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
    chosen = read(standard_ids() if named is None else named)
    terms = [each for each in chosen if isinstance(each, Vocabulary)]
    return VocabularySet(
        tuple(each for each in terms if each.use == "tags"),
        next((each for each in terms if each.use == "types"), None),
        tuple(each for each in chosen if isinstance(each, PairVocabulary)),
        next((each for each in chosen if isinstance(each, SessionVocabulary)), None),
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
