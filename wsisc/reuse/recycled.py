"""Submissions, and others that came before or beside them -> the passages that stand in both, and their share.

Of the texts to compare with, every second run of eight words is indexed, and all of those of a text are looked up: so
each run of nine equal words or more is found. (Winnowing, which chooses on both sides alike, is for those who cannot
look up one side whole.) From what was found a passage grows to both sides, over up to three changed words at a time: a
year, a number. Time and memory grow with the words alone.
"""

import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from wsisc import model, source
from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.diagnostic import DataPath, Span
from wsisc.document import prose
from wsisc.document.prose import Passage, Reading
from wsisc.reuse import matching_runs, original_words
from wsisc.reuse.matching_runs import RepeatedPassage
from wsisc.reuse.original_words import CallRuns
from wsisc.source import Source

MIN_WORDS = 15
"""So many words of a passage are the same, where it is told."""

_GRAM_LENGTH = 8  # words
_INDEX_STEP = 2
_MAX_TEXTS_PER_GRAM = 32  # in which one run of eight words is looked up
_MAX_PLACES_PER_TEXT = 2
_MAX_COMPARED = 100  # times a run's length, before what repeats itself over and over is no longer looked at
_POSITION_BITS = 32


class TextRun(NamedTuple):
    """Words that follow one another in a text of a submission: in small letters, "" where they are not the author's.

    `place` is the part ("three-a"; "footnotes" for one that is called nowhere), `label` what the call calls it, `title`
    that of the section, or the footnote. `spans` are the first character of each word and the one behind it in `shown`,
    `offsets` the same in the value at `path`.
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
        """Return the words from `start` to `end` as they are read."""
        return self.display_text[self.spans[2 * start] : self.spans[2 * end - 1]]


@dataclass(frozen=True, eq=False)
class ComparedText:
    """A submission as it is compared: its file, its bytes, who submitted it, and its words."""

    name: str
    content: bytes
    entity: str
    runs: tuple[TextRun, ...]

    def span(self, run: TextRun, start: int, end: int) -> Span:
        """Return where words of one of its runs stand in the file."""
        return _read_source(self.name, self.content).locate(run.path, *_offsets(run, start, end))


class RecycledPassage(NamedTuple):
    """A passage of a text that stands elsewhere: its words from `start` to `end`, those of the source from `first`.

    `words` is how many are the same.
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
        """The characters of the value at the run's path."""
        return _offsets(self.run, self.start, self.end)

    @property
    def changed_words(self) -> int:
        """How many of the author's words between them are others than in the source."""
        return sum(1 for word in self.run.words[self.start : self.end] if word) - self.words

    @property
    def span(self) -> Span:
        """Where it stands in the file of the source."""
        return self.source.span(self.source_run, self.source_start, self.source_end)


class Share(NamedTuple):
    """How many words of a part the author wrote, and how many of them stand elsewhere; the whole has the place ""."""

    place: str
    label: str
    words: int
    recycled: int

    @property
    def share(self) -> float:
        """The share of the words that stand elsewhere, from 0 to 1."""
        return self.recycled / self.words if self.words else 0.0


def read(name: str, content: bytes, catalogue: Catalogue = BUILT_IN) -> ComparedText:
    """Return a file as it is compared, as far as it can be read. Raises WsiscError where its call cannot be used."""
    submission = model.from_data(source.read(content, name).data)
    call = catalogue.find(submission.call) or catalogue.find_nearest(submission.call)
    return from_reading(Reading(submission, call), name, content)


def index_files(files: tuple[tuple[str, bytes], ...], call: Call | None) -> "TextIndex":
    """Return files, by names and bytes, to compare others with: the same again for the same files.

    They answer wsisc's own calls, or the `call` of who asks. Raises WsiscError as `read` does.
    """
    return _index_files(files, ((call.id, call.text),) if call and call.text else ())


@lru_cache(maxsize=8)
def _index_files(files: tuple[tuple[str, bytes], ...], own_calls: tuple[tuple[str, str], ...]) -> "TextIndex":
    return TextIndex([read(name, content, Catalogue(dict(own_calls))) for name, content in files])


def from_reading(reading: Reading, name: str = "", content: bytes = b"") -> ComparedText:
    """Return what was read as it is compared; without its file nobody may ask where its words stand in that."""
    entity = reading.submission.entity
    return ComparedText(name, content, entity.acronym or entity.name, tuple(_runs(reading)))


