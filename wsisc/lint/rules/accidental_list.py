r"""A line became an item of a list because of what it happens to begin with.

A year with a full stop, or a dash, at the beginning of a line makes a list: the sentence is torn in print.

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

from wsisc import model
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading
from wsisc.markup import richtext
from wsisc.markup.richtext import Token

SEVERITY = Severity.WARNING

_YEARS = range(1800, 2101)
_LARGEST = 32_767  # beyond it list-number speaks
_MOST_LIKELY_MEANT = 20  # a list of one item that is typed 3 goes on after a paragraph
_WRAPPED = 40  # characters of a line that was full, so that the next one only goes on
_ENDS = tuple(".:;,!?…–—-。：；")
_OPENINGS = ("ordered_list_open", "bullet_list_open")
_CLOSINGS = ("ordered_list_close", "bullet_list_close")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every list of one item that the beginning of a line made."""
    links = frozenset(reading.submission.links)
    texts = [(path, text, richtext.parse(text, links)) for path, text in model.rich_texts(reading.submission) if text]
    numbers = {int(token.text) for *_, tokens in texts for token in tokens if _is_numbered(token)}
    for path, text, tokens in texts:
        for before, item in _single_items(tokens):
            end = item.start + len(item.text) + 1
            typed, escaped = text[item.start : end], f"{text[item.start : end - 1]}\\{text[end - 1]}"
            if item.text and _is_no_number(int(item.text), numbers):
                message, hint = f'"{typed}" at the beginning of a line makes a list', f"write {escaped} to keep it text"
                yield Finding(path, message, hint, item.start, end)
            elif item.text in ("", "1") and before and _goes_on(text, item):
                message = f'"{typed}" at the beginning of a line makes a list in the middle of a sentence'
                hint = f"write {escaped} to keep it text; where a list is meant, put an empty line before it"
                yield Finding(path, message, hint, item.start, end)


def _is_numbered(token: Token) -> bool:
    return token.kind == "list_item_open" and bool(token.text)


def _is_no_number(number: int, numbers: set[int]) -> bool:
    """Tell whether nobody numbers an item so: a year, or a number that no other item comes before or after."""
    is_counted = number - 1 in numbers or number + 1 in numbers
    return number in _YEARS or (_MOST_LIKELY_MEANT < number <= _LARGEST and not is_counted)


def _single_items(tokens: Sequence[Token]) -> Iterator[tuple[bool, Token]]:
    """Yield the item of every list of one, and whether the list is in no other and a paragraph ends before it."""
    open_lists: list[tuple[bool, list[Token]]] = []
    for before, token in pairwise((Token("", "", 0, 0), *tokens)):
        if token.kind in _OPENINGS:
            open_lists.append((before.kind == "paragraph_close" and not open_lists, []))
        elif token.kind == "list_item_open":
            open_lists[-1][1].append(token)
        elif token.kind in _CLOSINGS:
            follows, items = open_lists.pop()
            if len(items) == 1:
                yield follows, items[0]


def _goes_on(text: str, item: Token) -> bool:
    """Tell whether an item goes on with the sentence of the line before it."""
    start = text.rfind("\n", 0, item.start) + 1
    line = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    after = item.start + len(item.text) + 1
    words = text[after : after + 8].lstrip(" \t")
    return len(line) >= _WRAPPED and not line.endswith(_ENDS) and (bool(item.text) or words[:1].islower())
