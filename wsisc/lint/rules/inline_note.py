r"""A text contains an inline footnote, ^[...].

Some dialects of Markdown read it as a footnote; this format prints it literally, which is hardly intended.

Fails::

    parts:
      one:
        text: |
          It doubled^[By 2022.].

Passes::

    parts:
      one:
        text: |
          It doubled^\[By 2022.].

Reference: docs/format.md, rules 3 and 4.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "inline_note",
    t("the text contains an inline footnote, ^[...]"),
    t("define it under footnotes:, and write [^name] here; to print the characters, write ^\\["),
)
