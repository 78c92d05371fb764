r"""A text contains an image.

An image needs a file in the folder of the source, an alternative text and a paragraph of its own: define a figure.

Fails::

    parts:
      one:
        text: |
          See ![schools](schools.png).

Passes::

    parts:
      one:
        text: |
          See \![schools](https://example.org/).

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.4.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, excerpt

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "image",
    lambda problem: t('the text contains an image: "{text}"', text=excerpt(problem.text)),
    t("define it under figures:, and write ![name] in a paragraph of its own; to print the characters, write \\!["),
)
