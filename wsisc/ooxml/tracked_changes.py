"""What is inserted or deleted, and by whom -> the elements of tracked changes (ECMA-376, Part 1, 17.13.5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from lxml import etree

from wsisc.ooxml.names import W

_DELETED_TAGS = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


def create_change(tag: str, id: str, author: str, date: str = "") -> etree._Element:
    """Return an element that states a change; its date is in ISO 8601, "" for none."""
    dated = {f"{W}date": date} if date else {}
    return etree.Element(tag, {f"{W}id": id, f"{W}author": author, **dated})


def mark_deleted(run: etree._Element) -> None:
    """Give the words of a run the tags that they have in a deletion."""
    for each in list(run.iter(*_DELETED_TAGS)):
        each.tag = _DELETED_TAGS[str(each.tag)]


def next_id(elements: Iterable[etree._Element], first: int) -> int:
    """Return a number that none of the elements has as its id, at least `first`."""
    ids = (each.get(f"{W}id", "") for each in elements)
    return max((int(id) + 1 for id in ids if id.isdecimal()), default=first)


@dataclass(frozen=True)
class FreeIds:
    """Ids that nothing in a part has; those that it has are read once, when the first one is needed."""

    root: etree._Element

    @cached_property
    def _numbers(self) -> Iterator[int]:
        return count(next_id(self.root.iter(etree.Element), 1))

    def take(self) -> str:
        """Return an id that nothing has yet."""
        return str(next(self._numbers))
