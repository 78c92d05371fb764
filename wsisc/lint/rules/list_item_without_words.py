r"""A list item does not begin with words.

In Word the number or bullet of an item is before its first words: an empty item, or one that begins with a list,
quotation or table, would lose it, and all later numbers would change.

Fails::

    parts:
      one:
        text: |
          1) first
          2)
          3) third

Passes::

    parts:
      one:
        text: |
          1) first
          2) second
             - with a list

Reference: docs/format.md, rule 9; ECMA-376, Part 1, 17.9.18 (numPr).
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup import tree

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every list item that is empty or begins with anything but a paragraph."""
    for path, item in occurrences.find_nodes(reading, tree.Item):
        if not item.children or not isinstance(item.children[0], tree.Paragraph):
            hint = t("start it with words, or delete it; if this is not a list, write \\ before its first character")
            yield Finding(path, t("the list item does not begin with words"), hint, item.start, item.start + 1)
