r"""A text places a figure that is not defined.

Without a file, the name would be printed literally.

Fails::

    parts:
      one:
        text: |
          Before.

          ![coverage]

          After.

Passes::

    parts:
      one:
        text: |
          Before.

          \![coverage]

          After.

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup.tree import Figure
from wsisc.text.nearest import find_nearest

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every ![name] alone in a paragraph whose name is not under figures."""
    figures = occurrences.find_nodes(reading, Figure)
    inside = occurrences.find_problems(reading, "figure_inside")
    places = [(path, each.name, each.start, each.end) for path, each in figures]
    for path, name, start, end in [*places, *((path, each.text, each.start, each.end) for path, each in inside)]:
        if name not in reading.submission.figures:
            near = find_nearest(name, reading.submission.figures)
            hint = (
                t("use {near}", near=near) if near else t("add it under figures:; to print the characters, write \\![")
            )
            yield Finding(path, t('the figure "{name}" is not defined', name=excerpt(name)), hint, start, end)
