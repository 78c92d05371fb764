"""The origins of a submission's letters, and the paragraphs of its Word file -> where each of its words is.

Nothing is searched: each letter of the submission has the address that it has in the file. What has no address, such as
a number that Word counts, has no place.
"""

from bisect import bisect, bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wsisc.document.prose import Passage
from wsisc.importer.normalize import is_invisible
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.origins import NOWHERE, paragraph_of
from wsisc.review.paragraph_texts import TextParagraph


class Stretch(NamedTuple):
    """The characters of a paragraph, by its number, from `start` to `end`."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class WordPlaces:
    """The paragraphs of a file, in which each character is found by its origin."""

    paragraphs: Sequence[TextParagraph]

    @cached_property
    def _stretches(self) -> list[tuple[int, int, int, int]]:
        """The stretches of characters whose origins follow one another: origin, length, paragraph, first character."""
        stretches = []
        for number, paragraph in enumerate(self.paragraphs):
            start = 0
            for at in range(1, len(paragraph.origins) + 1):
                if at == len(paragraph.origins) or paragraph.origins[at] != paragraph.origins[at - 1] + 1:
                    stretches.append((paragraph.origins[start], at - start, number, start))
                    start = at
        return sorted(stretches)

    @cached_property
    def _starts(self) -> list[int]:
        return [stretch[0] for stretch in self._stretches]

    def find(self, origin: int) -> tuple[int, int] | None:
        """Return the paragraph of a character and its number there, None if it is in none."""
        at = bisect(self._starts, origin) - 1
        if origin == NOWHERE or at < 0:
            return None
        first, length, paragraph, start = self._stretches[at]
        return (paragraph, start + origin - first) if origin < first + length else None

    def find_stretch(self, origins: Sequence[int]) -> Stretch | None:
        """Return the place of characters that follow one another, None if they are in no paragraph."""
        return _join([place for origin in origins if (place := self.find(origin))])

    def find_holder(self, origin: int) -> Stretch | None:
        """Return the place of a paragraph that has no words of its own, such as that of an image."""
        address = paragraph_of(origin)
        number = next((at for at, paragraph in enumerate(self.paragraphs) if paragraph.address == address), None)
        return None if number is None else Stretch(number, 0, 0)


class PlacedPassage:
    """A passage, and the place of each of its letters, None for those that are not in the file."""

    def __init__(self, passage: Passage, origins: Sequence[int], places: WordPlaces) -> None:
        self.offsets = letter_offsets(passage.display_text)
        self.positions = [places.find(origin) for origin in origins]

    @property
    def first(self) -> Stretch | None:
        """The characters in the paragraph where the passage begins."""
        return _join([position for position in self.positions if position])

    def find(self, start: int, end: int) -> Stretch | None:
        """Return where the characters from `start` to `end` of the passage are, None if they are not in the file."""
        inside = range(bisect_left(self.offsets, start), bisect_left(self.offsets, end))
        found = [self.positions[at] for at in inside]
        before, after = self._position(inside.start - 1), self._position(inside.stop)
        if not found:
            is_after = start == end and inside.start > 0 and self.offsets[inside.start - 1] + 1 == start
            return _between(before, after, is_after=is_after, is_before=start == end and not is_after)
        known = [position for position in found if position]
        stretch = _join(known) if len(known) == len(found) else None
        if stretch and before and before[0] == stretch.paragraph and start < self.offsets[inside.start]:
            stretch = stretch._replace(start=before[1] + 1)
        if stretch and after and after[0] == stretch.paragraph and self.offsets[inside.stop - 1] + 1 < end:
            stretch = stretch._replace(end=after[1])
        return stretch

    def find_around(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the letters from `start` to `end` of the passage are, with those beside spaces at its ends."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        first -= self.offsets[first : first + 1] != [start]
        last += self.offsets[max(last - 1, 0) : last] != [end - 1]
        return [position for position in self.positions[max(first, 0) : last] if position]

    def _position(self, at: int) -> tuple[int, int] | None:
        return self.positions[at] if 0 <= at < len(self.positions) else None


def place_passages(
    passages: Sequence[Passage], origins: Mapping[DataPath, Sequence[int]], places: WordPlaces
) -> dict[int, PlacedPassage]:
    """Return the passages of the texts that have origins, by their numbers."""
    numbers: dict[DataPath, list[int]] = {}
    for number, passage in enumerate(passages):
        if not passage.is_figure:
            numbers.setdefault(passage.path, []).append(number)
    placed = {}
    for path, passage_numbers in numbers.items():
        known = origins.get(path, ())
        lengths = [len(letter_offsets(passages[number].display_text)) for number in passage_numbers]
        if sum(lengths) != len(known):  # no place is better than a wrong one
            continue
        at = 0
        for number, length in zip(passage_numbers, lengths, strict=True):
            placed[number] = PlacedPassage(passages[number], known[at : at + length], places)
            at += length
    return placed


def letter_offsets(text: str) -> list[int]:
    """Return the offsets of the visible characters of a text, which have origins."""
    return [at for at, character in enumerate(text) if not (character.isspace() or is_invisible(character))]


def _join(positions: Sequence[tuple[int, int]]) -> Stretch | None:
    """Return the stretch of characters that follow one another, in the paragraph of the first one."""
    if not positions:
        return None
    paragraph, start = positions[0]
    return Stretch(paragraph, start, max(at for number, at in positions if number == paragraph) + 1)


def _between(
    before: tuple[int, int] | None, after: tuple[int, int] | None, *, is_after: bool, is_before: bool
) -> Stretch | None:
    """Return the spaces between two characters, or the place directly after the first or before the second one."""
    if is_after and before:
        return Stretch(before[0], before[1] + 1, before[1] + 1)
    if is_before and after:
        return Stretch(after[0], after[1], after[1])
    is_one = before and after and before[0] == after[0]
    return Stretch(before[0], before[1] + 1, after[1]) if before and after and is_one else None
