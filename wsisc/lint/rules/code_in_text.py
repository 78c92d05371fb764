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

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "code",
    t("the text contains code"),
    t("indent the line less, or delete the ` and ``` characters"),
)
