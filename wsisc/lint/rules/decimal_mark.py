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

from collections.abc import Iterator

from wsisc.document.prose import BODY_KINDS, Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("es", "fr", "ru")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every number with a point before a unit, outside quotations and titles."""
    places = wrong_forms.find_own(reading, "decimal-mark", BODY_KINDS, "em", "link")
    return wrong_forms.report(places, _describe)


def _describe(text: str) -> str:
    return t('"{text}" has a decimal point; this language has a comma', text=text)
