"""The attributes of a tracked change or a comment -> its author and date, safe to show and to write.

Other programs wrote them: a name may have any length and contain line breaks, and a date may be invalid.
"""

import re
from collections.abc import Iterable

from lxml import etree

from wsisc.ooxml.names import W
from wsisc.readers.word.content import TrackedChange
from wsisc.text.sanitize import harmful

# A date as the schema of submissions accepts it, and as Word writes it.
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T[0-9:.]+(Z|[+-][0-9:]+)?)?")
_DELETIONS = (f"{W}del", f"{W}moveFrom", f"{W}cellDel")
_INSERTIONS = (f"{W}ins", f"{W}moveTo", f"{W}cellIns")
_DATED_ELEMENTS = tuple(
    f"{W}{name}"
    for name in ("comment", "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange",
                 "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange")
)  # fmt: skip
_REMOVED_CHARACTERS = re.compile(f"{harmful().pattern}|\u200b")
_SPACES = re.compile(r"\s+")
# Guesses: longer names and dates are damage or an attack, and more invalid dates say nothing new.
_MAX_NAME, _MAX_DATE = 500, 40
_MAX_REPORTED = 20


def read_change(properties: etree._Element | None) -> TrackedChange | None:
    """Return the change that the properties of a paragraph mark, a row or a cell record."""
    if properties is None:
        return None
    deleted, inserted = (next(properties.iterchildren(*tags), None) for tags in (_DELETIONS, _INSERTIONS))
    if deleted is not None:
        inserted_by = None if inserted is None else read_author(inserted)
        return TrackedChange("deletion", read_author(deleted), read_date(deleted), inserted_by)
    return None if inserted is None else TrackedChange("insertion", read_author(inserted), read_date(inserted))


def read_author(element: etree._Element) -> str:
    """Return the author of a change or comment on one line, or "" if it has none."""
    name = _SPACES.sub(" ", element.get(f"{W}author", ""))
    return _REMOVED_CHARACTERS.sub("", name).strip()[:_MAX_NAME]


def read_date(element: etree._Element) -> str:
    """Return the date of a change or comment, or "" if it has none or an invalid one."""
    found = element.get(f"{W}date", "")
    return found if _is_date(found) else ""


def find_invalid_dates(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the distinct invalid dates in some parts: the beginnings of the first ones."""
    found = (element.get(f"{W}date", "") for root in roots for element in root.iter(*_DATED_ELEMENTS))
    wrong = dict.fromkeys(date[:_MAX_DATE] for date in found if date and not _is_date(date))
    return tuple(wrong)[:_MAX_REPORTED]


def _is_date(text: str) -> bool:
    return len(text) <= _MAX_DATE and _DATE.fullmatch(text) is not None
