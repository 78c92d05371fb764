"""The questions and lines of a form that are still there -> where the answers begin, and where that is not known.

People delete questions and lines, and type over them. A line that only one part can have shows where its answer begins.
Where neither is left of a part, its answer can be below the question before, so all words there are unplaced.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.forms.form_reading import FilledForm
from wsisc.importer.parts import heading_meanings, labelled_starts, part_detection, part_labels
from wsisc.importer.parts.heading_index import SENTENCE_ENDS, HeadingIndex
from wsisc.importer.parts.part_headings import UNPLACED, PartIds, PartStart, PartStarts
from wsisc.importer.parts.part_labels import LabelKind
from wsisc.messages import t
from wsisc.readers.word.content import Paragraph
from wsisc.text.words import fold

_QUESTION_STYLES = ("prompt", "heading 1 item")


@dataclass(frozen=True)
class FormParts:
    """Where the answers to a call begin: `starts` at questions, `entered` without one, by the indexes of blocks.

    `entered` also has where it is not known to which part the words belong. `over` are the blocks of answers that were
    typed over questions, so they look like headings, each with the end of its label.
    """

    starts: PartStarts
    entered: Mapping[int, PartIds] = field(default_factory=dict)
    over: Mapping[int, int] = field(default_factory=dict)


def find_form_parts(
    index: HeadingIndex, call: Call, language: str, form: FilledForm, starts: PartStarts, ledger: Ledger
) -> FormParts:
    """Return where the answers in a form begin, and report what a person must look at.

    `starts` are the questions that were found, or the headings of an author's own in a form without them.
    """
    lines = [_Line(line.at, line.parts[call.id], line.is_styled) for line in form.lines if call.id in line.parts]
    search = _Search(index, call, language, dict(starts), lines, form.end, ledger)
    search.add_labels()
    search.find_typed_over()
    search.add_lines([line for line in lines if not search.is_line_of_question(line)])
    search.close()
    for at in part_detection.find_other_headings(index, call, language, search.starts):
        if at in search.over:
            continue
        ledger.note(t("heading in an answer that names a part, kept where it is"), index.paragraph(at).text)
    for label in search.missing:
        ledger.note(t("question that is not in the form; what can be its answer is under unplaced"), label)
    return FormParts(search.starts, search.entered, search.over)


class _Line(NamedTuple):
    """A line of a form before a block, and the parts of the call that have it."""

    at: int
    candidates: tuple[PartIds, ...]
    is_styled: bool


@dataclass
class _Search:
    index: HeadingIndex
    call: Call
    language: str
    starts: dict[int, PartStart]
    lines: Sequence[_Line]
    end: int
    ledger: Ledger
    entered: dict[int, PartIds] = field(default_factory=dict)
    over: dict[int, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts = dict(calls.parts(self.call))
        self.order = list(self.parts)
        self.scheme = part_labels.read_scheme(self.call)

    def add_labels(self) -> None:
        """Add the questions of which only the label is left, where the part can begin."""
        for at in range(len(self.index.blocks)):
            if not self.index.is_text(at) or self._is_start(at):
                continue
            block, label = self.index.paragraph(at), self.index.label(at)
            ids = self.scheme.find_part(label, self._begun_before(at)) if label else UNPLACED
            if label and ids and block.outline == len(ids) and ids in self._possible(at, [ids]):
                is_alone = not block.text[label.end :].strip(" :.)")
                if is_alone and (label.kind == LabelKind.WORD or "_".join(ids) in block.bookmarks):
                    self.starts[at] = PartStart(ids, title_offset=len(block.text), reason=Reason.LABEL)

    def find_typed_over(self) -> None:
        """Take out the questions that somebody typed an answer over, which begins the part without a heading."""
        for at, start in list(self.starts.items()):
            part = self.parts.get(start.ids)
            if part and start.reason == Reason.BOOKMARK:
                question = set(fold(part.prompt[self.language]).split())
                if len(question & self.index.texts[at].words) < thresholds.QUESTION_SHARE * len(question):
                    del self.starts[at]
                    self._type_over(at, start.ids)

    def is_line_of_question(self, line: _Line) -> bool:
        """Return whether a line is the first below the last question before it, or below what was typed over that.

        Words between them can be typed over the question, or above the line; or the line is that of the next part,
        whose question was deleted. That part is missing then, so `close` leaves the words of both unplaced.
        """
        begun = self._begun()
        at = max((begin for begin, ids in begun.items() if ids and begin < line.at), default=-1)
        ids = begun.get(at, UNPLACED)
        return ids in line.candidates and not any(
            at < earlier.at < line.at and ids in earlier.candidates for earlier in self.lines
        )

    def add_lines(self, lines: Sequence[_Line]) -> None:
        """Begin the parts of lines without their questions. Several parts can have the same line, in their order."""
        for number, line in enumerate(lines):
            if self._is_start(line.at):  # the question of another part follows: nothing is below the line
                continue
            if possible := self._possible(line.at, line.candidates):
                rest = [same_line.at for same_line in lines[number:] if same_line.candidates == line.candidates]
                same = [at for at in rest if self._possible(at, line.candidates) == possible]
                self._add_line(line, possible[0] if len(possible) == len(same) else UNPLACED)

    def _add_line(self, line: _Line, ids: PartIds) -> None:
        """Begin a part at a line, or above it, at what looks like its question.

        Where nothing shows whether words above were typed over the question or end the answer before, they are
        unplaced: the style of questions alone does not, since a paragraph of an answer can be given it.
        """
        above = self._words_above(line.at)
        is_own = above >= 0 and ids and self.parts[ids].is_headed and not self._is_start(above)
        if is_own and above not in self.entered:
            is_after_answer = any(own and each < above for each, own in self._begun().items())
            block = self.index.blocks[above]
            has_level = isinstance(block, Paragraph) and block.outline == len(ids)
            if has_level or (self._has_question_style(above, ids) and not is_after_answer):
                self._type_over(above, ids)
                return
            unsure = range(min(self._find_unsure(line.at), above), above + 1)
            is_over = not line.is_styled or any(self._has_question_style(at, ids) for at in unsure)
            if is_over and is_after_answer:
                self.entered[unsure.start] = UNPLACED
        self.entered[line.at] = ids

    def _find_unsure(self, end: int) -> int:
        """Return the first block before a line that can belong to the part before or to that of the line.

        A paragraph directly below a question or line is in the place of its answer. One below an empty place is not:
        the answer can have been left out.
        """
        ends = (begin + start.size for begin, start in self.starts.items())
        return max(at for at in (0, *ends, *self.entered, *(line.at for line in self.lines)) if at < end) + 1

    def _has_question_style(self, at: int, ids: PartIds) -> bool:
        block = self.index.blocks[at]
        if not isinstance(block, Paragraph):
            return False
        return block.outline == len(ids) or block.style.lower().startswith(_QUESTION_STYLES)

    def close(self) -> None:
        """Take out the words that belong to no part, or perhaps to one that nothing shows."""
        holding = [ids for ids in self.order if self.parts[ids].holds]
        begun = sorted(self._begun().items())
        below = begun[-1][0] + 1 if begun else 0
        if not begun and len(holding) == 1 and not self.parts[holding[0]].is_headed:
            below = self._begin_only_answer(holding[0])  # no question is there: an annex can come first
            begun = [(below, holding[0])]
        known = {ids for _, ids in begun}
        for ids in (part_ids for part_ids in holding if part_ids not in known):
            self.missing.append(self.parts[ids].label[self.language].strip(" :"))
            place = self.order.index(ids)
            before = [at for at, each in begun if each and self.order.index(each) < place]
            if before:
                at = before[-1]
                self.entered[at + self.starts[at].size if at in self.starts else at] = UNPLACED
        self.entered.setdefault(0, UNPLACED)
        for at in range(below, len(self.index.blocks)):
            if self.index.is_text(at) and self.index.kind(at) and heading_meanings.is_outside(self.index.title(at)):
                self.entered[at] = UNPLACED
                return

    def _can_be_title(self, at: int) -> bool:
        block = self.index.blocks[at]
        is_plain = isinstance(block, Paragraph) and not block.numbering and not self.index.kind(at)
        return is_plain and isinstance(block, Paragraph) and len(block.text.split()) <= thresholds.TITLE_WORDS

    def _begin_only_answer(self, ids: PartIds) -> int:
        """Begin the one answer of a form, whose line is gone, below the fields; return the index of the block.

        In Word, Return at the end of the title begins a paragraph that looks like those of an answer, so nothing shows
        whether the first one is of the title, nor whether more are that do not end as a sentence.
        """
        start = self.end
        filled = (at for at in range(start, len(self.index.blocks)) if not self._is_blank(at))
        for at in filled:
            if not self._can_be_title(at):
                break
            text = self.index.paragraph(at).text
            if start > self.end and text.rstrip().endswith(SENTENCE_ENDS):
                break
            kind = t("paragraph below the title, which can be of the title or of the answer, imported under unplaced")
            self.ledger.note(kind, text)
            start = at + 1
        self.entered[start] = ids
        return start

    def _type_over(self, at: int, ids: PartIds) -> None:
        """Begin a part at an answer over its question, of which the label can be left."""
        label = self.index.label(at)
        is_own = label is not None and self.scheme.find_part(label, self._begun_before(at)) == ids
        text, end = self.index.paragraph(at).text, 0
        if label and is_own:
            end = labelled_starts.offset_in_text(self.index, at, label.end)
            end = len(text) - len(text[end:].lstrip(" \u00a0:：.)）"))
        self.over[at] = end
        self.entered[at] = ids

    def _is_start(self, at: int) -> bool:
        return any(start <= at < start + each.size for start, each in self.starts.items())

    def _words_above(self, at: int) -> int:
        """Return the last block with words before one, -1 if there is none."""
        return next((above for above in range(at - 1, -1, -1) if not self._is_blank(above)), -1)

    def _is_blank(self, at: int) -> bool:
        block = self.index.blocks[at]
        return isinstance(block, Paragraph) and not block.text.strip()

    def _begun(self) -> dict[int, PartIds]:
        """Return the parts that have begun so far, by the indexes of their blocks."""
        return {**{at: start.ids for at, start in self.starts.items()}, **self.entered}

    def _begun_before(self, at: int) -> PartIds:
        begun = [(begin, start.ids) for begin, start in self.starts.items() if begin < at]
        return max(begun)[1] if begun else ()

    def _possible(self, at: int, candidates: Collection[PartIds]) -> list[PartIds]:
        """Return the parts of a line that can begin at a block: not begun, and between those that are around it."""
        begun = self._begun()
        before = [self.order.index(ids) for begin, ids in begun.items() if begin < at and ids]
        after = [self.order.index(ids) for begin, ids in begun.items() if begin >= at and ids]
        first, last = max(before, default=-1), min(after, default=len(self.order))
        return [ids for ids in self.order[first + 1 : last] if ids in candidates and ids not in begun.values()]
