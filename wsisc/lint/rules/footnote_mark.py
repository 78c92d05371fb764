"""A footnote reference is on the wrong side of a punctuation mark.

In English the footnote reference comes after the punctuation mark; in French, Spanish and Russian it comes before.

Fails::

    footnotes:
      rules: The Nelson Mandela Rules.
    parts:
      one:
        text: |
          The courses follow the Rules[^rules].

Passes::

    footnotes:
      rules: The Nelson Mandela Rules.
      manual: The manual of 2022.
    parts:
      one:
        text: |
          The Rules[^rules] (of 2015) were set out in a manual.[^manual]

Reference: United Nations Editorial Manual, Footnotes: placing of footnote indicators.
"""

import re
from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import MASK, Passage, Reading

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "fr", "es", "ru")

_AFTER = ".,;:!?"
_BEFORE = ".,;:"
_WORD = re.compile(rf"[^\s{MASK}]*$")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:\w|etc|cf|art|núm|vol|cía|др|гг)\.$", re.IGNORECASE)


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote reference on the wrong side of the punctuation mark next to it."""
    is_english = reading.submission.language == "en"
    for passage in reading.passages:
        positions = sorted({mark.start for mark in passage.marks_of_kind("call")})
        for position in positions:
            yield from _check_english(passage, position) if is_english else _check_others(passage, position)


def _check_english(passage: Passage, position: int) -> Iterator[Finding]:
    mark = passage.text[position : position + 1]
    if mark and mark in _AFTER:
        start = _word_start(passage.text, position)
        message = f'the footnote reference comes before "{mark}": "{passage.display_text[start : position + 1]}"'
        yield passage.finding(start, position + 1, message, f'move it after "{mark}"')


def _check_others(passage: Passage, position: int) -> Iterator[Finding]:
    mark = passage.text[position - 1 : position]
    if mark and mark in _BEFORE and not _ABBREVIATION.search(passage.text, max(0, position - 8), position):
        start = _word_start(passage.text, position)
        message = f'the footnote reference comes after "{mark}": "{passage.display_text[start:position]}"'
        yield passage.finding(start, position, message, f'move it before "{mark}"')


def _word_start(text: str, position: int) -> int:
    match = _WORD.search(text, 0, position)
    return match.start() if match else position
