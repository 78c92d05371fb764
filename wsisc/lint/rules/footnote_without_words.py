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

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.markup import richtext

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote that is empty or begins with anything but a paragraph."""
    for name, text in reading.submission.footnotes.items():
        tokens = richtext.parse(text, frozenset(reading.submission.links))
        if not text.strip():
            yield Finding(
                ("footnotes", name), f'the footnote "{name}" is empty', "write its text, or delete it and its reference"
            )
        elif tokens and tokens[0].kind in ("bullet_list_open", "ordered_list_open", "blockquote_open", "table_open"):
            message = f'the footnote "{name}" begins with a list, quotation or table'
            yield Finding(("footnotes", name), message, "start it with words", tokens[0].start, tokens[0].end)
