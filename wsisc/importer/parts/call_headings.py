"""The paragraphs of a Word file -> where parts begin by the headings of the call: bookmarks, prompts and labels."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property

from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.normalize import similarity
from wsisc.importer.parts import labelled_starts, part_headings, part_labels
from wsisc.importer.parts import part_prompts as prompts
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.labelled_starts import LabelUse
from wsisc.importer.parts.part_headings import FoldedText, PartHeading, PartIds, PartStart, PartStarts
from wsisc.importer.parts.part_labels import Label, LabelKind, LabelScheme
from wsisc.readers.word.content import Paragraph
from wsisc.text.words import fold

# So many paragraphs that share words with a prompt are compared with it: more than any submission has. Bounds time.
_MAX_CANDIDATES = 150


class Evidence(Enum):
    """The evidence that a search accepts for the start of a part; the last three each accept more.

    MARKS are the styles, bookmarks and whole headings of a document of wsisc. PROMPTS are bookmarks and prompts, WORDS
    labels in words too, and ALL labels of all kinds.
    """

    MARKS = auto()
    PROMPTS = auto()
    WORDS = auto()
    ALL = auto()


def find_call_headings(
    index: HeadingIndex,
    call: Call,
    language: str,
    evidence: Evidence = Evidence.ALL,
) -> dict[int, PartStart]:
    """Return which part begins at which block, by the index of the block, where the call says so.

    Letters and numbers alone count only for parts without another start: "(b)" can be a project of a contributor below
    the prompt of (a).
    """
    search = _Search(index, list(part_headings.fold_headings(call, language)), call)
    return search.run(evidence, search.run(Evidence.WORDS, {}) if evidence == Evidence.ALL else {})


@dataclass
class _Search:
    """A search from the first block to the last. `starts` are the parts that were found before the current block.

    `known` are starts that an earlier search found, whose parts are not searched for any more.
    """

    index: HeadingIndex
    headings: Sequence[PartHeading]
    call: Call
    evidence: Evidence = Evidence.ALL
    known: PartStarts = field(default_factory=dict)
    starts: dict[int, PartStart] = field(default_factory=dict)
    candidates: int = 0
    begun: dict[PartIds, int] = field(default_factory=dict)
    """Where each part began last."""

    def run(self, evidence: Evidence, known: PartStarts) -> dict[int, PartStart]:
        """Return the known starts, and those that are found by some evidence."""
        self.evidence, self.known, self.starts, self.candidates, self.begun = evidence, known, {}, 0, {}
        at = 0
        while at < len(self.index.blocks):
            start = known.get(at)
            if not start and self.index.can_start_part(at):
                start = self._finders[evidence](at)
            if start:
                self.starts[at] = start
                self.begun[start.ids] = at
            at += start.size if start else 1
        return self.starts

    @cached_property
    def scheme(self) -> LabelScheme:
        """How the parts of the call are labelled. A document of wsisc is read without its labels."""
        return part_labels.read_scheme(self.call)

    @cached_property
    def label_use(self) -> LabelUse:
        """Which labels count the parts of the call."""
        indexes = [at for at in range(len(self.index.blocks)) if self.index.can_start_part(at)]
        return labelled_starts.find_label_use(self.index, self.scheme, indexes)

    @cached_property
    def bookmarked(self) -> dict[PartIds, int]:
        """The blocks that are headings with the bookmarks of parts."""
        found: dict[PartIds, int] = {}
        for at in (block_index for block_index in range(len(self.index.blocks)) if self.index.is_text(block_index)):
            block = self.index.paragraph(at)
            for heading in self.headings if block.bookmarks else ():
                if _is_bookmarked(block, heading) and self.index.kind(at):
                    found.setdefault(heading.ids, at)
        return found

    @property
    def last_ids(self) -> PartIds:
        """The part that began last, () if none did."""
        return next((start.ids for start in reversed(self.starts.values())), ())

    def _remaining(self) -> list[PartHeading]:
        """Return the headings of the parts that were not found yet."""
        known = {start.ids for start in self.known.values()}
        return [heading for heading in self.headings if heading.ids not in known and heading.ids not in self.begun]

    @property
    def _finders(self) -> Mapping[Evidence, Callable[[int], PartStart | None]]:
        """What finds the part that begins at a block, by the evidence. Letters and numbers come last, after prompts."""
        return {
            Evidence.MARKS: self._find_marked,
            Evidence.PROMPTS: self._find,
            Evidence.WORDS: self._find,
            Evidence.ALL: self._find_label,
        }

    def _find_marked(self, at: int) -> PartStart | None:
        """Return which part begins at a block of a document of wsisc."""
        block = self.index.paragraph(at)
        remaining = self._remaining() if block.outline or block.bookmarks else []
        return _find_marked_start(self.index, at, remaining, self.last_ids) if remaining else None

    def _find(self, at: int) -> PartStart | None:
        """Return which part begins at a block: by its best prompt, a label, a bookmark, or words around."""
        index = self.index
        remaining = [heading for heading in self._remaining() if self.bookmarked.get(heading.ids, at) == at]
        text = index.texts[at]
        compared = (
            [heading for heading in remaining if heading.is_candidate(text)]
            if self.candidates < _MAX_CANDIDATES
            else []
        )
        self.candidates += bool(compared)
        if by_prompt := [start for heading in compared if (start := prompts.start_by_prompt(index, at, heading))]:
            return self._with_label(at, max(by_prompt, key=lambda start: start.confidence))
        if self.evidence != Evidence.PROMPTS and (start := self._find_label(at)):
            return start
        for heading in remaining:
            if self.bookmarked.get(heading.ids) == at:
                if text.folded == heading.label:  # its prompt was deleted
                    return PartStart(heading.ids, title_offset=len(index.paragraph(at).text), reason=Reason.LABEL)
                return PartStart(heading.ids, reason=Reason.BOOKMARK)
        if by_cut := [start for heading in compared if (start := prompts.start_by_cut_prompt(index, at, heading))]:
            return max(by_cut, key=lambda start: start.confidence)
        if again := next((heading for heading in self.headings if prompts.is_whole_prompt(text, heading)), None):
            return self._with_label(at, PartStart(again.ids, language=again.language))
        around = (heading for heading in remaining if prompts.surrounds_typed_words(text, heading))
        return next((PartStart(heading.ids, language=heading.language) for heading in around), None)

    def _with_label(self, at: int, start: PartStart) -> PartStart:
        """Return a start by a prompt with the end of its label, if it has one."""
        label = self.index.label(at)
        if not label or self.scheme.find_part(label, start.ids) != start.ids:
            return start
        return replace(start, title_offset=labelled_starts.offset_in_text(self.index, at, label.end))

    def _find_label(self, at: int) -> PartStart | None:
        """Return the start of a part by a label."""
        label = self.index.label(at)
        ids = self.scheme.find_part(label, self.last_ids) if label else ()
        heading = next((candidate for candidate in self.headings if candidate.ids == ids), None)
        if not label or not heading or not self._is_usable(at, label, heading):
            return None
        return labelled_starts.start_by_label(self.index, at, heading, label)

    def _is_usable(self, at: int, label: Label, heading: PartHeading) -> bool:
        """Return whether a label counts parts of the call here."""
        begun = self.begun.get(heading.ids)
        if self.evidence == Evidence.WORDS and label.kind > LabelKind.OTHER_WORD:
            return False
        if label.kind == LabelKind.WORD:
            return begun is None or self.index.kind(at) is not None or self._is_empty(begun)
        if begun is not None or heading not in self._remaining():
            return False
        if label.kind == LabelKind.LETTER:
            return labelled_starts.is_usable_letter(self.index, at, heading.ids, self.starts)
        is_numbered = label.kind == LabelKind.NUMBER and self.index.kind(at) is not None
        is_free = is_numbered and label.number not in self.label_use.numbers_in_words
        is_path = is_free and len(heading.ids) > 1 and self._is_after_all_before(heading)
        return is_path or label.kind in self.label_use.kinds

    def _is_empty(self, begin: int) -> bool:
        """Return whether only headings of the call are below the start of a part, as in a list of contents."""
        begins = list(self.starts)
        at = bisect_right(begins, begin)
        end = begins[at] if at < len(begins) else begin
        return end > begin and not any(map(self.index.is_text, range(begin + self.starts[begin].size, end)))

    def _is_after_all_before(self, heading: PartHeading) -> bool:
        """Return whether no part that comes later in the call began yet."""
        order = [heading.ids for heading in self.headings]
        return all(
            order.index(start.ids) < order.index(heading.ids) for start in self.starts.values() if start.ids in order
        )


def _find_marked_start(
    index: HeadingIndex, at: int, headings: Sequence[PartHeading], last_ids: PartIds
) -> PartStart | None:
    """Return which part begins at a block of a document of wsisc.

    In this order: the part of the whole heading; that of the label alone, on the level of the part; that of a heading
    that was changed, or into which words were typed.
    """
    block, text = index.paragraph(at), index.texts[at]
    if block.outline:
        folded = fold(block.text)
        for heading in headings:
            if folded == heading.text.strip():
                return PartStart(heading.ids, language=heading.language)
        for heading in headings:
            is_alone = heading.has_words or _is_next(heading, last_ids)
            if folded == heading.label and block.outline == len(heading.ids) and is_alone:
                size = 1 + prompts.count_prompt_blocks(index, at, heading)
                return PartStart(heading.ids, size, reason=Reason.LABEL, language=heading.language)
    edited = (heading for heading in headings if _is_edited_heading(block, text, heading))
    return next((PartStart(heading.ids, reason=Reason.BOOKMARK, language=heading.language) for heading in edited), None)


def _is_bookmarked(block: Paragraph, heading: PartHeading) -> bool:
    """Return whether a paragraph has the bookmark of the heading of a part."""
    return "_".join(heading.ids) in block.bookmarks


def _is_edited_heading(block: Paragraph, text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a paragraph of a document of wsisc is a heading that was changed or has typed words in it."""
    is_bookmarked = _is_bookmarked(block, heading)
    if is_bookmarked and block.outline == len(heading.ids):
        return True
    if not is_bookmarked and block.outline <= 0:
        return False
    is_similar = similarity(text.folded, heading.text) >= thresholds.PROMPT_SIMILARITY
    return is_similar or prompts.surrounds_typed_words(text, heading)


def _is_next(heading: PartHeading, last_ids: PartIds) -> bool:
    """Return whether the part that holds the part of a heading began last, or another part of that."""
    return len(heading.ids) > 1 and heading.ids[:-1] in (last_ids, last_ids[:-1])
