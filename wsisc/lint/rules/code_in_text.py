r"""A text contains code.

A submission is prose. Most code is accidental: a line indented by four spaces, or a grave accent for an apostrophe.

Fails::

    parts:
      one:
        text: |
          It doubled.

              So it did.

Passes::

    parts:
      one:
        text: |
          It doubled.

          So it did.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 4.4, 4.5 and 6.1.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "begin the line further left; delete ` and ``` marks"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every piece of code in a text."""
    return occurrences.report_problems(reading, "code", "code in a text", _HINT)
