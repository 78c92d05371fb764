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

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "put them into the text, or delete them"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every title of a link."""
    return occurrences.report_problems(
        reading,
        "link_title",
        lambda problem: f'the words "{excerpt(problem.text)}" in a link are printed nowhere',
        _HINT,
    )
