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

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "move it to links: or footnotes: at the end of the file; where brackets are meant, write \\["


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every definition in a text."""
    return occurrences.report_problems(reading, "definition", "a definition of a link or footnote inside a text", _HINT)
