"""Blocks, the parts that begin among them, and their headings -> the parts of a submission, not yet Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate, ItemCode, PartDecision, Reason
from wsisc.importer.account.word_accounting import AccountedText, letter_origins
from wsisc.importer.clean import edited_wordings
from wsisc.importer.cover import call_phrases
from wsisc.importer.normalize import letters
from wsisc.importer.parts import heading_detection
from wsisc.importer.parts.heading_detection import HeadingKind
from wsisc.importer.parts.part_headings import PartIds
from wsisc.importer.parts.part_starts import UNPLACED, PartStart, PartStarts
from wsisc.importer.text import comment_threads
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.importer.text.structure import TextBuilder, drop_prefix
from wsisc.messages import t
from wsisc.readers.word.content import Block, Paragraph
from wsisc.readers.word.origins import NOWHERE
from wsisc.source.markup import marked_text, tree
from wsisc.text.words import fold, one_line, title_line

_MAX_HEADING_LEVEL, _MAX_TITLE_LETTERS, _MAX_ID_LETTERS = 3, 500, 40
"""As in schemas/submission.schema.json."""
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass
class Draft:
    """A part or section as it grows; `comments` are the ids of those on it, `title_origins` those of its letters."""

    title: str = ""
    id: str = ""
    rank: int = -1
    title_origins: Sequence[int] = ()
    nodes: list[tree.Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list["Draft"] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it has neither text nor sections."""
        return not self.nodes and not self.sections


