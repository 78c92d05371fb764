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

Reference: docs/format.md, rule 3 and 4.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "give it a name under footnotes: and call it [^name]; where the signs are meant, write ^\\["


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every inline note in a text."""
    return occurrences.report_problems(
        reading, "inline_note", "a footnote written where it is called, as ^[...]", _HINT
    )
