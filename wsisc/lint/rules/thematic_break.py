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

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "rule",
    t("the text contains a horizontal line"),
    t("delete it; to print the characters, write \\ before the first one"),
)
