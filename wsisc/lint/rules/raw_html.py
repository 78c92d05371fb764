r"""A text contains HTML.

Word files cannot contain HTML: it would be lost.

Fails::

    parts:
      one:
        text: |
          It <b>doubled</b>.

Passes::

    parts:
      one:
        text: |
          It **doubled**, to 3 < 4 \<sic>.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 4.6 and 6.6.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.ERROR


_TAG = r"<(/?)([A-Za-z][A-Za-z0-9-]*)"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every HTML tag in a text, except closing tags whose opening tag was reported."""
    open_tags = set()
    for path, problem in occurrences.find_problems(reading, "html"):
        tag = re.match(_TAG, problem.text)
        if tag and tag[1] and (path, tag[2].lower()) in open_tags:
            continue
        if tag:
            open_tags.add((path, tag[2].lower()))
        hint = t("delete it; to print <, write \\<")
        yield Finding(
            path, t("the text contains HTML: {text}", text=excerpt(problem.text)), hint, problem.start, problem.end
        )
