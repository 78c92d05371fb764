"""Some enumerations have a comma before the last "and", others have none.

United Nations style has none ("organs, organizations and bodies"), except between verbs. A document must be consistent.

Fails::

    parts:
      one:
        text: |
          They offer webinars, newsletters, courses and manuals. They serve judges, lawyers, prosecutors, and officials.

Passes::

    parts:
      one:
        text: |
          They offer webinars, newsletters, courses and manuals. In 2022, however, and after training lawyers, writing
          manuals, and opening schools, they stopped.

Reference: United Nations Editorial Manual, Punctuation: the comma before the last item of a series. A comma before
the last item is a slip of its own in French, Russian and Spanish, and usual in Arabic, so that there are not two
styles to mix: the rule is silent there.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Passage, Reading
from wsisc.lint.occurrences import Occurrence
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_CONJUNCTION = r" (?:and|or) (?=\w)"
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,3}"
_ITEM_TO_END = r"[\w'’-]+(?: [\w'’-]+){0,3}(?=[.;:)]|$)"
_START = r"[.;:!?(] ?|\b(?:such as|including|namely) "
_NOT_AN_ITEM = (
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|will|can|may|must|should|would|could|which|that|who|whose|where|when|while|if|it"
    r"|they|we|he|she|this|these|those|there|however|therefore|thus|then|also|including|not|to|e\.g|respectively|too|so|indeed)\b"
    r"|^(?:in|on|at|by|with|for|from|of|through|during|under|as|into|via|among|within|and|or|both|either|between|together"
    r"|along|such|like|especially|particularly|notably|mainly|mostly|except|namely|later)\b"
)
_OPENING = (
    r"(?i)(?:in|on|at|by|with|for|from|of|through|during|under|as|since|following|while|when|if|after|before|to|upon|among|within|given"
    r"|building|using|moreover|furthermore|additionally|also|first|second|third|finally|however|therefore|[a-z]+ly)\b"
)
_MAX_LENGTH = 500  # characters of an enumeration: keeps the check linear in the length of a paragraph
_MAX_FINDINGS = 5  # they all say the same
_MAX_MINORITY = 0.4  # a guess: up to this share, enumerations without a comma are the exception, against the style


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the enumerations of the clear minority, otherwise those with a comma."""
    found = [series for passage in reading.body for series in _find_series(passage)]
    with_comma = [each for each in found if each.kind == "a"]
    without_comma = [each for each in found if each.kind == "no"]
    if not with_comma or not without_comma:
        return
    reported = without_comma if len(without_comma) <= _MAX_MINORITY * len(found) else with_comma
    counts = t("{number} enumerations have one, {others} have none", number=len(with_comma), others=len(without_comma))
    for each in reported[:_MAX_FINDINGS]:
        message = t('"{text}" has no comma before the last item; {counts}', text=each.text, counts=counts)
        if each.kind == "a":
            message = t('"{text}" has a comma before the last item; {counts}', text=each.text, counts=counts)
        hint = t("use one style throughout; United Nations style has no comma here")
        yield each.passage.finding(each.start, each.end, message, hint)


def _find_series(passage: Passage) -> Iterator[Occurrence]:
    """Yield the enumerations of short items that are certain, as those with "a" comma or "no" comma."""
    text = passage.text
    begin = 0
    for match in re.finditer(_CONJUNCTION, text):
        last = re.compile(_ITEM_TO_END).match(text, match.end())
        if not last or re.search(_NOT_AN_ITEM, last[0]) or last[0].endswith("ed"):
            continue
        has_comma = text.startswith(",", match.start() - 1)
        stop = match.start() - has_comma
        begin = max(begin, stop - _MAX_LENGTH)
        for mark in re.compile(_START).finditer(text, begin, stop):
            begin = mark.end()
        items = text[begin:stop].split(", ")
        if _is_series(items, last[0]) and not passage.is_quoted(stop):
            start = stop - len(items[-1].rpartition(" ")[2])
            yield Occurrence(passage, start, match.end() - 1, "a" if has_comma else "no")


def _is_series(before: list[str], last: str) -> bool:
    """Return whether the pieces before a conjunction, split at commas, form one enumeration with the last item."""
    if len(before) < 2 or not re.fullmatch(_ITEM, before[-1]) or re.search(_NOT_AN_ITEM, before[-1]):
        return False
    if _are_verbs(before[-1], last):
        return False
    middle = [each for each in before[1:-1] if re.fullmatch(_ITEM, each) and not re.search(_NOT_AN_ITEM, each)]
    if len(before) > 2:
        return len(middle) == len(before) - 2 or before[-2] in middle
    is_place = before[-1][0].isupper() and before[0].rpartition(" ")[2][:1].isupper()
    return not re.match(_OPENING, before[0]) and not is_place


def _are_verbs(one: str, other: str) -> bool:
    """Return whether two items seem to begin with verbs: United Nations style has a comma between verbs."""
    (first, _, object_of_first), (second, _, object_of_second) = one.partition(" "), other.partition(" ")
    endings = ("ed", "ing", "s") if object_of_first and object_of_second else ("ed", "ing")
    return any(first.endswith(ending) and second.endswith(ending) for ending in endings)
