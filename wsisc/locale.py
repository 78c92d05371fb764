"""`templates/locales/<language>.yaml` -> the fixed wording of a language: its tag, direction and ordinals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from wsisc import resources, source
from wsisc.diagnostic import WsiscError


@dataclass(frozen=True)
class Locale:
    """The fixed wording of a language: `tag` (BCP 47) for proofing, `direction` "ltr" or "rtl".

    `topics` are the names of tags by vocabulary and code; it is empty for English.
    """

    language: str
    tag: str
    direction: str
    wording: Mapping[str, str]
    compendium: Mapping[str, str]
    ordinal_words: tuple[str, ...]
    ordinal_forms: tuple[tuple[str, str], ...]
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def ordinal(self, number: int) -> str:
        """Return a number as an ordinal in figures: 26th."""
        for pattern, form in self.ordinal_forms:
            if re.search(pattern, str(number)):
                return form.replace("{n}", str(number))
        return str(number)

    def ordinal_in_words(self, number: int) -> str:
        """Return a number as an ordinal in words, "twenty-sixth"; in figures where the language file has no word."""
        if 1 <= number <= len(self.ordinal_words):
            return self.ordinal_words[number - 1]
        return self.ordinal(number)


@cache
def load(language: str) -> Locale:
    """Return the locale of a language code. Raises WsiscError for an unknown language."""
    if language not in resources.names("templates/locales", ".yaml"):
        raise WsiscError(f"wsisc does not support the language {language!r}")
    path = f"templates/locales/{language}.yaml"
    data = source.read(resources.text(path).encode(), path).data
    return Locale(
        language=data["language"],
        tag=data["tag"],
        direction=data["direction"],
        wording=data["wording"],
        compendium=data["compendium"],
        ordinal_words=tuple(data["ordinal-words"]),
        ordinal_forms=tuple((rule["ending"], rule["form"]) for rule in data["ordinals"]),
        topics=data.get("topics", {}),
    )
