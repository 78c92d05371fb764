r"""A text holds an image.

An image needs a file beside the source, a caption and an alternative text, which this form cannot carry.

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

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.model import Submission

SEVERITY = Severity.ERROR
_HINT = "delete it; where the signs are meant, write \\!["


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every image in a text."""
    return richtext.findings(
        submission, "image", lambda token: f'an image inside a text: "{excerpt(token.text)}"', _HINT
    )
