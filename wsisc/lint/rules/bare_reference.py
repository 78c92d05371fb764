r"""The name of a link is alone in brackets.

[name] alone would be printed as a link on its own name, which is hardly intended.

Fails::

    parts:
      one:
        text: See [report].
    links:
      report: https://example.org/

Passes::

    parts:
      one:
        text: See [the report][report].
    links:
      report: https://example.org/

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.3.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, excerpt

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "shortcut",
    lambda problem: t("[{text}] is the name of a link, without words", text=excerpt(problem.text)),
    t("write [words][name]; to print the brackets, write \\["),
)
