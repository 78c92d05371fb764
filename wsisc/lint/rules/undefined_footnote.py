r"""A text refers to a footnote that is not defined.

Without a text, the reference would be printed literally.

Fails::

    parts:
      one:
        text: |
          It doubled[^nothing].

Passes::

    parts:
      one:
        text: |
          It doubled.

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup.tree import FootnoteReference
from wsisc.text.nearest import find_nearest

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every [^name] in a part or section whose name is not under footnotes."""
    for path, reference in occurrences.find_nodes(reading, FootnoteReference):
        if path[0] != "footnotes" and reference.name not in reading.submission.footnotes:
            near = find_nearest(reference.name, reading.submission.footnotes)
            hint = (
                t("use {near}", near=near) if near else t("add it under footnotes:; to print the brackets, write \\[")
            )
            yield Finding(
                path,
                t('the footnote "{name}" is not defined', name=excerpt(reference.name)),
                hint,
                reference.start,
                reference.end,
            )
