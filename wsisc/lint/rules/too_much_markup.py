r"""A text exceeds the limits of the engines.

Word processors and typesetters hang on texts that no person writes: thousands of markup characters in a paragraph,
deep nesting, piles of accents.

Fails::

    parts:
      one:
        text: |
          > > > > > > > > > > deep

Passes::

    parts:
      one:
        text: |
          > > quoted

Reference: docs/format.md, limits.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model
from wsisc.source.markup import limits

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every text that exceeds a limit, and the one with which all texts together exceed it."""
    marks = 0
    for path, text in model.rich_texts(reading.submission):
        marks += limits.count_marks(text)
        if marks > limits.MAX_TOTAL_MARKS >= marks - limits.count_marks(text):
            yield Finding(path, limits.TOO_MANY_MARKS, limits.HINT, 0, 1)
    for path, problem in occurrences.find_problems(reading, "budget"):
        yield Finding(path, problem.text, limits.HINT, problem.start, problem.end)
