r"""A line is no proper row of its table.

Cells beyond the columns of the table would vanish, and a line close to a table is taken for a part of it.

Fails::

    parts:
      one:
        text: |
          | a | b |
          |---|---|
          | 1 | 2 | 3 |

Passes::

    parts:
      one:
        text: |
          | a | b |
          |---|---|
          | 1 | 2 |

Reference: docs/format.md, rule 3; GitHub Flavored Markdown 0.29, 4.10.
"""

from collections.abc import Iterator

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity
from wsisc.model import Submission

SEVERITY = Severity.ERROR


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every line that is no proper row."""
    for path, token in richtext.find(submission, "row"):
        yield Finding(
            path,
            token.text,
            "give every row as many cells as the first; leave an empty line before and after a table",
            token.start,
            token.end,
        )