def _runs(reading: Reading) -> Iterator[TextRun]:
    """Yield the words of every text; what stands between paragraphs and is none of them parts two runs."""
    borrowed = original_words.find_call_runs(reading.call)
    titles = {path: section.title for path, section in model.sections(reading.submission)}
    callers = {mark.target: each.path for each in reading.passages for mark in each.marks_of_kind("call")}
    for (path, is_body), passages in groupby(reading.passages, lambda each: (each.path, each.kind in prose.BODY_KINDS)):
        if not is_body:
            continue
        place, title = path, titles.get(path[:-1], "")
        if path[0] == "footnotes":
            place, title = callers.get(str(path[1]), path), f"footnote {path[1]}"
        part = "-".join(prose.part_ids(place)) or "footnotes"
        label = original_words.place_label(place, reading.call) if part != "footnotes" else "Footnotes"
        yield _create_run(path, (part, label, title), passages, borrowed)


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
    """Return how much of every part of a text its matches make, and last of the whole."""
    labels = {run.place: run.label for run in text.runs}
    found = []
    for place, label in labels.items():
        words = sum(1 for run in text.runs if run.place == place for word in run.words if word)
        found.append(Share(place, label, words, sum(each.words for each in matches if each.run.place == place)))
    return [*found, Share("", "All", sum(each.words for each in found), sum(each.recycled for each in found))]


class TextIndex:
    """Texts to compare others with."""

    def __init__(self, texts: Sequence[ComparedText]) -> None:
        self._runs = [(text, run) for text in texts for run in text.runs if len(run.words) >= MIN_WORDS]
        self._begins = [0, *accumulate(len(run.words) for _, run in self._runs)]
        self._index = array("Q", self._limit_entries(sorted(self._entries())))

    def _entries(self) -> Iterator[int]:
        """Yield every second run of eight words as one number: what it is, and behind it where it stands."""
        for begin, (_, run) in zip(self._begins, self._runs, strict=False):
            count = 0
            for at in range(len(run.words) - _GRAM_LENGTH + 1):
                gram = _gram(run.words, at)
                if gram is not None and count % _INDEX_STEP == 0:
                    yield gram << _POSITION_BITS | begin + at
                count = 0 if gram is None else count + 1

    def _limit_entries(self, entries: list[int]) -> Iterator[int]:
        """Yield entries, of what stands in many places or often in one text not all."""
        for _, same in groupby(entries, lambda each: each >> _POSITION_BITS):
            counts: dict[int, int] = {}
            for entry in same:
                text = id(self._runs[self._run_number(entry)][0])
                counts[text] = counts.get(text, 0) + 1
                if counts[text] <= _MAX_PLACES_PER_TEXT and len(counts) <= _MAX_TEXTS_PER_GRAM:
                    yield entry

    def _run_number(self, entry: int) -> int:
        """Return the number of the run that an entry stands in."""
        return bisect_right(self._begins, entry & (1 << _POSITION_BITS) - 1) - 1

    def _find_gram(self, gram: int, text: ComparedText) -> Iterator[tuple[int, int]]:
        """Yield where a run of eight words stands in other texts: the number of the run there, and the word."""
        for at in range(bisect_left(self._index, gram << _POSITION_BITS), len(self._index)):
            entry = self._index[at]
            if entry >> _POSITION_BITS != gram:
                return
            number = self._run_number(entry)
            if self._runs[number][0] is not text:
                yield number, (entry & (1 << _POSITION_BITS) - 1) - self._begins[number]

    def find_matches(self, text: ComparedText) -> list[RecycledPassage]:
        """Return the passages of a text that stand in others of the shelf, in their order, none over another.

        Where one stands in several texts, that with the longest is told; of equals the first on the shelf.
        """
        found = []
        for run in text.runs:
            candidates = sorted(
                self._find_candidates(text, run), key=lambda each: (-each.words, each.number, each.pieces)
            )
            for each in matching_runs.select_disjoint(candidates, len(run.words), MIN_WORDS):
                first, last = each.pieces[0], each.pieces[-1]
                ends = last.start + last.length, last.other_start + last.length
                at = self._runs[each.number]
                found.append(RecycledPassage(run, first.start, ends[0], *at, first.other_start, ends[1], each.words))
        return found

    def _find_candidates(self, text: ComparedText, run: TextRun) -> Iterator[RepeatedPassage]:
        """Yield all passages of a run that stand in others; they may overlap."""
        reached: dict[tuple[int, int], int] = {}
        compared, end = 0, 0
        for at in range(len(run.words) - _GRAM_LENGTH + 1):
            gram = _gram(run.words, at)
            for number, there in self._find_gram(gram, text) if gram is not None else ():
                is_enough = at < end and compared > _MAX_COMPARED * len(run.words)
                if is_enough or reached.get((number, there - at), -1) >= at:
                    continue
                found = RepeatedPassage(
                    number, matching_runs.match_around(run.words, at, self._runs[number][1].words, there, _GRAM_LENGTH)
                )
                reached |= {
                    (number, each.other_start - each.start): each.start + each.length - 1 for each in found.pieces
                }
                compared += found.words
                if found.words >= MIN_WORDS:
                    end = max(end, found.pieces[-1].start + found.pieces[-1].length)
                    yield found


def _gram(words: Sequence[str], at: int) -> int | None:
    """Return eight words as a number, the same in every process; None where one is not the author's."""
    gram = words[at : at + _GRAM_LENGTH]
    return None if "" in gram else zlib.crc32(" ".join(gram).encode("utf-8", "surrogatepass"))
