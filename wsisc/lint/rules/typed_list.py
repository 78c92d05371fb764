r"""Lines begin with list characters that do not create a list.

Bullets, dashes and letters from Word, often pasted, are plain characters here: the lines are printed as one paragraph.
A list has "- " or "1. " before each item.

Fails::

    parts:
      one:
        text: |
          The Office did much:
          • it trained teachers;
          • it opened centres.

Passes::

    parts:
      one:
        text: |
          The Office did much:

          - it trained teachers;
          - it opened centres.

          It has two tasks: (a) training and
          (b) advice.

          I. J. Mohamed trains.
          J. E. Connor advises.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 5.2 and 5.3.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from wsisc.document.prose import Reading
from wsisc.lint import cited_text
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source.markup.tree import literal_text

SEVERITY = Severity.WARNING

_LINE = (
    r"^[ \t]{0,3}(?:(?P<bullet>[•·◦▪‣●○■□])[ \t\u00a0]*|(?P<dash>[–—])[ \t\u00a0]+"
    r"|(?P<letter>\(?[a-z]\)|[A-Z]\.(?!\s*[A-Z]\.))[ \t\u00a0]+|(?P<roman>\(?[ivx]{1,4}\))[ \t\u00a0]+"
    r"|(?P<number>\(\d{1,2}\)|\d{1,2}/)[ \t\u00a0]+)(?=\S)"
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the first of several lines of a paragraph that begin like list items."""
    for path, text, rich in reading.rich_texts:
        at = 0
        lines: list[tuple[int, re.Match[str] | None]] = []
        for line in literal_text(text, rich).split("\n"):
            if line.strip() or not (lines and lines[-1][1]):  # there can be empty lines between items
                match = re.match(_LINE, line)
                lines.append((at, match if match and not cited_text.is_contents_line(line) else None))
            at += len(line) + 1
        for is_item, group in groupby(lines, key=lambda each: each[1] is not None):
            items = [(start, match) for start, match in group if match]
            if is_item and len(items) > 1 and _are_counted([match for _, match in items]):
                start, match = items[0]
                typed = match[0].strip()
                message = t('lines that begin with "{typed}" are printed as text, not as a list', typed=typed)
                hint = t('start each line with "- ", or with "1. ", "2. " ..., and put an empty line before the first')
                yield Finding(path, message, hint, start, start + match.end())


def _are_counted(items: Sequence[re.Match[str]]) -> bool:
    """Return whether lines begin with characters of one kind, and numbers or letters count up."""
    kinds = {each.lastgroup for each in items if each.lastgroup != "roman"} or {"roman"}
    marks = [each[0].strip(" \t\u00a0()./") for each in items]
    if kinds in ({"bullet"}, {"dash"}):
        return len(set(marks)) == 1
    first, second = marks[0].lower(), marks[1].lower()
    if first in _ROMANS[:-1] and second == _ROMANS[_ROMANS.index(first) + 1]:
        return True
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1
