r"""A footnote contains a footnote reference.

Word does not support footnotes in footnotes: the inner one would be lost.

Fails::

    parts:
      one:
        text: It doubled[^a].
    footnotes:
      a: See also[^a].

Passes::

    parts:
      one:
        text: It doubled[^a].
    footnotes:
      a: See also the annex.

Reference: docs/format.md, rule 3.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup.tree import FootnoteReference

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote reference inside a footnote."""
    for path, reference in occurrences.find_nodes(reading, FootnoteReference):
        if path[0] == "footnotes":
            message = t("[^{name}] is a footnote reference inside a footnote", name=excerpt(reference.name))
            yield Finding(
                path, message, t("move the words of one footnote into the other"), reference.start, reference.end
            )
