r"""A text is beyond what the engines can set.

Word processors and typesetters hang on texts that no person writes: thousands of marks in a paragraph,
deep nests, piles of accents.

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

Reference: docs/format.md, budgets.
"""

from collections.abc import Iterator

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity
from wsisc.model import Submission

SEVERITY = Severity.ERROR


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every text beyond the budgets."""
    for path, token in richtext.find(submission, "budget"):
        yield Finding(path, token.text, "simplify the text", token.start, token.end)
