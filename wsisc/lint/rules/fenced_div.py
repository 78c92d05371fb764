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

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "div",
    t("the line begins with :::"),
    t("delete it; to print the colons, write \\:::"),
)
