r"""A line is read as a list item because of its first characters.

A year with a full stop, or a dash, at the start of a line starts a list: the sentence is split in print.

Fails::

    parts:
      one:
        text: |
          1990. That year it began.

Passes::

    parts:
      one:
        text: |
          1990\. That year it began, and these followed:

          - schools
          - clinics

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 5.2 and 5.3.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup import tree

SEVERITY = Severity.WARNING

_YEARS = range(1800, 2101)
_MAX_NUMBER = 32_767  # list-number reports larger numbers
_MAX_PLAUSIBLE = 20  # a guess: a single item numbered 3 most likely continues a list after a paragraph
_MIN_WRAPPED_LENGTH = 40  # a guess: a line of so many characters was wrapped, so the next one continues it
_ENDS = tuple(".:;,!?…–—-。：；")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every list of one item that the first characters of a line have created."""
    numbers = {int(item.number) for _, item in occurrences.find_nodes(reading, tree.Item) if item.number}
    for path, text, rich in reading.rich_texts:
        for before, item in _single_items(rich.blocks):
            end = item.start + len(item.number) + 1
            typed, escaped = text[item.start : end], f"{text[item.start : end - 1]}\\{text[end - 1]}"
            if item.number and _is_unlikely_number(int(item.number), numbers):
                message, hint = (
                    t('"{typed}" at the start of a line creates a list', typed=typed),
                    t("write {escaped} to keep it as text", escaped=escaped),
                )
                yield Finding(path, message, hint, item.start, end)
            elif item.number in ("", "1") and before and _is_continuation(text, item):
                message = t('"{typed}" at the start of a line creates a list in the middle of a sentence', typed=typed)
                hint = t("write {escaped} to keep it as text; for a list, put an empty line before it", escaped=escaped)
                yield Finding(path, message, hint, item.start, end)


def _is_unlikely_number(number: int, numbers: set[int]) -> bool:
    """Return whether a number is unlikely for an item: a year, or one without a preceding or following item."""
    is_counted = number - 1 in numbers or number + 1 in numbers
    return number in _YEARS or (_MAX_PLAUSIBLE < number <= _MAX_NUMBER and not is_counted)


def _single_items(blocks: Sequence[tree.Block], is_within_list: bool = False) -> Iterator[tuple[bool, tree.Item]]:
    """Yield the item of every list with one item, and whether it is an outermost list directly after a paragraph."""
    for before, block in pairwise((None, *blocks)):
        follows = isinstance(before, tree.Figure) or (isinstance(before, tree.Paragraph) and not before.forbidden)
        if isinstance(block, tree.Quotation):
            yield from _single_items(block.children, is_within_list)
        elif isinstance(block, tree.List):
            for item in block.children:
                yield from _single_items(item.children, is_within_list=True)
            if len(block.children) == 1:
                yield follows and not is_within_list, block.children[0]


def _is_continuation(text: str, item: tree.Item) -> bool:
    """Return whether an item continues the sentence of the line before it."""
    start = text.rfind("\n", 0, item.start) + 1
    line = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    after = item.start + len(item.number) + 1
    words = text[after : after + 8].lstrip(" \t")
    return len(line) >= _MIN_WRAPPED_LENGTH and not line.endswith(_ENDS) and (bool(item.number) or words[:1].islower())
