"""A file names itself as its original, or files name one another.

Nobody can say which of them was written first: a site does not know which one to count, and sections that are out of
date are not found. The original has no `translated-from:`.

Original::

    title: A submission
    parts:
      one:
        text: Ten schools were connected.
    translated-from:
      file: example.yaml

Fails::

    title: A submission
    parts:
      one:
        text: Dix écoles ont été connectées.
    translated-from:
      file: submission.en.yaml

Passes::

    title: A submission
    parts:
      one:
        text: Dix écoles ont été connectées.

Reference: docs/translations.md.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the original that a file names, if that is made from the file itself."""
    circle = reading.original.circle if reading.original else ()
    if not circle:
        return
    message = t("the file names itself as its original")
    if len(circle) > 1:
        message = t("these files name one another as their original: {files}", files=", ".join(circle))
    hint = t("remove translated-from: from the file that is the original")
    yield Finding(("translated-from", "file"), message, hint)
