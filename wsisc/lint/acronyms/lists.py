"""`templates/style/en/acronyms.yaml` -> the lists of acronyms in English texts; those known in other languages."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from wsisc.lint import wrong_forms
from wsisc.messages import resources
from wsisc.text.shared import group_values


class AcronymLists(NamedTuple):
    """The lists of the file, under their names there."""

    small_words: frozenset[str]
    no_expansion: frozenset[str]
    unfitting: frozenset[str]
    emphasized: frozenset[str]
    full_forms: Mapping[str, str]
    mistaken: Mapping[str, Mapping[str, str]]
    united_nations_names: Sequence[str]
    bodies: Sequence[str]

    def is_known(self, acronym: str) -> bool:
        """Return whether an acronym exists."""
        return acronym in self.full_forms or acronym in self.no_expansion or acronym in self.unfitting

    def find_by_full_form(self, text: str) -> list[tuple[str, int]]:
        """Return the acronyms whose full form, or its plural, ends a text in lower case, each with its length."""
        forms = _by_last_word().get(_last_word(text), ())
        return [(acronym, len(form)) for form, acronym in forms if text.endswith(form)]


@cache
def load() -> AcronymLists:
    """Return the lists of English acronyms."""
    data = resources.read_strings("templates/style/en/acronyms.yaml")
    small, known, unfitting, emphasized = (
        frozenset(data[name].split()) for name in ("small-words", "no-expansion", "unfitting", "emphasized")
    )
    names, bodies = data["united-nations-names"], data["bodies"]
    return AcronymLists(small, known, unfitting, emphasized, data["full-forms"], data["mistaken"], names, bodies)


@cache
def known_to_readers(language: str) -> frozenset[str]:
    """Return the acronyms that need no expansion in a language."""
    if language == "en":
        return load().no_expansion
    return load().no_expansion | frozenset(" ".join(wrong_forms.load_lines("known-acronyms", language)).split())


@cache
def official_names(language: str) -> Mapping[str, str]:
    """Return the official names of organizations and processes in a language other than English, by acronym."""
    lines = (line.partition("=>") for line in wrong_forms.load_lines("acronyms", language))
    return {acronym.strip(): name.strip() for acronym, _, name in lines}


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the words of a language that acronyms leave out."""
    if language == "en":
        return load().small_words
    words = " ".join(wrong_forms.load_lines("small-words", language)).split()
    return frozenset(word.rstrip("'") for word in words)


@cache
def _by_last_word() -> Mapping[str, list[tuple[str, str]]]:
    """Return the full forms in lower case, and their plurals, each with its acronym, by the last word."""
    forms = [(full.lower(), acronym) for acronym, full in load().full_forms.items()]
    forms += [(form[:-1] + "ies" if form.endswith("y") else f"{form}s", acronym) for form, acronym in forms]
    forms.sort(key=lambda each: -len(each[0]))
    return group_values((_last_word(form), (form, acronym)) for form, acronym in forms)


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2].rpartition("-")[2]
