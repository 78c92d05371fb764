"""The texts of a submission, and the paragraphs of the Word file that it comes from -> where each text is in them.

Texts and paragraphs have the same letters, but other spaces, and the numbers that lists and calls print. A text is
looked for as a whole paragraph, then as a stretch of the letters of all, first behind the text before it; a text that
was changed by the import is compared letter by letter with the paragraphs there.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wsisc.review.paragraph_texts import TextParagraph

_MIN_SURE_LETTERS = 12  # a guess: a text of so many letters that occurs once is nowhere by chance
_MIN_SIMILARITY = 0.6  # a guess: most of the letters, in their order
_MAX_LETTERS = 20_000  # a guess, far above any paragraph: to compare two texts takes quadratic time
_MAX_COMPARED = 30  # paragraphs behind the text before, a guess


# A number or letter before a paragraph: Word counts it, and an import that makes no list of it writes it as words.
_MARKER = re.compile(r"\(?\w{1,8}[.)]\s+|[^\w\s]\s+")


class Stretch(NamedTuple):
    """The characters of a paragraph, by its number, from `start` to `end`."""

    paragraph: int
    start: int
    end: int


class Letters(NamedTuple):
    """The letters and signs of a text, folded, and the offset of each in the text."""

    text: str
    offsets: Sequence[int]


def fold_letters(text: str) -> Letters:
    """Return all of a text but its spaces and invisible characters, with scripts and ligatures as plain letters."""
    if text.isascii():
        offsets = [at for at, character in enumerate(text) if not character.isspace() and character.isprintable()]
        return Letters("".join(text[at] for at in offsets), offsets)
    pairs = [
        (folded, at)
        for at, character in enumerate(text)
        for folded in unicodedata.normalize("NFKC", character)
        if not folded.isspace() and unicodedata.category(folded) not in ("Cf", "Cc", "Mn")
    ]
    return Letters("".join(folded for folded, _ in pairs), [at for _, at in pairs])


@dataclass(frozen=True)
class Page:
    """Paragraphs, and the letters of all of them one behind the other."""

    paragraphs: Sequence[TextParagraph]

    @cached_property
    def folded(self) -> list[Letters]:
        """The letters of each paragraph."""
        return [fold_letters(each.text) for each in self.paragraphs]

    @cached_property
    def text(self) -> str:
        """The letters of all paragraphs."""
        return "".join(each.text for each in self.folded)

    @cached_property
    def starts(self) -> list[int]:
        """Where the letters of each paragraph begin, and the end of the last."""
        starts = [0]
        for each in self.folded:
            starts.append(starts[-1] + len(each.text))
        return starts

    @cached_property
    def by_letters(self) -> dict[str, list[int]]:
        """The numbers of the paragraphs by their letters."""
        found = defaultdict(list)
        for number, each in enumerate(self.folded):
            found[each.text].append(number)
        return found

    def place(self, letter: int) -> tuple[int, int]:
        """Return the paragraph of a letter, and the offset of its character there."""
        number = bisect_right(self.starts, letter) - 1
        return number, self.folded[number].offsets[letter - self.starts[number]]


@dataclass(frozen=True)
class AlignedText:
    """A text, its letters, and for each the number of the letter on the page, -1 for those that are not there."""

    page: Page
    letters: Letters
    positions: Sequence[int]

    @property
    def first(self) -> Stretch | None:
        """The characters in the paragraph where the text begins."""
        return self._join([each for each in self.positions if each >= 0])

    def find(self, start: int, end: int) -> Stretch | None:
        """Return where the characters from `start` to `end` of the text are, None if they are not there exactly."""
        offsets = self.letters.offsets
        inside = range(bisect_left(offsets, start), bisect_left(offsets, end))
        found = [self.positions[at] for at in inside]
        if -1 in found or (found and found[-1] - found[0] != len(found) - 1):
            return None
        before = self._place(inside.start - 1)
        after = self._place(inside.stop)
        if not found:
            is_behind = start == end and inside.start > 0 and offsets[inside.start - 1] + 1 == start
            return _between(before, after, is_behind=is_behind, is_before=start == end and not is_behind)
        stretch = self._join(found)
        if stretch and before and before[0] == stretch.paragraph and start < offsets[inside.start]:
            stretch = stretch._replace(start=before[1] + 1)
        if stretch and after and after[0] == stretch.paragraph and offsets[inside.stop - 1] + 1 < end:
            stretch = stretch._replace(end=after[1])
        return stretch

    def _place(self, at: int) -> tuple[int, int] | None:
        known = 0 <= at < len(self.positions) and self.positions[at] >= 0
        return self.page.place(self.positions[at]) if known else None

    def _join(self, letters: Sequence[int]) -> Stretch | None:
        """Return the stretch of letters that are one behind the other, in the paragraph of the first one."""
        if not letters:
            return None
        number, start = self.page.place(letters[0])
        last = max(each for each in letters if each < self.page.starts[number + 1])
        return Stretch(number, start, self.page.place(last)[1] + 1)


def _between(
    before: tuple[int, int] | None, after: tuple[int, int] | None, *, is_behind: bool, is_before: bool
) -> Stretch | None:
    """Return the spaces between two characters, or the place directly behind the first or before the second one."""
    if is_behind and before:
        return Stretch(before[0], before[1] + 1, before[1] + 1)
    if is_before and after:
        return Stretch(after[0], after[1], after[1])
    is_one = before and after and before[0] == after[0]
    return Stretch(before[0], before[1] + 1, after[1]) if before and after and is_one else None


def align(texts: Sequence[str], page: Page, claimed: Sequence[Stretch] = ()) -> list[AlignedText | None]:
    """Return where each text is on a page, None for those that are not there.

    `claimed` are paragraphs that belong to other texts, if any other has the same words.
    """
    folded = [fold_letters(each) for each in texts]
    search = _Search(page, {each.paragraph for each in claimed})
    counts = Counter(each.text for each in folded)
    sure = [search.find_sure(each.text) if counts[each.text] == 1 else -1 for each in folded]
    following = _next_known(sure, len(page.text))
    found: list[AlignedText | None] = []
    for each, start, limit, text in zip(folded, sure, following, texts, strict=True):
        positions = range(start, start + len(each.text)) if start >= 0 else search.find(each.text, limit)
        search.accept(positions)
        if not positions and (marker := _MARKER.match(text)):
            positions = search.find_without(each, len(fold_letters(marker[0]).text), limit)
        found.append(AlignedText(page, each, positions) if positions else None)
    return found


def _next_known(starts: Sequence[int], end: int) -> list[int]:
    """Return for each text where the next one begins of which that is known."""
    limits = []
    for start in reversed(starts):
        limits.append(end)
        end = start if start >= 0 else end
    return limits[::-1]


@dataclass
class _Search:
    """Looks for one text after the other; `cursor` is behind the last one that was found."""

    page: Page
    claimed: set[int]
    cursor: int = 0

    def find_sure(self, letters: str) -> int:
        """Return where a long text is that is exactly one paragraph, -1 if it is not."""
        known = self.page.by_letters.get(letters, ()) if len(letters) >= _MIN_SURE_LETTERS else ()
        return self.page.starts[known[0]] if len(known) == 1 else -1

    def accept(self, positions: Sequence[int]) -> None:
        """Go on behind a text."""
        if positions and isinstance(positions, range):
            self.cursor = positions.stop
            number = self.page.place(positions.start)[0]
            if len(positions) == len(self.page.folded[number].text):
                self.claimed.add(number)

    def find(self, letters: str, limit: int) -> Sequence[int]:
        """Return where a text is, best before the letter `limit`; empty if it is nowhere."""
        if not letters:
            return ()
        low = self.cursor if self.cursor <= limit else 0
        equal = self.page.by_letters.get(letters, ())
        known = [each for each in equal if each not in self.claimed]
        inside = [each for each in known if low <= self.page.starts[each] < limit]
        # a heading of the author's own is that of a part, and the title of its section as well
        if whole := inside or [each for each in equal if low <= self.page.starts[each] < limit] or known:
            return range(self.page.starts[whole[0]], self.page.starts[whole[0]] + len(letters))
        start = self.page.text.find(letters, low, limit)
        start = self.page.text.find(letters) if start < 0 else start
        return range(start, start + len(letters)) if start >= 0 else self._compare(letters, low, limit)

    def find_without(self, letters: Letters, length: int, limit: int) -> Sequence[int]:
        """Return where a text is without its first letters, a marker that Word counts; empty if it is nowhere."""
        positions = self.find(letters.text[length:], limit)
        self.accept(positions)
        return [*[-1] * length, *positions] if positions else ()

    def _compare(self, letters: str, low: int, limit: int) -> Sequence[int]:
        """Return the positions of the letters of a text in the most similar paragraph, -1 for those that differ."""
        from rapidfuzz import process  # slow to import, and only changed paragraphs need it
        from rapidfuzz.distance import Indel

        first = max(bisect_left(self.page.starts, low) - 1, 0)
        numbers = range(first, min(first + _MAX_COMPARED, bisect_left(self.page.starts, limit), len(self.page.folded)))
        is_comparable = _MIN_SURE_LETTERS <= len(letters) <= _MAX_LETTERS
        texts = {at: self.page.folded[at].text for at in numbers if is_comparable}
        choices = {at: text for at, text in texts.items() if len(text) <= _MAX_LETTERS}
        best = process.extractOne(letters, choices, scorer=Indel.normalized_similarity, score_cutoff=_MIN_SIMILARITY)
        if best is None:
            return ()
        positions = [-1] * len(letters)
        for step in Indel.opcodes(letters, best[0]):
            if step.tag == "equal":
                found = range(step.dest_start, step.dest_end)
                positions[step.src_start : step.src_end] = [self.page.starts[best[2]] + at for at in found]
        return positions
