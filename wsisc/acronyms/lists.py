"""`templates/style/en/acronyms.yaml` -> what is known of acronyms in English texts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from wsisc import resources, source


class Lists(NamedTuple):
    """The lists of the file, under its own names."""

    small_words: frozenset[str]
    no_expansion: frozenset[str]
    unfitting: frozenset[str]
    full_forms: Mapping[str, str]
    mistaken: Mapping[str, Mapping[str, str]]
    united_nations_names: Sequence[str]

    def know(self, acronym: str) -> bool:
        """Tell whether an acronym is one that exists."""
        return acronym in self.full_forms or acronym in self.no_expansion or acronym in self.unfitting


@cache
def load() -> Lists:
    """Return the lists of English acronyms."""
    path = "templates/style/en/acronyms.yaml"
    data = source.read(resources.text(path).encode(), path).data
    small, known, unfitting = (frozenset(data[name].split()) for name in ("small-words", "no-expansion", "unfitting"))
    return Lists(small, known, unfitting, data["full-forms"], data["mistaken"], data["united-nations-names"])
