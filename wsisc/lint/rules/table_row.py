r"""A line is not a valid row of its table.

Cells beyond the columns of the table would be lost, and a line directly before or after a table is read as part of it.

Fails::

    parts:
      one:
        text: |
          | a | b |
          |---|---|
          | 1 | 2 | 3 |

Passes::

    parts:
      one:
        text: |
          | a | b |
          |---|---|
          | 1 | 2 |

Reference: docs/format.md, rule 3; GitHub Flavored Markdown 0.29, 4.10.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "as many cells in every row, each row in pipes, and an empty line before and after the table"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every line that is not a valid row."""
    return occurrences.report_problems(reading, "row", lambda problem: problem.text, _HINT)
