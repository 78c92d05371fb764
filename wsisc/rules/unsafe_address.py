r"""A link leads to no absolute web or mail address.

A document is read far from its author's machine: only https, http and mailto lead anywhere, and
javascript: or file: addresses are a danger to readers.

Fails::

    parts:
      one:
        text: |
          See [the report](javascript:alert).

Passes::

    parts:
      one:
        text: |
          See [the report](https://example.org/report).

Reference: docs/format.md, rule 5; RFC 3986.
"""

import re
from collections.abc import Iterator

from wsisc import occurrences
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.prose import Reading

SEVERITY = Severity.ERROR
SAFE = re.compile(
    r"https?://[^\s/?#<>\"\\^`{|}\x00-\x20]+[^\s<>\"\\^`{|}]*|mailto:[^\s@<>\"\\,]+@[^\s@<>\"\\]+(?:,[^\s@<>\"\\,]+@[^\s@<>\"\\]+)*",
    re.IGNORECASE,
)
_HINT = "write the whole address, beginning with https://"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every address, under links and in a text, that is not an absolute https, http or mailto address."""
    for name, address in reading.submission.links.items():
        if not SAFE.fullmatch(address):
            yield Finding(("links", name), _message(address), _HINT)
    for path, token in occurrences.find(reading.submission, "link_open"):
        if not token.text and not SAFE.fullmatch(token.target):
            yield Finding(path, _message(token.target), _HINT, token.start, token.end)


def _message(address: str) -> str:
    return f'"{excerpt(address)}" is no absolute address' if address else "a link without an address"
