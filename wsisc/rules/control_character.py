r"""A text holds a character that no document can carry.

Control characters are invisible, and Word refuses files that hold them. A zero-width space comes from web
pages, and makes Markdown of what is none.

Fails::

    title: "Progress\x07"

Passes::

    title: Progress

Reference: XML 1.0, 2.2 (Char); docs/format.md, rule 3.
"""

import re
from collections.abc import Iterator

from wsisc import model
from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity
from wsisc.model import Submission

SEVERITY = Severity.ERROR
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def check(submission: Submission, call: Call | None) -> Iterator[Finding]:
    """Yield every control character, zero-width space, line separator and half of a surrogate pair, in any text."""
    for path, text in (*model.plain_texts(submission), *model.rich_texts(submission)):
        for match in _CONTROL.finditer(text):
            message = f"an invisible character (U+{ord(match[0]):04X})"
            yield Finding(path, message, "delete it, or put a space instead", match.start(), match.end())
