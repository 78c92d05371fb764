r"""A link has a title in quotation marks.

The title would not be printed: words of the author would be lost.

Fails::

    parts:
      one:
        text: |
          See [the report](https://example.org/ "Our report").

Passes::

    parts:
      one:
        text: |
          See [the report](https://example.org/).

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.3.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, excerpt

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "link_title",
    lambda problem: t('the link title "{text}" is not printed', text=excerpt(problem.text)),
    t("move the words into the text, or delete them"),
)
