r"""The typed number of a list item differs from the printed one.

Lists are numbered automatically from the first number: a skipped or repeated number would change in print.

Fails::

    parts:
      one:
        text: |
          1) first
          3) third

Passes::

    parts:
      one:
        text: |
          1) first
          2) second

Reference: docs/format.md, rule 9; CommonMark 0.31.2, 5.3.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup import tree

SEVERITY = Severity.ERROR
_MAX_NUMBER = 32_767  # the largest first number of a list in Word


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every list item whose typed number is not the printed one; a list with 1 before all items is accepted."""
    for path, each in occurrences.find_nodes(reading, tree.List):
        if not each.delimiter or all(item.number == "1" for item in each.children):
            continue
        for printed, item in enumerate(each.children, each.first):
            if int(item.number) != printed or printed > _MAX_NUMBER:
                shown = t(
                    'the item is numbered "{number}" but would be printed as {printed}',
                    number=item.number,
                    printed=min(printed, _MAX_NUMBER),
                )
                hint = t("number the items in order; if this is not a list, write \\ before the full stop or bracket")
                yield Finding(path, shown, hint, item.start, item.start + len(item.number))
                break
