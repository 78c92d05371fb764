r"""A text holds HTML.

HTML means nothing to Word and would vanish with what it stands for.

Fails::

    parts:
      one:
        text: |
          It <b>doubled</b>.

Passes::

    parts:
      one:
        text: |
          It **doubled**, to 3 < 4 \<sic>.

Reference: the authoring format, rule 3; CommonMark 0.31.2, 4.6 and 6.6.
"""

from collections.abc import Iterator

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.model import Submission

SEVERITY = Severity.ERROR


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every piece of HTML in a text."""
    for path, token in richtext.find(submission, "html"):
        yield Finding(
            path,
            f"HTML in a text: {excerpt(token.text)}",
            "delete it; where a < is meant, write \\<",
            token.start,
            token.end,
        )
