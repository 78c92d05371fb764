"""A figure has no alternative text.

Readers who cannot see the image would miss its content, and an accessible PDF must have the text.

Fails::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png

Passes::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]

          ![line]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected, rising from 120 to 410
      line:
        file: coverage.png
        decorative: true

Reference: WCAG 2.2, 1.1.1; ISO 14289-1, 7.3.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every figure that is neither described nor decorative."""
    for name, figure in reading.submission.figures.items():
        if not figure.alt and not figure.decorative:
            hint = t(
                'add a line "alt: ..." that says what the image shows, or "decorative: true" if it conveys nothing'
            )
            yield Finding(
                ("figures", name), t('the figure "{name}" has no alternative text', name=name), hint, on_key=True
            )
