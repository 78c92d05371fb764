r"""A link is not used in any text.

Its address is not printed; most likely a name was mistyped or words were deleted.

Fails::

    links:
      report: https://example.org/

Passes::

    parts:
      one:
        text: See [the report][report].
    links:
      report: https://example.org/

Reference: docs/format.md, rule 4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup.tree import Link

SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link that no text uses, unless a text has a similar, undefined name."""
    used = {link.name for _, link in occurrences.find_nodes(reading, Link)}
    mistyped = {each.text.lower() for _, each in occurrences.find_problems(reading, "undefined_link", "shortcut")}
    for name in occurrences.find_unused(reading.submission.links, used, mistyped):
        hint = t("use it with [words][{name}], or delete it", name=name)
        yield Finding(("links", name), t('the link "{name}" is not used', name=name), hint, on_key=True)
