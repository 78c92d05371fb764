r"""A text contains a heading.

Headings are titles of sections: only then do they get a number, an entry in the table of contents and a name.

Fails::

    parts:
      one:
        text: |
          # of schools connected

          It doubled.

Passes::

    parts:
      one:
        text: |
          \# of schools connected

          It doubled.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 4.2 and 4.3.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "make it the title of a section; where no heading is meant, write \\# or \\--- instead"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every heading in a text."""
    return occurrences.report_problems(reading, "heading", "a heading inside a text", _HINT)
