r"""A footnote has a second reference.

A footnote belongs to one place; two references would print it twice, with two numbers.

Fails::

    parts:
      one:
        text: It doubled[^a], it did[^a].
    footnotes:
      a: By 2022.

Passes::

    parts:
      one:
        text: It doubled[^a], it did.
    footnotes:
      a: By 2022.

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every reference to a footnote after the first."""
    called = set()
    for path, token in occurrences.find(reading, "footnote"):
        if path[0] == "footnotes":
            continue
        if token.text in called:
            message = f"the footnote [^{excerpt(token.text)}] already has a reference"
            yield Finding(path, message, "define a second footnote with another name", token.start, token.end)
        called.add(token.text)
