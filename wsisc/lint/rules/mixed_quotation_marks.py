"""A document mixes straight and curly quotation marks, or apostrophes.

Word makes them curly and other programs leave them straight: a mix of both shows where text was pasted.

Fails::

    parts:
      one:
        text: |
          The "digital divide", the "last mile" and a growing “virtual fatigue” were noted.

Passes::

    parts:
      one:
        text: |
          The “digital divide” and the “last mile” of 5" pipes were noted by the office’s staff.

Reference: United Nations Editorial Manual, Punctuation: quotation marks; one style throughout a document.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Passage, Reading

SEVERITY = Severity.WARNING

_QUOTES = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<![\w\"])\"[^\"]*\"(?!\w)|[“”„«»]|(?<!\d)\"")
_APOSTROPHES = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_WORD_BEFORE = re.compile(r"[\w'’-]*$")
_WORD_AFTER = re.compile(r"[\w'’-]*")
_STRAIGHT = "\"'"


class _QuotationMark(NamedTuple):
    passage: Passage
    start: int
    end: int
    is_straight: bool


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the quotation marks and the apostrophes of the rarer kind."""
    for found in _find_minority(_find_all(reading, _QUOTES)):
        shown = excerpt(found.passage.display_text[found.start : found.end])
        kind, other = _kind(found.is_straight), _kind(not found.is_straight)
        message = f"{shown} has {kind} quotation marks; others are {other}"
        yield found.passage.finding(found.start, found.end, message, "use one kind throughout")
    for found in _find_minority(_find_all(reading, _APOSTROPHES)):
        text = found.passage.text
        before = _WORD_BEFORE.search(text, max(0, found.start - 30), found.start)
        after = _WORD_AFTER.match(text, found.end)
        shown = f"{before[0] if before else ''}{text[found.start]}{after[0] if after else ''}"
        article = "a straight" if found.is_straight else "a curly"
        message = f"{shown} has {article} apostrophe; others are {_kind(not found.is_straight)}"
        fix = "’" if found.is_straight else None
        yield found.passage.finding(found.start, found.end, message, "use one kind throughout", fix)


def _find_all(reading: Reading, pattern: "re.Pattern[str]") -> list[_QuotationMark]:
    return [
        _QuotationMark(passage, *match.span(), is_straight=match[0][0] in _STRAIGHT)
        for passage in reading.passages
        if passage.kind != "alternative"
        for match in pattern.finditer(passage.text)
    ]


def _find_minority(found: list[_QuotationMark]) -> list[_QuotationMark]:
    """Return those of the rarer kind, of equals those of the later kind; none where all are of one kind."""
    straight = [each for each in found if each.is_straight]
    curly = [each for each in found if not each.is_straight]
    if len(straight) == len(curly):
        return [each for each in found if each.is_straight != found[0].is_straight]
    return min(straight, curly, key=len)


def _kind(is_straight: bool) -> str:
    return "straight" if is_straight else "curly"
