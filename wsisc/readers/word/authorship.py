"""The attributes of a tracked change or a comment -> who made it and when, each as it may be shown and written.

They are what somebody else's program wrote: a name of any length, with line breaks, and a date that is none.
"""

import re
from collections.abc import Iterable

from lxml import etree

from wsisc.readers.word.content import TrackedChange
from wsisc.readers.word.styles import W
from wsisc.source.characters import HARMFUL

_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T[0-9:.]+(Z|[+-][0-9:]+)?)?")
"""A date as the schema of submissions takes it, and as Word writes it."""
_DELETIONS = (f"{W}del", f"{W}moveFrom", f"{W}cellDel")
_INSERTIONS = (f"{W}ins", f"{W}moveTo", f"{W}cellIns")
_DATED_ELEMENTS = tuple(
    f"{W}{name}"
    for name in ("comment", "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange",
                 "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange")
)  # fmt: skip
_REMOVED_CHARACTERS = re.compile(f"{HARMFUL.pattern}|\u200b")
_SPACES = re.compile(r"\s+")
_MAX_NAME, _MAX_DATE = 500, 40
_MAX_REPORTED = 20


def read_change(properties: etree._Element | None) -> TrackedChange | None:
    """Return the change of a paragraph's mark, a row or a cell that its properties tell of."""
    if properties is None:
        return None
    deleted, inserted = (_first_child(properties, tags) for tags in (_DELETIONS, _INSERTIONS))
    if deleted is not None:
        inserted_by = None if inserted is None else read_author(inserted)
        return TrackedChange("deletion", read_author(deleted), read_date(deleted), inserted_by)
    return None if inserted is None else TrackedChange("insertion", read_author(inserted), read_date(inserted))


def _first_child(properties: etree._Element, tags: tuple[str, ...]) -> etree._Element | None:
    return next(properties.iterchildren(*tags), None)


def read_author(element: etree._Element) -> str:
    """Return who made a change or comment, on one line, "" where it does not say."""
    name = _SPACES.sub(" ", element.get(f"{W}author", ""))
    return _REMOVED_CHARACTERS.sub("", name).strip()[:_MAX_NAME]


def read_date(element: etree._Element) -> str:
    """Return when a change or comment was made, "" where it has no date, or what is none."""
    found = element.get(f"{W}date", "")
    return found if _is_date(found) else ""


def find_invalid_dates(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return what stands for dates in some parts and is none: the beginnings of the first ones, each once."""
    found = (each.get(f"{W}date", "") for root in roots for each in root.iter(*_DATED_ELEMENTS))
    wrong = dict.fromkeys(each[:_MAX_DATE] for each in found if each and not _is_date(each))
    return tuple(wrong)[:_MAX_REPORTED]


def _is_date(text: str) -> bool:
    return len(text) <= _MAX_DATE and _DATE.fullmatch(text) is not None
