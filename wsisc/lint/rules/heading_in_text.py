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

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "heading",
    t("the text contains a heading"),
    t("make it the title of a section; to print the characters, write \\# or \\---"),
)
