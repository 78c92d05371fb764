"""The characters of a Word file -> their addresses: part, paragraph, offset.

A paragraph is counted among all of its part, in the order of the document, with those in text boxes. An offset counts
the characters of a paragraph as the XML has them: hidden and deleted ones too, and one each for a tab, a break, an
equation, a drawing and the reference to a note. So an address is a place in the file, whatever a reader leaves out.
"""

from array import array
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import M, W

type Origins = array[int]
"""One number for each character of a text: its address, or `NOWHERE`. `decode` says what the number means."""

NOWHERE = 0
"""The origin of a character that no file has, such as a space between two paragraphs that were joined."""

PARTS = ("document", "footnotes", "endnotes", "content")
"""The parts with addresses, by their kinds; "content" is that of a content which no reader read from a file."""

_PARAGRAPH, _PART, _MOST = (
    1 << 24,
    1 << 52,
    1 << 63,
)  # an offset has 24 bits, a paragraph 28: bounds.py refuses larger files
_TEXTS = (f"{W}t", f"{W}delText")
_SINGLE = (
    *(f"{W}{name}" for name in ("tab", "ptab", "cr", "br", "noBreakHyphen", "softHyphen", "sym")),
    *(f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")),
    f"{M}oMath",
)
_BOX = f"{W}txbxContent"


class Address(NamedTuple):
    """A place in a Word file: the kind of the part, the number of the paragraph, from 0, and the offset in it."""

    part: str
    paragraph: int
    offset: int


def decode(origin: int) -> Address | None:
    """Return the address that a number of `Origins` means, None for `NOWHERE`."""
    if origin == NOWHERE:
        return None
    part, rest = divmod(origin, _PART)
    return Address(PARTS[part - 1], *divmod(rest, _PARAGRAPH))


def first_of_part(kind: str) -> int:
    """Return the origin of the first character of the first paragraph of a part."""
    return (PARTS.index(kind) + 1) * _PART


def paragraph_of(origin: int) -> int:
    """Return a number that all characters of a paragraph of a file have in common."""
    return origin // _PARAGRAPH


def offset_of(origin: int) -> int:
    """Return the offset of a character in its paragraph."""
    return origin % _PARAGRAPH


def count_paragraph(number: int, length: int) -> Origins:
    """Return the origins of so many characters of a paragraph that is not in a file, by its number."""
    start = len(PARTS) * _PART + number * _PARAGRAPH
    return array("Q", range(start, start + length))


def nowhere(length: int) -> Origins:
    """Return the origins of characters that no file has."""
    return array("Q", [NOWHERE]) * length


def follow(old: str, new: str, origins: Origins) -> Origins:
    """Return the origins of a text that was made from another one, of which it has the beginning and the end.

    Characters of the middle are where that of the old text begins: "TM", raised, is one sign.
    """
    if len(origins) != len(old):
        return nowhere(len(new))
    if len(new) == len(old):
        return origins
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    middle = array("Q", [origins[min(start, len(origins) - 1)] if origins else NOWHERE])
    return origins[:start] + middle * (len(new) - start - end) + origins[len(origins) - end :]


class PartOrigins:
    """The addresses in one part, which is read paragraph by paragraph."""

    def __init__(self, kind: str, root: etree._Element) -> None:
        self._numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
        self._part = first_of_part(kind)
        self._starts: Mapping[etree._Element, int] = {}

    def enter(self, paragraph: etree._Element) -> None:
        """Begin a paragraph: `find` is about the characters in it."""
        first = self.start_of(paragraph)
        self._starts = {leaf: first + offset for leaf, offset, _ in find_leaves(paragraph)}

    def start_of(self, paragraph: etree._Element) -> int:
        """Return the address at which a paragraph begins."""
        return self._part + self._numbers[paragraph] * _PARAGRAPH

    def find(self, leaf: etree._Element, length: int) -> Origins:
        """Return the origins of so many characters that an element of the paragraph holds."""
        start = self._starts.get(leaf)
        if start is None:
            return nowhere(length)
        return array("Q", range(start, start + length)) if leaf.tag in _TEXTS else array("Q", [start]) * length


def find_leaves(
    paragraph: etree._Element, discarded: Set[etree._Element] = frozenset()
) -> Iterator[tuple[etree._Element, int, int]]:
    """Yield the elements of a paragraph that hold characters, with offsets and lengths; not those in its boxes.

    `discarded` are the renderings of the part that do not count, if they are still in it (`ooxml.renderings`).
    """
    has_boxes = next(paragraph.iter(_BOX), None) is not None
    at = 0
    for leaf in paragraph.iter(*_TEXTS, *_SINGLE):
        if has_boxes and next(leaf.iterancestors(f"{W}p")) is not paragraph:
            continue
        if discarded and not discarded.isdisjoint(leaf.iterancestors()):
            continue
        length = len(leaf.text or "") if leaf.tag in _TEXTS else 1
        yield leaf, at, length
        at += length


def concatenate(parts: Iterable[Origins]) -> Origins:
    """Return the origins of texts that follow one another."""
    joined = array("Q")
    for part in parts:
        joined.extend(part)
    return joined


class Coverage:
    """The characters that some texts cover, as stretches of addresses."""

    def __init__(self, texts: Iterable[Origins]) -> None:
        self.stretches: list[tuple[int, int]] = []
        for start, end in sorted(stretch for text in texts for stretch in find_stretches(text)):
            if self.stretches and start <= self.stretches[-1][1]:
                self.stretches[-1] = (self.stretches[-1][0], max(end, self.stretches[-1][1]))
            else:
                self.stretches.append((start, end))

    def __contains__(self, origin: int) -> bool:
        at = bisect(self.stretches, (origin, _MOST)) - 1
        return at >= 0 and self.stretches[at][0] <= origin < self.stretches[at][1]


def find_stretches(origins: Origins) -> Iterator[tuple[int, int]]:
    """Yield the stretches of addresses that follow one another, each with its end; nothing for `NOWHERE`."""
    if origins and origins == array("Q", range(origins[0], origins[0] + len(origins))):  # the usual case, fast
        yield origins[0], origins[0] + len(origins)
        return
    start = 0
    for at in range(1, len(origins) + 1):
        if at == len(origins) or origins[at] != origins[at - 1] + 1:
            if origins[start] != NOWHERE:
                yield origins[start], origins[at - 1] + 1
            start = at
