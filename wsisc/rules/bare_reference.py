r"""A name of a link stands alone in brackets.

[name] alone would become a link on its own name, which nobody means to print.

Fails::

    parts:
      one:
        text: See [report].
    links:
      report: https://example.org/

Passes::

    parts:
      one:
        text: See [the report][report].
    links:
      report: https://example.org/

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.3.
"""

from collections.abc import Iterator

from wsisc import richtext
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity
from wsisc.model import Submission

SEVERITY = Severity.ERROR


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every name of a link that stands alone in brackets."""
    for path, token in richtext.find(submission, "shortcut"):
        yield Finding(
            path,
            f"the name of a link alone in brackets, [{token.text}]",
            f"write [words][{token.text}]; where brackets are meant, write \\[{token.text}]",
            token.start,
            token.end,
        )
