r"""A title begins with a typed number.

The number before a title comes from the call: a typed number would be printed as a second one.

Fails::

    parts:
      two:
        sections:
          - title: 1) Corruption

Passes::

    parts:
      two:
        sections:
          - title: Corruption

Reference: docs/format.md, rule 6.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model

SEVERITY = Severity.WARNING
_NUMBER = r"(\d{1,2}[.)]|\((?:\d{1,2}|[a-z]|[ivx]+)\)|[a-zA-Z]\)|[IVX]+\.)(?=\s|(?<=\))\w)"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every title that begins with a number: "1) ", "2.", "(a)", "IV."."""
    for path, section in model.sections(reading.submission):
        if match := re.match(_NUMBER, section.title):
            message = t('the title begins with "{match}"', match=match[1])
            yield Finding((*path, "title"), message, t("delete it; the call adds the number"), 0, match.end(1))
