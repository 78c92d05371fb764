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
from difflib import get_close_matches

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every ![name] alone in a paragraph whose name is not under figures."""
    for path, token in occurrences.find(reading, "figure", "figure_within"):
        if token.text not in reading.submission.figures and (token.kind == "figure" or token.target):
            near = get_close_matches(token.text.lower(), reading.submission.figures, 1, 0.6)
            hint = f"use {near[0]}" if near else "add it under figures:; to print the characters, write \\!["
            yield Finding(path, f'the figure "{excerpt(token.text)}" is not defined', hint, token.start, token.end)
