"""`templates/locales/<language>.yaml` -> the fixed wording of a language: its tag, direction, periods and ordinals."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from wsisc import source
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text.slots import fill
from wsisc.text.words import without_accents


class Locale(NamedTuple):
    """The fixed wording of a language: `tag` (BCP 47) for proofing, `direction` "ltr" or "rtl".

    `periods` has the shapes of periods and days, `months` the names of the months. `thousands` and `decimal` are the
    marks of numbers; `quotation_marks` are those of a quotation ("outer") and of one inside it ("inner").
    """

    language: str
    tag: str
    direction: str
    wording: Mapping[str, str]
    compendium: Mapping[str, str]
    ordinal_words: tuple[str, ...]
    ordinal_forms: tuple[tuple[str, str], ...]
    periods: Mapping[str, Any]
    months: tuple[str, ...]
    thousands: str = ","
    decimal: str = "."
    quotation_marks: Mapping[str, Sequence[str]] = {}
    plurals: tuple[tuple[str, str], ...] = ()
    own_letters: str = ""
    encoding: str = ""

    def format_number(self, number: float, decimals: int = 0) -> str:
        """Return a number with the marks of the language: 1,200.5 or 1 200,5."""
        whole, _, fraction = f"{number:,.{decimals}f}".partition(".")
        return whole.replace(",", self.thousands) + (self.decimal + fraction if fraction else "")

    def format_count(self, number: int, forms: Mapping[str, str]) -> str:
        """Return one of the forms of a noun with its number: "{number} pages" as 1,200 pages."""
        form = next((form for ending, form in self.plurals if re.search(ending, str(number))), "many")
        return fill(forms.get(form, forms["many"]), number=self.format_number(number))

    def format_pages(self, pages: float) -> str:
        """Return a number of pages: 0.5, 2."""
        return f"{pages:g}".replace(".", self.decimal)

    def sort_key(self, text: str) -> str:
        """Return what sorts a name in the language: without accents and case, a letter of its own after the plain one.

        Chinese is sorted by the encoding of its characters, in which the common ones are in the order of their
        pronunciation; a table of all of them would be many times as large as this program.
        """
        if self.encoding:
            return text.casefold().encode(self.encoding, "replace").decode("latin-1")
        return "".join(map(self._sort_letter, unicodedata.normalize("NFC", " ".join(text.split())).casefold()))

    def _sort_letter(self, letter: str) -> str:
        return without_accents(letter).casefold() + ("\U0010ffff" if letter in self.own_letters else "")

    def ordinal(self, number: int) -> str:
        """Return a number as an ordinal in figures: 26th."""
        for pattern, form in self.ordinal_forms:
            if re.search(pattern, str(number)):
                return fill(form, n=number)
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
        raise WsiscError(t("wsisc does not support the language {language!r}", language=language))
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
        periods=data["periods"],
        months=tuple(data["months"]),
        thousands=data["numbers"]["thousands"],
        decimal=data["numbers"]["decimal"],
        quotation_marks=data["quotation-marks"],
        plurals=tuple((rule["ending"], rule["form"]) for rule in data["plurals"]),
        own_letters=data["sorting"].get("own-letters", ""),
        encoding=data["sorting"].get("encoding", ""),
    )
