"""The terms of a vocabulary, the pairs of a matrix, the sessions of a body -> their names, and how they are shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from wsisc.calls import locale
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
        found = self.names.get(language) or self.names.get(_DEFAULT_LANGUAGE) or next(iter(self.names.values()), ("",))
        return found[0]

    def plural(self, language: str = _DEFAULT_LANGUAGE) -> str:
        """Return what several of them are called, in a language or in English; the name where nothing says so."""
        return self.plurals.get(language) or self.plurals.get(_DEFAULT_LANGUAGE) or self.name(language)

    def description(self, language: str) -> str:
        """Return what the term means, in a language or in English; "" if nothing says so."""
        return self.descriptions.get(language) or self.descriptions.get(_DEFAULT_LANGUAGE, "")


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms. `id` is its key in `tags:`, and `one` the name of a single term in options and data.

    `use` is "tags" or "types" (of the entity that submits). `mentions` says how texts name its terms: by "codes" behind
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
        found = [term for term in self.terms.values() if term.names]
        if self.is_open:
            sort_key = locale.load(language).sort_key
            found.sort(key=lambda term: sort_key(term.name(language)))
        return {term.code: term for term in found}

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
    found: dict[str, Vocabulary] = {}
    for each in vocabularies:
        known = found.get(each.id)
        if known is None:
            is_duplicate = any(each.one == other.one for other in found.values())
            found[each.id] = replace(each, one=each.id) if is_duplicate else each
        elif known is not each and known.terms != each.terms:
            found[each.id] = replace(known, terms={**known.terms, **each.terms, **known.terms})
    return list(found.values())


def find(vocabularies: Sequence[Vocabulary], one: str) -> Vocabulary | None:
    """Return the vocabulary whose single terms have a name, such as "kind"."""
    return next((each for each in vocabularies if each.one == one), None)
