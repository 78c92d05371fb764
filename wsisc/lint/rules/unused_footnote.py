r"""A footnote has no reference.

It would not be printed: words of the author would be lost.

Fails::

    footnotes:
      a: By 2022.

Passes::

    parts:
      one:
        text: It doubled[^a].
    footnotes:
      a: By 2022.

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup.tree import FootnoteReference

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote that no text references, unless a text has a similar, undefined name."""
    calls = {
        reference.name
        for path, reference in occurrences.find_nodes(reading, FootnoteReference)
        if path[0] != "footnotes"
    }
    mistyped = calls - reading.submission.footnotes.keys()
    for name in occurrences.find_unused(reading.submission.footnotes, calls, mistyped):
        hint = t("refer to it with [^{name}], or delete it", name=name)
        yield Finding(("footnotes", name), t('the footnote "{name}" has no reference', name=name), hint, on_key=True)
