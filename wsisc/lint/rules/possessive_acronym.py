"""An acronym has an apostrophe and an s, as a possessive or a plural.

United Nations style does not use the possessive of abbreviations: "the UNODC project", "the programme of ITU"; their
plural has no apostrophe: "NGOs".

Fails::

    parts:
      one:
        text: |
          This is UNESCO's programme, and it meets NGOs' needs.

Passes::

    parts:
      one:
        text: |
          This is the UNESCO programme for ‘NGOs’ in towns, and the Organization's aim. "It is UNESCO's", said
          the minister.

Reference: United Nations Editorial Manual, Punctuation: no apostrophe with abbreviations. No other language of the
United Nations has this possessive: the rule is silent there.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_POSSESSIVE = r"\b(?!\d|[IVXL]+\b)([A-Z0-9]{2,}(?:-[A-Z0-9]+)*)(?:['’]s\b|s['’](?= [a-z]))"
_OPENED = r"(?:^|[\s(])['‘][^'‘’]*$"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every possessive of an acronym outside quotations."""
    for passage in reading.passages:
        for match in re.finditer(_POSSESSIVE, passage.text):
            is_quote = match[0][-1] != "s" and re.compile(_OPENED).search(
                passage.text, max(0, match.start() - 200), match.start()
            )
            if not is_quote and not passage.is_quoted(match.start()):
                message = t('"{match}" has an apostrophe after an acronym', match=match[0])
                hint = t(
                    'write "the {match} ..." or "... of {match}", and a plural without the apostrophe', match=match[1]
                )
                yield passage.finding(*match.span(), message, hint)
