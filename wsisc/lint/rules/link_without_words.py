r"""A link has no words.

Nothing would be printed, and the address would be lost.

Fails::

    parts:
      one:
        text: See [](https://example.org/).

Passes::

    parts:
      one:
        text: See <https://example.org/>.

Reference: docs/format.md, rule 9; WCAG 2.2, success criterion 2.4.4.
"""

from collections.abc import Iterator
from itertools import takewhile

from wsisc import model
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.markup import richtext

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link without visible words."""
    for path, text in model.rich_texts(reading.submission):
        tokens = iter(richtext.parse(text, frozenset(reading.submission.links)))
        for token in tokens:
            if token.kind != "link_open":
                continue
            inside = list(takewhile(lambda each: each.kind != "link_close", tokens))
            if not richtext.printed_text(inside).strip():
                hint = "write words between the brackets, or write the address as <https://...>"
                yield Finding(path, "the link has no words", hint, token.start, token.end)
