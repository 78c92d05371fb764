r"""A text places a figure that is not defined.

Without a file the name would be printed as it is.

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

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.model import Submission

SEVERITY = Severity.ERROR


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every ![name] alone in a paragraph: this version of the format has no figures yet."""
    for path, token in richtext.find(submission, "figure"):
        hint = "figures are not supported yet; where the signs are meant, write \\!["
        yield Finding(path, f'no figure is named "{excerpt(token.text)}"', hint, token.start, token.end)
