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

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup.tree import Figure

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every ![name] of a figure that is not alone in a paragraph of a part or section."""
    figures = occurrences.find_nodes(reading, Figure)
    problems = occurrences.find_problems(reading, "figure_within", "figure_inside")
    in_footnotes = [(path, each.name, each.start, each.end, "") for path, each in figures if path[0] == "footnotes"]
    elsewhere = [(path, each.text, each.start, each.end, each.kind) for path, each in problems]
    for path, name, start, end, kind in [*in_footnotes, *elsewhere]:
        if name in reading.submission.figures:
            hint = t("put ![{name}] between two empty lines, in the text of a part or section", name=name)
            where = t("is in a footnote") if path[0] == "footnotes" else t("is not in a paragraph of its own")
            if kind == "figure_inside":
                where = t("is inside a list, a quotation or a table")
            yield Finding(path, t('the figure "{name}" {where}', name=name, where=where), hint, start, end)
