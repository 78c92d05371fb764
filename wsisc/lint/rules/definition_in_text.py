r"""A text defines a link or a footnote.

A definition is not printed in its place, and would change the words of every other text.

Fails::

    parts:
      one:
        text: |
          [report]: https://example.org/

Passes::

    parts:
      one:
        text: |
          \[report]: https://example.org/

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 4.7.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "definition",
    t("the text defines a link or a footnote"),
    t("move it to links: or footnotes: at the end of the file; to print the brackets, write \\["),
)
