"""An acronym has an apostrophe and an s.

United Nations style forms no possessive of an abbreviation: "the UNODC project", "the programme of ITU".

Fails::

    parts:
      one:
        text: |
          This is UNESCO's programme.

Passes::

    parts:
      one:
        text: |
          This is the UNESCO programme, and the Organization's aim. "It is UNESCO's", said the minister.

Reference: United Nations Editorial Manual, Punctuation: no apostrophe with abbreviations.
"""

import re
from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.prose import Reading

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_POSSESSIVE = re.compile(r"\b(?!\d)([A-Z0-9]{2,}(?:-[A-Z0-9]+)*)['’]s\b")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every possessive of an acronym that is not another's words."""
    for passage in reading.passages:
        for match in _POSSESSIVE.finditer(passage.text):
            if not passage.is_quoted(match.start()):
                hint = f'turn it round: "the {match[1]} ..." or "... of {match[1]}"'
                yield passage.finding(*match.span(), f'the possessive of an acronym: "{match[0]}"', hint)
