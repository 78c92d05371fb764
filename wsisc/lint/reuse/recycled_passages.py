"""Submissions, and earlier or parallel ones -> the passages that are in both, and their share of the words.

Every second run of eight words of the texts to compare with is indexed, and all runs of a text are looked up: so each
run of nine or more equal words is found. (Winnowing, which samples both sides in the same way, is for texts of which
neither side can be looked up completely.) From each hit the passage is extended in both directions, across gaps of up
to three changed words: a year, a number. Time and memory grow with the number of words alone.
"""

import re
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, product
from typing import NamedTuple

from wsisc import source
from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.document import prose
from wsisc.document.prose import Passage, Reading
from wsisc.lint.reuse import original_words
from wsisc.lint.reuse.original_words import CallRuns
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Span
from wsisc.source import Source, model

MIN_WORDS = 15
"""The minimum of equal words of a passage that is reported."""

_GRAM_LENGTH = 8  # words
_MAX_GAP = 3  # words, on both sides; a guess: a changed year, number or name
_MIN_WORDS_AFTER_GAP = 4  # a guess: fewer equal words after a gap are chance
_UNCOVERED = b"\0+"
_SKIPS = sorted((each for each in product(range(_MAX_GAP + 1), repeat=2) if any(each)), key=sum)
_INDEX_STEP = 2  # halves the index; runs of nine equal words are still found
_MAX_TEXTS_PER_GRAM = 32  # in which a run of eight words is indexed
_MAX_PLACES_PER_TEXT = 2  # for one run: bounds the index of texts that repeat themselves
_MAX_COMPARED = 100  # times the length of a run: bounds the work on texts that repeat themselves over and over
_POSITION_BITS = 32  # the upper 32 bits of an entry are the hash


class MatchingPiece(NamedTuple):
    """A run of equal words: its start in both sequences, and its length."""

    start: int
    other_start: int
    length: int


class RepeatedPassage(NamedTuple):
    """A passage that is repeated from another sequence: the number of that sequence, and its pieces in order."""

    number: int
    pieces: list[MatchingPiece]

    @property
    def words(self) -> int:
        """The number of equal words."""
        return sum(piece.length for piece in self.pieces)


class TextRun(NamedTuple):
    """Consecutive words in a text of a submission: in lower case, "" where they are not the author's.

    `place` is the part ("three-a"; "footnotes" for a footnote without a reference), `label` its label in the call, and
    `title` that of the section or footnote. `spans` are the start and end of each word in `display_text`, flattened,
    and `offsets` the same in the value at `path`.
    """

    path: DataPath
    place: str
    label: str
    title: str
    display_text: str
    words: tuple[str, ...]
    spans: array[int]
    offsets: array[int]

    def text(self, start: int, end: int) -> str:
        """Return the visible text of the words from `start` to `end`."""
        return self.display_text[self.spans[2 * start] : self.spans[2 * end - 1]]


@dataclass(frozen=True, eq=False)
class ComparedText:
    """A submission prepared for comparison: its file name, its bytes, its entity, and its words."""

    name: str
    content: bytes
    entity: str
    runs: tuple[TextRun, ...]

    def span(self, run: TextRun, start: int, end: int) -> Span:
        """Return the place of words of a run in the file."""
        return _read_source(self.name, self.content).locate(run.path, *_offsets(run, start, end))


class RecycledPassage(NamedTuple):
    """A passage of a text that is also in `source`: words `start` to `end` here, `source_start` to `source_end` there.

    `words` is the number of equal words.
    """

    run: TextRun
    start: int
    end: int
    source: ComparedText
    source_run: TextRun
    source_start: int
    source_end: int
    words: int

    @property
    def offsets(self) -> tuple[int, int]:
        """Its start and end in the value at the path of the run."""
        return _offsets(self.run, self.start, self.end)

    @property
    def changed_words(self) -> int:
        """The number of the author's words in the passage that differ from the source."""
        return sum(1 for word in self.run.words[self.start : self.end] if word) - self.words

    @property
    def span(self) -> Span:
        """The place of the passage in the file of the source."""
        return self.source.span(self.source_run, self.source_start, self.source_end)


class Share(NamedTuple):
    """The number of the author's words in a part, and of those that are also elsewhere; the whole has the place ""."""

    place: str
    label: str
    words: int
    recycled: int

    @property
    def share(self) -> float:
        """The share of the words that are also elsewhere, from 0 to 1."""
        return self.recycled / self.words if self.words else 0.0


def read(name: str, content: bytes, catalogue: Catalogue = BUILT_IN) -> ComparedText:
    """Return a file prepared for comparison, as far as it can be read. Raises WsiscError where its call is invalid."""
    submission = model.from_data(source.read(content, name).data)
    return from_reading(Reading(submission, catalogue.find_nearest(submission.call)), name, content)


def index_files(files: tuple[tuple[str, bytes], ...], call: Call | None) -> "TextIndex":
    """Return an index of files, which are pairs of name and bytes; it is cached for the same files.

    They answer the built-in calls or `call`. Raises WsiscError where the call of a file is invalid.
    """
    return _index_files(files, ((call.id, call.text),) if call and call.text else ())


