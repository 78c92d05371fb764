"""A document mixes kinds of dashes, or of ranges of numbers.

A hyphen joins and a dash separates; both for the same purpose distract readers. A document uses one kind of dash
between words, and one for ranges.

Fails::

    parts:
      one:
        text: |
          The project – a pilot – ended in other countries - such as Angola and Portugal.

Passes::

    parts:
      one:
        text: |
          The pilot project – see A/77/62-E/2022/8 of 2022-12-15 – is well-known, from 2018–2022 to COVID-19.

Reference: United Nations Editorial Manual, Punctuation: hyphens and dashes.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Passage, Reading

SEVERITY = Severity.WARNING

_DASH = re.compile(r"(?<=[\w)\]”\"’,;]) ([-–—]) (?=[\w(\[“\"‘])|(?<=[^\W\d])(—)(?=[^\W\d])")
_RANGE = re.compile(r"(?<![\w/.,:+–-])(\d{1,4})([-–])(\d{1,4})(?![\w/+–-]|[.,:]\d)")
_NUMBERED = re.compile(
    r"\b(?:nos?|numbers?|laws?|acts?|decrees?|regulations?|resolutions?|decisions?|directives?|orders?|standards?|tel|isbn"
    r"|issn|doi|rec|rev|phone|fax|code)\.?:?[ (]*$",
    re.IGNORECASE,
)
_NAMES = {"-": "a hyphen", "–": "an en dash", "—": "an em dash"}
_PLURALS = {"-": "hyphens", "–": "en dashes", "—": "em dashes"}
_MAX_LABEL_LENGTH = 50  # characters; a guess: a hyphen later in a list item does not end its label
_MAX_PER_PASSAGE = 500  # bounds the work on a table of numbers


class _Dash(NamedTuple):
    passage: Passage
    position: int
    kind: str
    text: str


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the dashes and the ranges that are not of the prevailing kind."""
    passages = [each for each in reading.body if "-" in each.text or "–" in each.text or "—" in each.text]
    for found, prevailing in _find_minority(
        [dash for passage in passages for dash in islice(_find_dashes(passage), _MAX_PER_PASSAGE)]
    ):
        message = f'"{found.text}" has {_NAMES[found.kind]} as a dash; others are {_PLURALS[prevailing]}'
        fix = prevailing if found.kind == "-" and prevailing == "–" else None
        yield found.passage.finding(found.position, found.position + 1, message, "use one kind of dash throughout", fix)
    for found, prevailing in _find_minority(
        [each for passage in passages for each in islice(_find_ranges(passage), _MAX_PER_PASSAGE)]
    ):
        message = f'the range "{found.text}" has {_NAMES[found.kind]}; others have {_PLURALS[prevailing]}'
        start = found.position - found.text.index(found.kind)
        hint = "use one kind of dash for ranges throughout"
        yield found.passage.finding(start, start + len(found.text), message, hint)


def _find_minority(found: list[_Dash]) -> Iterator[tuple[_Dash, str]]:
    """Yield those that are not of the prevailing kind, with that kind.

    Of equally common kinds, a hyphen never prevails; otherwise the first one does.
    """
    kinds = [each.kind for each in found]
    if len(set(kinds)) > 1:
        prevailing = max(set(kinds), key=lambda kind: (kinds.count(kind), kind != "-", -kinds.index(kind)))
        yield from ((each, prevailing) for each in found if each.kind != prevailing)


def _find_dashes(passage: Passage) -> Iterator[_Dash]:
    for match in _DASH.finditer(passage.text):
        start, end = match.span()
        if not passage.is_own_wording(start, "em", "link"):
            continue
        kind = match[1] or match[2]
        before, after = passage.text[max(0, start - 25) : start], passage.text[end : end + 25]
        if kind == "-" and _is_label(passage, start, before, after):
            continue
        position = start + len(match[0]) // 2
        yield _Dash(passage, position, kind, f"{before.split()[-1]}{match[0]}{after.split()[0]}")


def _is_label(passage: Passage, start: int, before: str, after: str) -> bool:
    """Return whether a hyphen separates a label from its explanation, or the parts of a name, or numbers."""
    is_head = passage.kind == "item" and start < _MAX_LABEL_LENGTH
    return is_head or not (before.split()[-1][0].islower() or after[0].islower())


def _find_ranges(passage: Passage) -> Iterator[_Dash]:
    for match in _RANGE.finditer(passage.text):
        first, last = match[1], match[3]
        is_numbered = _NUMBERED.search(passage.text, max(0, match.start() - 20), match.start())
        if _is_rising(first, last) and not is_numbered and not passage.is_quoted(match.start()):
            yield _Dash(passage, match.start(2), match[2], match[0])


def _is_rising(first: str, last: str) -> bool:
    if len(first) == 4 and len(last) == 2:
        return int(first[2:]) < int(last)
    return int(first) < int(last) and (len(first) == len(last) or len(last) < 4)
