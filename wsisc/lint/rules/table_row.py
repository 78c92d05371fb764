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

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "row",
    lambda problem: problem.text,
    t(
        "write the same number of cells in every row, | at both ends of it, and an empty line before and after the"
        " table"
    ),
)
