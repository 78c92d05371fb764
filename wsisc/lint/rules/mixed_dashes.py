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

from wsisc.document.prose import Passage, Reading
from wsisc.lint.occurrences import Occurrence, find_minority
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING

_DASH = r"(?<=[\w)\]”\"’,;]) ([-–—]) (?=[\w(\[“\"‘])|(?<=[^\W\d])(—)(?=[^\W\d])"
_RANGE = r"(?<![\w/.,:+–-])(\d{1,4})([-–])(\d{1,4})(?![\w/+–-]|[.,:]\d)"
_NUMBERED = (
    r"(?i)\b(?:nos?|numbers?|laws?|acts?|decrees?|regulations?|resolutions?|decisions?|directives?|orders?|standards?|tel|isbn"
    r"|issn|doi|rec|rev|phone|fax|code)\.?:?[ (]*$"
)
_NAMES = {"-": t("a hyphen"), "–": t("an en dash"), "—": t("an em dash")}
_PLURALS = {"-": t("hyphens"), "–": t("en dashes"), "—": t("em dashes")}
_PUNCTUATED = ("es", "fr", "ru")  # the rule punctuation has every hyphen as a dash there
_MAX_LABEL_LENGTH = 50  # characters; a guess: a hyphen later in a list item does not end its label
_MAX_PER_PASSAGE = 500  # bounds the work on a table of numbers


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the dashes and the ranges that are not of the prevailing kind."""
    passages = [each for each in reading.body if "-" in each.text or "–" in each.text or "—" in each.text]
    dashes = [each for passage in passages for each in islice(_find_dashes(passage), _MAX_PER_PASSAGE)]
    if reading.submission.language in _PUNCTUATED:
        dashes = [dash for dash in dashes if dash.kind != "-"]
    for found, usual, _ in find_minority(dashes, "-"):
        shown = f"{_word_before(found)}{found.text}{found.passage.text[found.end : found.end + 25].split()[0]}"
        message = t(
            '"{shown}" has {names} as a dash; others are {plurals}',
            shown=shown,
            names=_NAMES[found.kind],
            plurals=_PLURALS[usual],
        )
        fix = usual if found.kind == "-" and usual == "–" else None
        position = found.start + len(found.text) // 2
        yield found.passage.finding(position, position + 1, message, t("use one kind of dash throughout"), fix)
    ranges = [each for passage in passages for each in islice(_find_ranges(passage), _MAX_PER_PASSAGE)]
    for found, usual, _ in find_minority(ranges, "-"):
        message = t(
            'the range "{text}" has {names}; others have {plurals}',
            text=found.text,
            names=_NAMES[found.kind],
            plurals=_PLURALS[usual],
        )
        yield found.passage.finding(found.start, found.end, message, t("use one kind of dash for ranges throughout"))


def _word_before(dash: Occurrence) -> str:
    return dash.passage.text[max(0, dash.start - 25) : dash.start].split()[-1]


def _find_dashes(passage: Passage) -> Iterator[Occurrence]:
    for match in re.finditer(_DASH, passage.text):
        found = Occurrence(passage, *match.span(), kind=match[1] or match[2])
        if passage.is_own_wording(found.start, "em", "link") and not (found.kind == "-" and _is_label(found)):
            yield found


def _is_label(hyphen: Occurrence) -> bool:
    """Return whether a hyphen separates a label from its explanation, or the parts of a name, or numbers."""
    is_head = hyphen.passage.kind == "item" and hyphen.start < _MAX_LABEL_LENGTH
    return is_head or not (_word_before(hyphen)[0].islower() or hyphen.passage.text[hyphen.end].islower())


def _find_ranges(passage: Passage) -> Iterator[Occurrence]:
    for match in re.finditer(_RANGE, passage.text):
        first, last = match[1], match[3]
        is_numbered = re.compile(_NUMBERED).search(passage.text, max(0, match.start() - 20), match.start())
        if _is_rising(first, last) and not is_numbered and not passage.is_quoted(match.start()):
            yield Occurrence(passage, *match.span(), kind=match[2])


def _is_rising(first: str, last: str) -> bool:
    if len(first) == 4 and len(last) == 2:
        return int(first[2:]) < int(last)
    return int(first) < int(last) and (len(first) == len(last) or len(last) < 4)
