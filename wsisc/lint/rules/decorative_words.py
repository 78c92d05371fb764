"""A decorative figure has a caption or an alternative text.

Screen readers skip it, so the words would be lost to the people who need them.

Fails::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected
        decorative: true

Passes::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        decorative: true

Reference: WCAG 2.2, 1.1.1.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every caption and alternative text of a decorative figure."""
    for name, figure in reading.submission.figures.items():
        for field, text in (("alt", figure.alt), ("caption", figure.caption)):
            if figure.decorative and text:
                hint = f'delete the line "{field}: ...", or the line "decorative: true"'
                words = "a caption" if field == "caption" else "an alternative text"
                message = f'the figure "{name}" is decorative but has {words}'
                yield Finding(("figures", name, field), message, hint, on_key=True)
