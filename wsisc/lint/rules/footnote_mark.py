"""A footnote is called on the wrong side of a punctuation mark.

English calls a footnote after the punctuation, so that the mark stays with its word; French, Spanish and Russian call
it before.

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
    """Yield every footnote called on the wrong side of the mark beside it."""
    is_english = reading.submission.language == "en"
    for passage in reading.passages:
        places = sorted({mark.start for mark in passage.marks_of_kind("call")})
        for place in places:
            yield from _before_mark(passage, place) if is_english else _after_mark(passage, place)


def _before_mark(passage: Passage, place: int) -> Iterator[Finding]:
    mark = passage.text[place : place + 1]
    if mark and mark in _AFTER:
        start = _word_start(passage.text, place)
        told = f'a footnote called before the mark of "{passage.display_text[start : place + 1]}"'
        yield passage.finding(start, place + 1, told, f'call it after "{mark}"')


def _after_mark(passage: Passage, place: int) -> Iterator[Finding]:
    mark = passage.text[place - 1 : place]
    if mark and mark in _BEFORE and not _ABBREVIATION.search(passage.text, max(0, place - 8), place):
        start = _word_start(passage.text, place)
        told = f'a footnote called after the mark of "{passage.display_text[start:place]}"'
        yield passage.finding(start, place, told, f'call it before "{mark}"')


def _word_start(text: str, place: int) -> int:
    match = _WORD.search(text, 0, place)
    return match.start() if match else place
