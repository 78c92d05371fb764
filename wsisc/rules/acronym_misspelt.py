"""An acronym looks like another one of the text with its letters mixed up.

It is unknown and never expanded, while one that differs by a letter or two neighbours is; a reader looks in vain for
what it means.

Fails::

    parts:
      one:
        text: |
          Information and communications technologies (ICTs) help. ITC-based tools help, and ICTs do.

Passes::

    parts:
      one:
        text: |
          The International Trade Centre (ITC) uses information and communications technologies (ICTs). ITC and
          UNDP, UNEP and UNCTAD, ESCAP and ESCWA work with ICTs.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: one abbreviation for one name.
"""

import re
from collections.abc import Iterator

from wsisc import acronyms
from wsisc.acronyms import Acronyms, Use, lists
from wsisc.diagnostic import Finding, Severity
from wsisc.prose import Reading

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_AFTER_ANOTHER = re.compile(r"[A-Z]{2}s?(?:,|,? and|,? or|/|,? with) ?$")
_BEFORE_ANOTHER = re.compile(r"(?:,|,? and|,? or|/|,? with) ?[A-Z]{2}")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every use of an acronym that was meant to be another one of the text."""
    found = acronyms.of(reading)
    known = lists.load().mistaken
    meant = {each.use.key: each.right for each in found.definitions if each.right}
    for name, uses in found.plain.items():
        right = meant.get(name) or (_mistaken(reading, found, name) if name in known else _nearest(found, name))
        for use in uses if right else ():
            if not use.passage.is_quoted(use.start):
                yield _finding(use, right, is_certain=name in meant or name not in known)


def _finding(use: Use, right: str, is_certain: bool) -> Finding:
    passage = use.passage
    written = passage.text[use.start : use.end]
    wanted = right + written[len(use.key) :]
    fix = acronyms.replacement(passage, use.start, use.end, wanted) if is_certain else None
    return passage.finding(use.start, use.end, f'"{written}" where "{wanted}" is meant', f'write "{wanted}"', fix)


def _mistaken(reading: Reading, found: Acronyms, name: str) -> str:
    """Return what an acronym that is often written for another one stands for here: ITC for ICT."""
    entry = lists.load().mistaken[name]
    if name in found.expanded or entry["for"] not in (found.plain.keys() | found.expanded):
        return ""
    is_named = any(entry["unless"] in passage.text for passage in reading.passages)
    return "" if is_named or any(map(_is_listed, found.plain[name])) else entry["for"]


def _is_listed(use: Use) -> bool:
    """Tell whether an acronym stands among others, as that of an organization does: UNCTAD, ITC and WTO."""
    before, after = use.passage.text[max(use.start - 12, 0) : use.start], use.passage.text[use.end : use.end + 12]
    return bool(_AFTER_ANOTHER.search(before) or _BEFORE_ANOTHER.match(after))


def _nearest(found: Acronyms, name: str) -> str:
    """Return the acronym of the text that an unknown one was meant to be, or ""."""
    if not name.isupper() or name in found.expanded or lists.load().know(name) or len(name) < 3:
        return ""
    count = len(found.plain[name])
    for other in (*found.fitting, found.own, *(lists.load().full_forms.keys() & found.plain.keys())):
        others = len(found.plain.get(other, ())) + len(found.fitting.get(other, ()))
        if _is_swapped(name, other) and (count < others if len(name) > 3 else count * 3 <= others):
            return other
        if _is_off_by_one(name, other) and count == 1 and others > 2:
            return other
    return ""


def _is_swapped(name: str, other: str) -> bool:
    """Tell whether two neighbours changed places."""
    differ = [at for at in range(len(name)) if name[at] != other[at]] if len(name) == len(other) else []
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(name) == sorted(other)


def _is_off_by_one(name: str, other: str) -> bool:
    """Tell whether a letter within a long acronym is missing, too many or another one."""
    if abs(len(name) - len(other)) > 1 or min(len(name), len(other)) < (6 if len(name) == len(other) else 5):
        return False
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    longer, shorter = sorted((name, other), key=len, reverse=True)
    rest = shorter[start + 1 :] if len(longer) == len(shorter) else shorter[start:]
    return start > 0 and rest != "" and longer[start + 1 :] == rest
