r"""A text uses a link that is not defined.

Without an address, the brackets would be printed literally.

Fails::

    parts:
      one:
        text: |
          See [the report][reprot].

Passes::

    parts:
      one:
        text: |
          See the report.

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.text.nearest import find_nearest

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every [words][name] whose name is not under links."""
    for path, problem in occurrences.find_problems(reading, "undefined_link"):
        near = find_nearest(problem.text, reading.submission.links)
        hint = t("use {near}", near=near) if near else t("add it under links:; to print the brackets, write \\[")
        yield Finding(
            path, t('the link "{text}" is not defined', text=excerpt(problem.text)), hint, problem.start, problem.end
        )