@lru_cache(maxsize=8)
def _index_files(files: tuple[tuple[str, bytes], ...], own_calls: tuple[tuple[str, str], ...]) -> "TextIndex":
    return TextIndex([read(name, content, Catalogue(dict(own_calls))) for name, content in files])


def from_reading(reading: Reading, name: str = "", content: bytes = b"") -> ComparedText:
    """Return a reading prepared for comparison; without its file, places in the file are not available."""
    entity = reading.submission.entity
    return ComparedText(name, content, entity.acronym or entity.name, tuple(_runs(reading)))


def _runs(reading: Reading) -> Iterator[TextRun]:
    """Yield the runs of words of every text; tables, headings and quotations separate two runs."""
    call_runs = original_words.find_call_runs(reading.call)
    titles = {path: section.title for path, section in model.sections(reading.submission)}
    callers = {mark.target: passage.path for passage in reading.passages for mark in passage.marks_of_kind("call")}
    for (path, is_body), passages in groupby(reading.passages, lambda each: (each.path, each.kind in prose.BODY_KINDS)):
        if not is_body:
            continue
        place, title = path, titles.get(path[:-1], "")
        if path[0] == "footnotes":
            place, title = callers.get(str(path[1]), path), f"footnote {path[1]}"
        part = "-".join(prose.part_ids(place)) or "footnotes"
        label = (
            original_words.place_label(place, reading.call, reading.submission.language)
            if part != "footnotes"
            else "Footnotes"
        )
        yield _create_run(path, (part, label, title), passages, call_runs)


def _create_run(
    path: DataPath, place: tuple[str, str, str], passages: Iterable[Passage], call_runs: CallRuns
) -> TextRun:
    words: list[str] = []
    shown, spans, offsets = "", array("I"), array("I")
    for passage in passages:
        own = original_words.extract_words(passage, call_runs)
        words += map(sys.intern, own.words)
        for start, end in own.spans:
            spans.extend((len(shown) + start, len(shown) + end))
            offsets.extend((passage.starts[start], passage.ends[end - 1]))
        shown += passage.display_text + "\n"
    return TextRun(path, *place, shown, tuple(words), spans, offsets)


def _offsets(run: TextRun, start: int, end: int) -> tuple[int, int]:
    return run.offsets[2 * start], run.offsets[2 * end - 1]


@lru_cache(maxsize=64)
def _read_source(name: str, content: bytes) -> Source:
    return source.read(content, name)


def count_shares(text: ComparedText, matches: Sequence[RecycledPassage]) -> list[Share]:
    """Return the share of recycled words in each part of a text, and last in the whole."""
    labels = {run.place: run.label for run in text.runs}
    shares = []
    for place, label in labels.items():
        words = sum(1 for run in text.runs if run.place == place for word in run.words if word)
        shares.append(Share(place, label, words, sum(match.words for match in matches if match.run.place == place)))
    return [*shares, Share("", t("All"), sum(share.words for share in shares), sum(share.recycled for share in shares))]


class TextIndex:
    """An index of texts, to find passages of other texts in them."""

    def __init__(self, texts: Sequence[ComparedText]) -> None:
        self._runs = [(text, run) for text in texts for run in text.runs if len(run.words) >= MIN_WORDS]
        self._begins = [0, *accumulate(len(run.words) for _, run in self._runs)]
        self._index = array("Q", self._limit_entries(sorted(self._entries())))

    def _entries(self) -> Iterator[int]:
        """Yield every second run of eight words as one number: hash in the upper bits, position in the lower."""
        for begin, (_, run) in zip(self._begins, self._runs, strict=False):
            count = 0
            for at in range(len(run.words) - _GRAM_LENGTH + 1):
                gram = _gram(run.words, at)
                if gram is not None and count % _INDEX_STEP == 0:
                    yield gram << _POSITION_BITS | begin + at
                count = 0 if gram is None else count + 1

    def _limit_entries(self, entries: list[int]) -> Iterator[int]:
        """Yield the entries, up to the limits of texts for one run, and of places in one text."""
        for _, same in groupby(entries, lambda each: each >> _POSITION_BITS):
            counts = Counter[ComparedText]()
            for entry in same:
                text = self._runs[self._run_number(entry)][0]
                counts[text] += 1
                if counts[text] <= _MAX_PLACES_PER_TEXT and len(counts) <= _MAX_TEXTS_PER_GRAM:
                    yield entry

    def _run_number(self, entry: int) -> int:
        """Return the number of the run that contains an entry."""
        return bisect_right(self._begins, entry & (1 << _POSITION_BITS) - 1) - 1

    def _find_gram(self, gram: int, text: ComparedText) -> Iterator[tuple[int, int]]:
        """Yield the places of eight words in other texts: the number of the run there, and of the word in it."""
        for at in range(bisect_left(self._index, gram << _POSITION_BITS), len(self._index)):
            entry = self._index[at]
            if entry >> _POSITION_BITS != gram:
                return
            number = self._run_number(entry)
            if self._runs[number][0] is not text:
                yield number, (entry & (1 << _POSITION_BITS) - 1) - self._begins[number]

    def find_matches(self, text: ComparedText) -> list[RecycledPassage]:
        """Return the passages of a text that are also in other texts of the index, in order and without overlaps.

        For a passage in several texts, the longest match is returned; of equal ones, that of the first text.
        """
        found = []
        for run in text.runs:
            candidates = sorted(
                self._find_candidates(text, run), key=lambda each: (-each.words, each.number, each.pieces)
            )
            for each in select_disjoint(candidates, len(run.words), MIN_WORDS):
                first, last = each.pieces[0], each.pieces[-1]
                ends = last.start + last.length, last.other_start + last.length
                at = self._runs[each.number]
                found.append(RecycledPassage(run, first.start, ends[0], *at, first.other_start, ends[1], each.words))
        return found

    def _find_candidates(self, text: ComparedText, run: TextRun) -> Iterator[RepeatedPassage]:
        """Yield all passages of a run that are also in other texts; they can overlap."""
        reached: dict[tuple[int, int], int] = {}
        compared, end = 0, 0
        for at in range(len(run.words) - _GRAM_LENGTH + 1):
            gram = _gram(run.words, at)
            for number, there in self._find_gram(gram, text) if gram is not None else ():
                is_enough = at < end and compared > _MAX_COMPARED * len(run.words)
                if is_enough or reached.get((number, there - at), -1) >= at:
                    continue
                found = RepeatedPassage(
                    number, match_around(run.words, at, self._runs[number][1].words, there, _GRAM_LENGTH)
                )
                reached |= {
                    (number, piece.other_start - piece.start): piece.start + piece.length - 1 for piece in found.pieces
                }
                compared += found.words
                if found.words >= MIN_WORDS:
                    end = max(end, found.pieces[-1].start + found.pieces[-1].length)
                    yield found


