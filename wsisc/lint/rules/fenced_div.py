r"""A line of a text begins with three colons.

Pandoc reads such a line as the start or end of a box, and would drop what follows.

Fails::

    parts:
      one:
        text: |
          ::: note

          It doubled.

Passes::

    parts:
      one:
        text: |
          \::: note

          It doubled.

Reference: docs/format.md, rule 3; Pandoc's manual, fenced_divs.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "delete it; where colons are meant, write \\::: instead"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every line that begins with three colons."""
    return occurrences.report_problems(reading, "div", "a line that begins with :::", _HINT)
