"""A percentage in running text is not written as United Nations style has it.

In English it is "per cent" after the number, in Arabic "في المائة" and in Russian "процентов" (or another case); the
sign is for tables. French and Spanish have the sign after a no-break space, Chinese has it without a space.

Fails::

    parts:
      one:
        text: |
          Some 45% of schools are online.

Passes::

    parts:
      one:
        text: |
          Some 45 per cent of schools are online, a high percentage. "It was 30%", said the minister.

Reference: United Nations Editorial Manual, Numbers, dates and time: Numbers expressed in figures; General Assembly
resolution 70/1 in Arabic and Russian, paragraph 43; Lexique des règles typographiques en usage à l'Imprimerie
nationale; Ortografía de la lengua española (RAE and ASALE, 2010); GB/T 15835-2011.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import BODY_KINDS, Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_PERCENT = r"(?<=\d)(?P<sign>[ \u00a0\u202f]?%)(?![\w-]| [A-Z])|\b[Pp]ercent\b(?!-)"
_FIGURE = r"[\d.,]+$"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every percentage in running text outside quotations."""
    if reading.submission.language == "en":
        yield from _check_english(reading)
    else:
        places = wrong_forms.find_own(reading, "per-cent", BODY_KINDS, "em", "link")
        yield from wrong_forms.report(places, _describe)


def _check_english(reading: Reading) -> Iterator[Finding]:
    for passage in reading.body:
        if "%" not in passage.text and "ercent" not in passage.text:
            continue
        for match in re.finditer(_PERCENT, passage.text):
            start, end = match.span()
            if not passage.is_own_wording(start, "em", "link"):
                continue
            figure = re.compile(_FIGURE).search(passage.text, max(0, start - 20), start)
            shown = f"{figure[0] if figure else ''}{match[0]}"
            replacement = " per cent" if match["sign"] else f"{match[0][0]}er cent"
            yield passage.finding(
                start,
                end,
                t('"{shown}" is used in running text', shown=shown),
                t('write "{right}"', right=replacement.strip()),
                replacement,
            )


def _describe(text: str) -> str:
    return t('"{text}" is not how a percentage is written in running text', text=text)
