r"""A text holds a note in its own place, as ^[...].

Some dialects of Markdown make it a footnote; this format prints it letter for letter, which nobody means.

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
    return occurrences.report_tokens(
        reading.submission, "inline_note", "a footnote written where it is called, as ^[...]", _HINT
    )
