r"""A link has no words.

Nothing would be printed, and the address would be lost.

Fails::

    parts:
      one:
        text: See [](https://example.org/).

Passes::

    parts:
      one:
        text: See <https://example.org/>.

Reference: docs/format.md, rule 9; WCAG 2.2, success criterion 2.4.4.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup import tree
from wsisc.source.markup.tree import printed_text

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link without visible words."""
    for path, link in occurrences.find_nodes(reading, tree.Link):
        if not printed_text(link.children).strip():
            hint = t("write words between the brackets, or write the address as <https://...>")
            yield Finding(path, t("the link has no words"), hint, link.start, link.end)
