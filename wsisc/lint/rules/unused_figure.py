"""A figure is not placed in any text.

It would not be printed: words of the author would be lost.

Fails::

    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Passes::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup.tree import Figure

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every figure that no text places, unless a text has a similar, undefined name."""
    placed = {figure.name for _, figure in occurrences.find_nodes(reading, Figure)}
    placed |= {each.text for _, each in occurrences.find_problems(reading, "figure_within", "figure_inside")}
    mistyped = placed - reading.submission.figures.keys()
    for name in occurrences.find_unused(reading.submission.figures, placed, mistyped):
        hint = t("place it with ![{name}] in a paragraph of its own, or delete it", name=name)
        yield Finding(("figures", name), t('the figure "{name}" is not used', name=name), hint, on_key=True)
