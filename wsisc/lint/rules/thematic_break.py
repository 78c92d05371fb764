r"""A text contains a horizontal line.

The parts and sections divide a submission; a line of ***, --- or ___ would divide it a second time.

Fails::

    parts:
      one:
        text: |
          Before.

          ***

          After.

Passes::

    parts:
      one:
        text: |
          Before.

          After.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 4.1.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "delete it; to print the characters, write \\ before the first one"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every thematic break in a text."""
    return occurrences.report_tokens(reading, "rule", "the text contains a horizontal line", _HINT)
