"""A link and a figure have the same name.

Links and figures are both named in brackets, so the name would be ambiguous.

Fails::

    parts:
      one:
        text: |
          See [the chart][coverage].

          ![coverage]
    links:
      coverage: https://example.org/
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Passes::

    parts:
      one:
        text: |
          See [the chart][coverage-page].

          ![coverage]
    links:
      coverage-page: https://example.org/
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every figure whose name is also that of a link."""
    for name in reading.submission.figures:
        if name in reading.submission.links:
            hint = t("rename one of them, here and where it is used")
            yield Finding(("figures", name), t('"{name}" is also the name of a link', name=name), hint, on_key=True)
