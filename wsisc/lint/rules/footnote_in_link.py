r"""A footnote reference is inside the words of a link.

Readers who follow the number would follow the link instead: the reference belongs after the link.

Fails::

    parts:
      one:
        text: See [the report[^a]](https://example.org/).
    footnotes:
      a: Of 2022.

Passes::

    parts:
      one:
        text: See [the report](https://example.org/)[^a].
    footnotes:
      a: Of 2022.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.3.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "call_in_link",
    t("the words of a link contain a footnote reference"),
    t("move the reference after the link: [words][name][^note]"),
)
