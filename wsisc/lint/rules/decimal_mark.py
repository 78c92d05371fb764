"""A decimal number has a point where the language has a comma.

United Nations documents in French, Russian and Spanish have a comma before decimals; two signs for one thing make a
document look like two.

Fails::

    language: fr
    parts:
      one:
        text: |
          Le budget annuel s’élève à 3.5 millions de dollars, soit un peu plus.

Passes::

    language: fr
    parts:
      one:
        text: |
          Le budget annuel s’élève à 3,5 millions de dollars, selon la cible 4.4 et la section 2.1 du rapport.

Reference: Lexique des règles typographiques en usage à l'Imprimerie nationale; А. Э. Мильчин, Л. К. Чельцова,
Справочник издателя и автора; General Assembly resolution 70/1 in Spanish, target 17.2. English, Arabic and Chinese
have a point.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import BODY_KINDS, Reading
from wsisc.lint import wrong_forms
from wsisc.lint.wrong_forms import WrongPlace
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("es", "fr", "ru")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every number with a point before a unit, outside quotations and titles."""
    places = wrong_forms.find_own(reading, "decimal-mark", BODY_KINDS, "em", "link")
    return wrong_forms.report((place._replace(is_sure=not _is_half(place)) for place in places), _describe)


def _is_half(place: WrongPlace) -> bool:
    """Return whether another number with a point belongs to a place: "2.6 ± 0.2 %", "from 2.5 to 3.5 million"."""
    return (
        re.search(r"\d\.\d+ ?[^\s\d]{1,5} ?$", place.passage.text[max(0, place.start - 15) : place.start]) is not None
    )


def _describe(text: str) -> str:
    return t('"{text}" has a decimal point; this language has a comma', text=text)
