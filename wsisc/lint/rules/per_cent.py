"""A percentage in running text is written with "%" or "percent".

United Nations style writes "per cent" after the number; the sign is for tables.

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

Reference: United Nations Editorial Manual, Numbers, dates and time: Numbers expressed in figures.
"""

import re
from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_PERCENT = re.compile(r"(?<=\d)(?P<sign>[ \u00a0\u202f]?%)(?![\w-]| [A-Z])|\b[Pp]ercent\b(?!-)")
_FIGURE = re.compile(r"[\d.,]+$")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every percentage in running text outside quotations."""
    for passage in reading.body:
        if "%" not in passage.text and "ercent" not in passage.text:
            continue
        for match in _PERCENT.finditer(passage.text):
            start, end = match.span()
            if not passage.is_own_wording(start, "em", "link"):
                continue
            figure = _FIGURE.search(passage.text, max(0, start - 20), start)
            shown = f"{figure[0] if figure else ''}{match[0]}"
            replacement = " per cent" if match["sign"] else f"{match[0][0]}er cent"
            yield passage.finding(
                start, end, f'"{shown}" is used in running text', f'write "{replacement.strip()}"', replacement
            )
