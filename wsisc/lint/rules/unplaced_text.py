r"""Words of an imported file are not in a part yet.

`wsisc import` puts words that it cannot place under `unplaced:`, which is never printed: they would be lost.

Fails::

    unplaced:
      text: |
        We also did this.

Passes::

    parts:
      one:
        text: |
          We also did this.

Reference: docs/format.md, the fields.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the key `unplaced`, if present."""
    if reading.submission.unplaced:
        hint = t("move the words into a part, then delete the key")
        yield Finding(("unplaced",), t("the words under unplaced: are not printed"), hint, on_key=True)
