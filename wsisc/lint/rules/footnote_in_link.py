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

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "call it after the link: [words][name][^note]"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote reference inside the words of a link."""
    return occurrences.report_problems(
        reading, "call_in_link", "a footnote is called inside the words of a link", _HINT
    )
