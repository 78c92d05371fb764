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

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "write [words][name]; where brackets are meant, write \\["


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every name of a link that is alone in brackets."""
    return occurrences.report_problems(
        reading,
        "shortcut",
        lambda problem: f"the name of a link alone in brackets, [{excerpt(problem.text)}]",
        _HINT,
    )
