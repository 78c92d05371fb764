r"""A text contains an image.

An image needs a file in the folder of the source, an alternative text and a paragraph of its own: declare a figure.

Fails::

    parts:
      one:
        text: |
          See ![schools](schools.png).

Passes::

    parts:
      one:
        text: |
          See \![schools](https://example.org/).

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.4.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR
_HINT = "name its file under figures:, and write ![its-name] alone in a paragraph; where the signs are meant, \\!["


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every image in a text."""
    return occurrences.report_problems(
        reading, "image", lambda problem: f'an image inside a text: "{excerpt(problem.text)}"', _HINT
    )
