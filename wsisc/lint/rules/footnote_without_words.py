r"""A footnote does not begin with words.

In Word the number of a footnote is before its first words; a list, quotation or table has no place for it.

Fails::

    parts:
      one:
        text: It doubled[^a].
    footnotes:
      a: |
        - By 2022.

Passes::

    parts:
      one:
        text: It doubled[^a].
    footnotes:
      a: By 2022.

Reference: ECMA-376, Part 1, 17.11.6 (footnoteRef).
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup import richtext, tree

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote that is empty or begins with anything but a paragraph."""
    for name, text in reading.submission.footnotes.items():
        blocks = richtext.parse(text, frozenset(reading.submission.links)).blocks
        if not text.strip():
            yield Finding(
                ("footnotes", name),
                t('the footnote "{name}" is empty', name=name),
                t("write its text, or delete it and its reference"),
            )
        elif blocks and isinstance(blocks[0], tree.List | tree.Quotation | tree.Table):
            message, start = (
                t('the footnote "{name}" begins with a list, quotation or table', name=name),
                blocks[0].start,
            )
            yield Finding(("footnotes", name), message, t("start it with words"), start, start + 1)
