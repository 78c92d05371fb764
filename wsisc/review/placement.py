"""The diagnostics of an imported submission -> the words of the Word file that each is about.

A diagnostic about characters is at exactly these; one about a value at its words, or at the heading of its section or
part. What is about nothing in the file, such as a missing part, has no place: the summary has it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from wsisc.document.prose import Passage, Reading, part_ids
from wsisc.importer.account.word_accounting import MisreadValue
from wsisc.messages.diagnostic import DataPath, Diagnostic
from wsisc.review.paragraph_texts import TextParagraph
from wsisc.review.word_places import PlacedPassage, Stretch, WordPlaces, place_passages
from wsisc.source import model
from wsisc.source.model import Submission

UNPLACED = "unplaced"
"""The key of the words that belong to no part."""


class Placed(NamedTuple):
    """A diagnostic and its place: `stretch` is None if it has none; `is_exact` is whether it holds exactly its words.

    `quote` are the words that it is about, which a comment quotes that is not at exactly these. `is_layout` is whether
    the file has something else than a space among them: the end of a paragraph or line, a tab, or room to write in.
    """

    diagnostic: Diagnostic
    stretch: Stretch | None = None
    quote: str = ""
    is_exact: bool = False
    is_layout: bool = False


class Heading(NamedTuple):
    """The heading of a part in a file: its words, and the origin of its first letter."""

    text: str
    origin: int


@dataclass(frozen=True)
class PlacedText:
    """A submission in the paragraphs of its Word file.

    `origins` are those of the letters of its texts and values, `headings` the headings of parts, by path; `figures` are
    the origins of figures by name. `misread` are the values that it cannot have, by the paths of their fields.
    """

    submission: Submission
    paragraphs: Sequence[TextParagraph] = ()
    origins: Mapping[DataPath, Sequence[int]] = field(default_factory=dict)
    headings: Mapping[DataPath, Heading] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    misread: Mapping[DataPath, MisreadValue] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages, those under `unplaced` too."""
        return read_passages(self.submission)

    @cached_property
    def _places(self) -> WordPlaces:
        return WordPlaces(self.paragraphs)

    @cached_property
    def _placed_passages(self) -> Mapping[int, PlacedPassage]:
        origins_by_path = {_of_unplaced(path): origins for path, origins in self.origins.items()}
        return place_passages(self.passages, origins_by_path, self._places)

    @cached_property
    def _placed_headings(self) -> Mapping[DataPath, Stretch]:
        """The paragraphs of the headings of parts."""
        places = {path: self._places.find(heading.origin) for path, heading in self.headings.items()}
        return {path: self._whole(place[0]) for path, place in places.items() if place}

    def _whole(self, number: int) -> Stretch:
        """Return all of a paragraph but the spaces at its ends."""
        text = self.paragraphs[number].text
        return Stretch(number, len(text) - len(text.lstrip()), len(text.rstrip()))

    @cached_property
    def _placed_values(self) -> Mapping[DataPath, Stretch]:
        """The places of the values that a field cannot have."""
        found = {path: self._places.find_stretch(value.origins) for path, value in self.misread.items()}
        return {path: stretch for path, stretch in found.items() if stretch}

    @property
    def headed(self) -> Collection[tuple[str, ...]]:
        """The parts whose headings are in the file, by their ids."""
        return {part_ids(path) for path in self._placed_headings}

    def find(self, passage: int, start: int, end: int) -> Stretch | None:
        """Return where characters of a passage are, None if they are not in the file as such."""
        placed = self._placed_passages.get(passage)
        return placed.find(start, end) if placed else None

    def is_layout(self, passage: int, start: int, end: int) -> bool:
        """Return whether characters of a passage are in several paragraphs of the file, or are a space or marks, among
        which the file has a tab, a line break or several spaces: room for a signature, or columns.
        """
        placed = self._placed_passages.get(passage)
        around = placed.find_around(start, end) if placed else []
        if len({number for number, _ in around}) != 1:
            return bool(around)
        words = self.passages[passage].display_text[start:end]
        between = self.paragraphs[around[0][0]].text[around[0][1] + 1 : around[-1][1]]
        has_words = any(map(str.isalnum, words)) or not any(map(str.isspace, words))
        return not has_words and re.search(r"\s{2}|[\t\n\u3000]", between) is not None

    def _find_first(self, passage: int) -> Stretch | None:
        """Return the first paragraph of a passage, None if it is not in the file."""
        placed = self._placed_passages.get(passage)
        return placed.first if placed else None

    @cached_property
    def _by_path(self) -> Mapping[DataPath, list[int]]:
        numbers: dict[DataPath, list[int]] = {}
        for at, passage in enumerate(self.passages):
            numbers.setdefault(passage.path, []).append(at)
        return numbers

    def place(self, diagnostic: Diagnostic) -> Placed:
        """Return a diagnostic with its place."""
        path = _of_unplaced(diagnostic.path)
        if path[-1:] == ("sections",):  # all headings of a part together
            return Placed(diagnostic)
        if diagnostic.offsets and path in self._by_path:
            return self._place_characters(diagnostic, path, *diagnostic.offsets)
        stretch, quote = self._find_value(path)
        return Placed(diagnostic, stretch, quote, stretch is not None)

    def _place_characters(self, diagnostic: Diagnostic, path: DataPath, start: int, end: int) -> Placed:
        """Return a diagnostic about characters of a text with its place, otherwise that of the paragraph around."""
        at = self.passage_at(path, start, end)
        passage = self.passages[at]
        first, last = find_characters(passage, start, end)
        is_layout = self.is_layout(at, first, last)
        stretch = self.find(at, first, last)
        if stretch and stretch.start < stretch.end:
            return Placed(diagnostic, stretch, passage.display_text[first:last], True, is_layout)
        first, last = _extend_to_word(passage.display_text, first, last)
        stretch = self.find(at, first, last)
        quote = passage.display_text[first:last].strip()
        if stretch and stretch.start < stretch.end:
            return Placed(diagnostic, stretch, quote, True, is_layout)
        return Placed(diagnostic, self._find_first(at), quote, is_layout=is_layout)

    def numbers_at(self, path: DataPath) -> Sequence[int]:
        """Return the numbers of the passages of the text at a path."""
        return self._by_path.get(path, ())

    def passage_at(self, path: DataPath, start: int, end: int) -> int:
        """Return the number of the passage that has characters of the text at a path, otherwise of the nearest one."""
        numbers = [at for at in self._by_path[path] if self.passages[at].starts]
        if not numbers:
            return self._by_path[path][0]
        following = bisect_right(numbers, start, key=lambda at: self.passages[at].starts[0])
        if following in (0, len(numbers)):
            return numbers[max(following - 1, 0)]
        before, after = numbers[following - 1], numbers[following]
        is_of_next = self.passages[after].starts[0] - end < start - self.passages[before].ends[-1]
        return after if is_of_next else before

    def _find_value(self, path: DataPath) -> tuple[Stretch | None, str]:
        """Return where a value is, and its words: its own, or those of the heading above it."""
        name = _name_of(path, "figures")
        if name in self.figures:
            figure = self.submission.figures[name]
            return self._places.find_holder(self.figures[name]), figure.caption or figure.alt or name
        if quoted := self._find_misread(path) or self._find_quote(path):
            return quoted
        for end in range(len(path), 0, -1):
            inner = path[:end]
            if inner in self._placed_headings:
                return self._placed_headings[inner], self.headings[inner].text
            for candidate in (inner, (*inner, "title"), (*inner, "caption"), (*inner, "name")):
                numbers = self._by_path.get(candidate, [])
                is_text = candidate[-1:] == ("text",) and candidate[:1] == ("parts",)
                first = self._find_first(numbers[0]) if numbers and not is_text else None
                if first:
                    return first, self.passages[numbers[0]].display_text
            if link := self._find_link(inner):
                return link
        return self._find_first_words(path)

    def _find_misread(self, path: DataPath) -> tuple[Stretch, str] | None:
        """Return the words that a field cannot have."""
        return (self._placed_values[path], self.misread[path].text) if path in self._placed_values else None

    def _find_quote(self, path: DataPath) -> tuple[Stretch, str] | None:
        """Return the words that a comment is on."""
        quote = "".join(comment.quote for place, comment in model.comments(self.submission) if place == path)
        for at, passage in enumerate(self.passages if quote else ()):
            start = passage.display_text.find(quote)
            stretch = self.find(at, start, start + len(quote)) if start >= 0 else None
            if stretch:
                return stretch, quote
        return None

    def _find_link(self, path: DataPath) -> tuple[Stretch, str] | None:
        """Return the words of the link that a path names."""
        name = _name_of(path, "links")
        targets = {name, self.submission.links.get(name)} if name else ()
        for at, passage in enumerate(self.passages if targets else ()):
            for mark in passage.marks_of_kind("link"):
                stretch = self.find(at, mark.start, mark.end) if mark.target in targets else None
                if stretch:
                    return stretch, passage.display_text[mark.start : mark.end]
        return None

    def _find_first_words(self, path: DataPath) -> tuple[Stretch | None, str]:
        """Return the first heading within a part that has none in the file, otherwise its first paragraph."""
        ids = part_ids(path)
        headings = self._placed_headings.items()
        inner = [(stretch, heading) for heading, stretch in headings if ids and part_ids(heading)[: len(ids)] == ids]
        if inner:
            stretch, first = min(inner)
            return stretch, self.headings[first].text
        for at, passage in enumerate(self.passages if ids else ()):
            first_words = self._find_first(at) if part_ids(passage.path)[: len(ids)] == ids else None
            if first_words and first_words not in self._placed_values.values():  # these have comments of their own
                return first_words, passage.display_text
        return None, ""


def read_passages(submission: Submission) -> tuple[Passage, ...]:
    """Return the passages of a submission, those under `unplaced` as those of a part of that name."""
    unplaced = submission.unplaced
    parts = (*submission.parts, *([unplaced._replace(id=UNPLACED)] if unplaced else ()))
    return Reading(submission._replace(parts=parts, unplaced=None), None).passages


def _name_of(path: DataPath, key: str) -> str:
    """Return the name under a key that a path leads to, "" if it leads elsewhere."""
    return str(path[1]) if len(path) > 1 and path[0] == key else ""


def _of_unplaced(path: DataPath) -> DataPath:
    return ("parts", *path) if path[:1] == (UNPLACED,) else path


def find_characters(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a passage that come from a range of its source, none if only markup is there."""
    first = bisect_left(passage.starts, start)
    return first, max(first, bisect_right(passage.ends, max(end, start)))


def _extend_to_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the word at a range that has no characters."""
    if start == len(text) or text[start].isspace():
        start = len(text[:start].rstrip())
        while start > 0 and not text[start - 1].isspace():
            start -= 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    end = max(end, start)
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