def _gram(words: Sequence[str], at: int) -> int | None:
    """Return a hash of eight words, the same in every process; None where one of them is not the author's."""
    gram = words[at : at + _GRAM_LENGTH]
    return None if "" in gram else zlib.crc32(" ".join(gram).encode("utf-8", "surrogatepass"))


def match_around(
    words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, min_words: int
) -> list[MatchingPiece]:
    """Return the equal pieces around two places; [] where fewer than `min_words` words from there on are equal."""
    if words[start : start + min_words] != other_words[other_start : other_start + min_words]:
        return []
    before = [
        MatchingPiece(first - length + 1, second - length + 1, length)
        for first, second, length in _match_along(words, start - 1, other_words, other_start - 1, -1)
    ]
    return [*reversed(before), *_match_along(words, start, other_words, other_start, 1)]


def _match_along(
    words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, step: int
) -> Iterator[MatchingPiece]:
    """Yield the equal pieces from two places in one direction, as long as the gaps are small."""
    length = _matching_length(words, start, other_words, other_start, step)
    while True:
        if length:
            yield MatchingPiece(start, other_start, length)
        start, other_start = start + step * length, other_start + step * length
        for skipped, passed in _SKIPS:
            length = _matching_length(words, start + step * skipped, other_words, other_start + step * passed, step)
            if length >= _MIN_WORDS_AFTER_GAP:
                start, other_start = start + step * skipped, other_start + step * passed
                break
        else:
            return


def _matching_length(words: Sequence[str], start: int, other_words: Sequence[str], other_start: int, step: int) -> int:
    """Return how many words from two places in one direction are equal."""
    most = min(len(words) - start, len(other_words) - other_start) if step > 0 else min(start, other_start) + 1
    for count in range(most):
        word = words[start + step * count]
        if not word or word != other_words[other_start + step * count]:
            return count
    return max(most, 0)


def select_disjoint(candidates: Iterable[RepeatedPassage], length: int, min_words: int) -> list[RepeatedPassage]:
    """Return the passages that do not overlap, in order, for `candidates` in a sequence of `length` words, best first.

    The rest of a candidate that overlaps with a better one is returned where it has `min_words` words.
    """
    covered, kept = bytearray(length), []
    for number, pieces in candidates:
        for group in _group_pieces(list(_clip_covered(pieces, covered))):
            found = RepeatedPassage(number, group)
            if found.words >= min_words:
                kept.append(found)
                start, end = group[0].start, group[-1].start + group[-1].length
                covered[start:end] = b"\1" * (end - start)
    return sorted(kept, key=lambda each: each.pieces)


def _clip_covered(pieces: Iterable[MatchingPiece], covered: bytearray) -> Iterator[MatchingPiece]:
    """Yield the parts of pieces that are not covered."""
    for here, there, length in pieces:
        for start, end in (match.span() for match in re.compile(_UNCOVERED).finditer(covered, here, here + length)):
            yield MatchingPiece(start, there + start - here, end - start)


def _group_pieces(pieces: list[MatchingPiece]) -> list[list[MatchingPiece]]:
    """Return pieces grouped into passages, which are separated by more than a gap."""
    groups: list[list[MatchingPiece]] = []
    for piece in pieces:
        if groups and piece.start - groups[-1][-1].start - groups[-1][-1].length <= _MAX_GAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
