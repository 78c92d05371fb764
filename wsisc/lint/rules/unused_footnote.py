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
from difflib import get_close_matches

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
    for name in reading.submission.footnotes:
        # 0.75 is a guess, stricter than the 0.6 of hints (difflib's default): a match hides the finding
        if name not in calls and not get_close_matches(name, mistyped, 1, 0.75):
            hint = t("refer to it with [^{name}], or delete it", name=name)
            yield Finding(
                ("footnotes", name), t('the footnote "{name}" has no reference', name=name), hint, on_key=True
            )