class Assembly:
    """Puts blocks into parts and sections, in order. `drafts` are the parts by their ids, and `UNPLACED`.

    `language` is that of the call's wording in the file. If `is_of_wsisc`, it is a document or a form of wsisc: only
    figures before titles are numbers that the call prints, letters are words; and words in prompts were typed.
    `decisions` say where parts begin, and what belongs to none.
    """

    def __init__(
        self, call: Call, language: str, collector: InlineCollector, builder: TextBuilder,
        ranks: Mapping[HeadingKind, int], text_before_prompts: Sequence[Paragraph] = (), is_of_wsisc: bool = False
    ) -> None:  # fmt: skip
        self.call, self.call_parts = call, dict(calls.parts(call))
        self.language, self.collector, self.builder, self.ranks = language, collector, builder, ranks
        unheaded = [ids for ids, part in self.call_parts.items() if not part.is_headed and part.holds]
        self.current_part: PartIds = unheaded[0] if unheaded else UNPLACED
        self.drafts: dict[PartIds, Draft] = {UNPLACED: Draft()}
        self.stack: list[Draft] = [self.drafts.setdefault(self.current_part, Draft())]
        self.headings, self.part_rank = 0, -1
        self.decisions: list[PartDecision] = []
        self.is_of_wsisc = is_of_wsisc
        self.before_prompts = {id(paragraph) for paragraph in text_before_prompts}

    def place_blocks(
        self, blocks: Sequence[Block], start: int, part_starts: PartStarts,
        kinds: Mapping[int, HeadingKind], unheaded: Mapping[int, PartIds], reason: Reason
    ) -> None:  # fmt: skip
        """Put all blocks from the index `start` on into their parts and sections.

        `kinds` are those of all headings, `unheaded` the parts that begin at a block without one, for a `reason`.
        """
        index = start
        while index < len(blocks):
            block = blocks[index]
            if index in unheaded:
                self._enter_unheaded(unheaded[index], None if index in part_starts else block, reason)
            if part_start := part_starts.get(index):
                heading = blocks[index : index + part_start.size]
                self._start_part(part_start, heading, kinds.get(index))
                self._collect_comments(heading)
                index += part_start.size
                continue
            if id(block) in self.before_prompts and isinstance(block, Paragraph):
                self.collector.ledger.note(t("text before a prompt, imported under unplaced"), block.text)
                self.drafts[UNPLACED].nodes += self.builder.build_blocks([block])
            elif index in kinds and isinstance(block, Paragraph):
                self._report_level(block, self.ranks[kinds[index]])
                self._start_section(block, self.ranks[kinds[index]])
            elif not self._leave_out(block):
                self.stack[-1].blocks.append(block)
            self._collect_comments([block])
            index += 1
        self._flush()
        if references := tuple(self.collector.collect_pending_notes(self.builder.build_blocks)):
            self.drafts[UNPLACED].nodes.append(tree.Paragraph(marked_text.nest(references)))

    def _leave_out(self, block: Block) -> bool:
        """Leave out what no author wrote: a table of contents, and what a draft says where an answer is missing."""
        if not isinstance(block, Paragraph):
            return False
        ledger, style = self.collector.ledger, block.style.lower()
        if heading_detection.is_contents_line(block):
            ledger.report(block, t("table of contents"), needs_person=False)
            return True
        words = locale.load(self.language).wording["to-be-completed"]
        is_styled = self.collector.has_wsisc_styles and style == "to be completed"
        if is_placeholder := is_styled and one_line(block.text) == words:
            ledger.record(block, AccountedText(Fate.PROMPT, block.text))
        return is_placeholder

    def _collect_comments(self, blocks: Sequence[Block]) -> None:
        """Add the comments on blocks to the innermost part or section. Blocks under `unplaced` keep none."""
        for block in blocks if self.current_part else ():
            for id in comment_threads.comment_ids(block, self.collector.ledger.cleaned):
                if id not in self.collector.placed_comments:
                    self.collector.placed_comments.add(id)
                    self.stack[-1].comments.append(id)

    def _flush(self) -> None:
        """Build the text of the blocks in the innermost draft."""
        draft = self.stack[-1]
        figures, self.collector.pending_figures = self.collector.pending_figures, []
        draft.nodes += [*figures, *self.builder.build_blocks(draft.blocks)]
        draft.blocks = []

    def _enter_part(self, ids: PartIds) -> None:
        """Place what follows in a part, or under `unplaced`."""
        self._flush()
        self.current_part, self.stack = ids, [self.drafts.setdefault(ids, Draft())]

    def _enter_unheaded(self, ids: PartIds, first: Block | None, reason: Reason) -> None:
        """Place what follows in a part that begins without a heading, at its `first` block if it has words."""
        self._enter_part(ids)
        if ids and isinstance(first, Paragraph) and first.text.strip():
            self._decide(first, PartStart(ids, reason=reason))

    def _start_part(self, part_start: PartStart, blocks: Sequence[Block], kind: HeadingKind | None) -> None:
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        holds = self.call_parts[part_start.ids].holds if part_start.is_placed else ""
        self.drafts.setdefault(part_start.ids, Draft())
        self._enter_part(part_start.ids if holds else UNPLACED)
        if part_start.is_placed:
            self._decide(paragraphs[0], part_start)
        rank = self.ranks[kind] if kind else len(self.ranks)
        self.part_rank = rank if kind else -1
        if part_start.is_by_own_words or not part_start.is_placed:
            self._start_own_section(paragraphs[0], part_start, rank, holds)
            return
        is_kept = bool(part_start.own_title) and holds in ("sections", "both") and not part_start.is_paraphrase
        for block in paragraphs[1:] if is_kept else paragraphs:
            self.collector.collect_plain_words(block)
        self._record_prompt(paragraphs, part_start)
        if is_kept:
            self._start_section(paragraphs[0], rank, part_start)

    def _report_level(self, block: Paragraph, rank: int) -> None:
        """Report a heading that looks like those of the parts, and is none: what is below it stays in the part before.

        Where all headings look alike, that says nothing. A person has to look at one that is the label of a part.
        """
        labels = {letters(part.label[self.language]).casefold() for part in self.call_parts.values()}
        is_label = letters(block.text).casefold() in labels
        is_on_level = rank <= self.part_rank < max(self.ranks.values()) and not self.is_of_wsisc
        if self.current_part and (is_label or is_on_level):
            label = self.call_parts[self.current_part].label[self.language].strip(" :")
            kind = t("heading on the level of the parts, imported as a section of {part}", part=label)
            self.collector.ledger.note(kind, block.text, needs_person=is_label)

    def _decide(self, block: Paragraph, part_start: PartStart | None) -> None:
        """Record to which part a heading leads."""
        found = part_start or PartStart(UNPLACED, confidence=0, reason=Reason.UNKNOWN)
        origin = next(iter(letter_origins(block)), NOWHERE)
        self.decisions.append(
            PartDecision(one_line(block.text), found.ids, found.reason, found.confidence, found.suggestion, origin)
        )

    def _start_own_section(self, block: Paragraph, part_start: PartStart, rank: int, holds: str) -> None:
        """Begin a part with a heading of the contributor's own, which is kept as that of a section."""
        if holds != "text":
            self._start_section(block, rank, part_start)
            return
        self.headings += 1
        draft = self.stack[-1]
        if draft.nodes or draft.blocks:
            self._place_as_bold_text(block, t("heading in a part without headings, imported as a bold paragraph"))
            return
        self.collector.collect_plain_words(block)
        self._record_own_title(block, part_start, block.text, part_start.confidence < thresholds.WHOLE_PHRASE)

    def _record_prompt(self, blocks: Sequence[Paragraph], part_start: PartStart) -> None:
        """Record the words of the heading of a part: those of the call, and those that were typed into it."""
        part, ledger = self.call_parts[part_start.ids], self.collector.ledger
        label, prompt = part.label[self.language], part.prompt[self.language]
        if part_start.own_title:
            if part_start.is_paraphrase or not part.holds:
                self._record_own_title(blocks[0], part_start, part_start.own_title, not part_start.is_paraphrase)
            elif part.holds == "text":
                self._place_own_title(blocks[0], part_start)
            blocks, offset, headings = blocks[1:], 0, {fold(prompt)}
        else:
            offset = part_start.title_offset
            headings = {fold(prompt)} if offset else {fold(f"{label} {prompt}"), fold(prompt)}
        texts = [block.text[offset if index == 0 else 0 :] for index, block in enumerate(blocks)]
        edited_paragraphs = edited_wordings.compare_words(texts, headings, Fate.PROMPT)
        for index, (block, edited) in enumerate(zip(blocks, edited_paragraphs, strict=True)):
            kind = t("words in the prompt of {value}", value=label.strip(" :"))
            needs_person = self.is_of_wsisc or edited.typed_count > thresholds.MISPRINTED_WORDS
            pieces = edited.record_typed(ledger, kind, needs_person)
            ledger.record(block, *self._label(block, offset if index == 0 else 0), *pieces)

    def _label(self, block: Paragraph, end: int) -> Iterator[AccountedText]:
        """Yield the label before `end`: the call's, or the contributor's own, whose part is that of the submission."""
        if text := block.text[:end]:
            yield AccountedText(Fate.PROMPT if call_phrases.is_printed_by(self.call, text) else Fate.FIELD, text)

    def _record_own_title(self, block: Paragraph, part_start: PartStart, title: str, needs_person: bool) -> None:
        """Record the words of the heading of a part without sections that has a title of its own, not the prompt."""
        offset, words, ledger = part_start.title_offset, one_line(title), self.collector.ledger
        typed = ledger.report_typed(t("words of a heading after the label of its part"), words, needs_person)
        ledger.record(block, *self._label(block, offset), typed._replace(text=block.text[offset:]))

    def _place_own_title(self, block: Paragraph, part_start: PartStart) -> None:
        """Place the words after the label of a part without sections: they are the contributor's, not the prompt."""
        offset, ledger = part_start.title_offset, self.collector.ledger
        ledger.record(block, *self._label(block, offset), AccountedText(Fate.PLACED, block.text[offset:]))
        self._place_as_bold_text(
            drop_prefix(block, offset), t("heading in a part without headings, imported as a bold paragraph")
        )

    def _start_section(self, block: Paragraph, rank: int, part_start: PartStart | None = None) -> None:
        """Begin a section with a heading; with `part_start`, it is that of the part that begins."""
        self._flush()
        self.headings += 1
        if self.current_part and self.call_parts[self.current_part].holds == "text":
            self._place_as_bold_text(block, t("heading in a part without headings, imported as a bold paragraph"))
            return
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()
        if len(self.stack) > _MAX_HEADING_LEVEL:
            self._report_lost_heading(block, t("heading below the third level, raised to it"))
            self.stack.pop()
        if not self.current_part and len(self.stack) == 1:
            self._decide(block, part_start)
        title, pieces = self._split_title(block, part_start)
        if not title or len(title) > _MAX_TITLE_LETTERS:
            self._place_as_bold_text(block, t("heading without a valid title, imported as a bold paragraph"))
            return
        self.collector.ledger.record(block, *pieces)
        self.collector.collect_plain_words(block)
        printed = len(letters(pieces[-1].text))
        draft = Draft(title, self._section_id(block), rank, letter_origins(block)[-printed:])
        self.stack[-1].sections.append(draft)
        self.stack.append(draft)

    def _report_lost_heading(self, block: Paragraph, kind: str) -> None:
        code, origin = ItemCode.LOST_HEADING, next(iter(letter_origins(block)), NOWHERE)
        self.collector.ledger.note(kind, block.text, needs_person=False, code=code, origin=origin)

    def _place_as_bold_text(self, block: Paragraph, kind: str) -> None:
        runs = tuple(replace(run, bold=True, underline=False) for run in block.runs)
        bold = replace(block, runs=runs, numbering=None, style="")
        self._report_lost_heading(block, kind)
        self.stack[-1].blocks.append(bold)

    def _split_title(self, block: Paragraph, part_start: PartStart | None = None) -> tuple[str, list[AccountedText]]:
        """Return the title of a heading, without the number that the call prints, and the fates of its words."""
        if part_start and part_start.own_title:
            label = self._label(block, offset := part_start.title_offset)
            return title_line(part_start.own_title), [*label, AccountedText(Fate.PLACED, block.text[offset:])]
        number = heading_detection.parse_number(block)
        numbering = (
            self.call_parts[self.current_part].number(len(self.stack[-1].sections) + 1) if self.current_part else ""
        )
        is_printed = bool(numbering) and len(self.stack) == 1
        is_of_call = is_printed and block.text.startswith(numbering)
        length = number.length if is_printed else 0
        has_words = block.numbering is not None and block.numbering.has_words
        if self.is_of_wsisc:
            length = len(numbering) if is_of_call else length if number.kind == "digits" else 0
        if (
            is_printed
            and not is_of_call
            and number.kind == "digits"
            and not part_start
            and _strip_delimiters(number.text) != _strip_delimiters(numbering)
        ):
            self.collector.ledger.note(
                t("number of a heading, changed to {numbering}", numbering=numbering.strip()),
                block.text if number.length else f"{number.text} {block.text}",
            )
        elif number.text and not number.length and (has_words or not is_printed):
            words = f"{number.text} {block.text}"
            self.collector.ledger.note(t("automatic number of a heading, not imported"), words, needs_person=has_words)
        text = block.text[length:]
        title = title_line(heading_detection.remove_letter_spacing(text))
        if title != title_line(text):
            self.collector.ledger.note(t("letter-spaced heading, imported as words"), text, needs_person=False)
        return title, [AccountedText(Fate.NUMBER, block.text[:length]), AccountedText(Fate.PLACED, text)]

    def _section_id(self, block: Paragraph) -> str:
        """Return the id of a section of a document of wsisc, which is in its bookmark, "" if it has none."""
        if not self.collector.has_wsisc_styles or not self.current_part:
            return ""
        steps = [len(draft.sections) + (draft is self.stack[-1]) for draft in self.stack]
        own_place = "_".join([*self.current_part, *map(str, steps)])
        bookmark = next((name for name in block.bookmarks if name and not name.startswith("_")), own_place)
        id = bookmark.replace("_", "-")
        return id if bookmark != own_place and _ID.fullmatch(id) and len(id) <= _MAX_ID_LETTERS else ""


def _strip_delimiters(number: str) -> str:
    return number.strip(" ().")
