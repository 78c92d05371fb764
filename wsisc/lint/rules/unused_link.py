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
from difflib import get_close_matches

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
    for name in reading.submission.links:
        # 0.75 is a guess, stricter than the 0.6 of hints (difflib's default): a match hides the finding
        if name not in used and not get_close_matches(name, mistyped, 1, 0.75):
            hint = t("use it with [words][{name}], or delete it", name=name)
            yield Finding(("links", name), t('the link "{name}" is not used', name=name), hint, on_key=True)
