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

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup.tree import FootnoteReference

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every reference to a footnote after the first."""
    called = set()
    for path, reference in occurrences.find_nodes(reading, FootnoteReference):
        if path[0] == "footnotes":
            continue
        if reference.name in called:
            message = t("the footnote [^{name}] already has a reference", name=excerpt(reference.name))
            yield Finding(
                path, message, t("define a second footnote with another name"), reference.start, reference.end
            )
        called.add(reference.name)
