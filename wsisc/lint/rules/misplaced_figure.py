r"""A figure is in a list, a quotation, a table or a footnote, or between words.

It takes the width of the page and can have a caption, so it needs a paragraph of its own.

Fails::

    parts:
      one:
        text: |
          See ![coverage] for the share of schools.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Passes::

    parts:
      one:
        text: |
          See the share of schools.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every ![name] of a figure that is not alone in a paragraph of a part or section."""
    for path, token in occurrences.find(reading, "figure", "figure_within"):
        if token.text in reading.submission.figures and (token.kind == "figure_within" or path[0] == "footnotes"):
            hint = f"put ![{token.text}] between two empty lines, in the text of a part or section"
            where = "is in a footnote" if path[0] == "footnotes" else "is not in a paragraph of its own"
            if token.target:
                where = "is inside a list, a quotation or a table"
            yield Finding(path, f'the figure "{token.text}" {where}', hint, token.start, token.end)
