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

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every caption and alternative text of a decorative figure."""
    for name, figure in reading.submission.figures.items():
        for field, text in (("alt", figure.alt), ("caption", figure.caption)):
            if figure.decorative and text:
                hint = t('delete the line "{field}: ...", or the line "decorative: true"', field=field)
                words = t("a caption") if field == "caption" else t("an alternative text")
                message = t('the figure "{name}" is decorative but has {words}', name=name, words=words)
                yield Finding(("figures", name, field), message, hint, on_key=True)
