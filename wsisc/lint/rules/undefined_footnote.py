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
from difflib import get_close_matches

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.lint import occurrences

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every [^name] in a part or section whose name is not under footnotes."""
    for path, token in occurrences.find(reading, "footnote"):
        if path[0] != "footnotes" and token.text not in reading.submission.footnotes:
            near = get_close_matches(token.text.lower(), reading.submission.footnotes, 1, 0.6)
            hint = f"use {near[0]}" if near else "add it under footnotes:; to print the brackets, write \\["
            yield Finding(path, f'the footnote "{excerpt(token.text)}" is not defined', hint, token.start, token.end)
