"""Blocks, the parts that begin among them, and their headings -> the parts of a submission, not yet Markdown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.importer import call_phrases, comment_threads, edited_wordings, heading_detection
from wsisc.importer.heading_detection import HeadingKind
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.normalize import fold
from wsisc.importer.part_detection import PartStart
from wsisc.importer.part_headings import PartIds
from wsisc.importer.report import Fate, ReportItem
from wsisc.importer.structure import TextBuilder
from wsisc.importer.word_accounting import AccountedText
from wsisc.markup import marked_text, tree
from wsisc.readers.office_xml import one_line
from wsisc.readers.word.content import Block, Paragraph

_MAX_HEADING_LEVEL, _MAX_TITLE_LETTERS, _MAX_ID_LETTERS = 3, 500, 40
"""As in schemas/submission.schema.json."""
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

UNPLACED: PartIds = ()
"""The key of the draft for words that fit no part."""


@dataclass
class Draft:
    """A part or section as it grows; `comments` are the ids of those on it."""

    title: str = ""
    id: str = ""
    rank: int = -1
    nodes: list[tree.Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list["Draft"] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it has neither text nor sections."""
        return not self.nodes and not self.sections


class Assembly:
    """Puts blocks into parts and sections, in order. `drafts` are the parts by their ids, and `UNPLACED`."""

    def __init__(
        self, call: Call, language: str, collector: InlineCollector, builder: TextBuilder,
        ranks: Mapping[HeadingKind, int], text_before_prompts: Sequence[Paragraph] = ()
    ) -> None:  # fmt: skip
        self.call_parts: dict[PartIds, CallPart] = dict(calls.parts(call))
        self.language, self.collector, self.builder, self.ranks = language, collector, builder, ranks
        unheaded = [ids for ids, part in self.call_parts.items() if not part.is_headed and part.holds]
        self.current_part: PartIds = unheaded[0] if unheaded else UNPLACED
        self.drafts: dict[PartIds, Draft] = {UNPLACED: Draft()}
        self.stack: list[Draft] = [self.drafts.setdefault(self.current_part, Draft())]
        self.headings = 0
        self.before_prompts = {id(each) for each in text_before_prompts}

    def place_blocks(
        self,
        blocks: Sequence[Block],
        start: int,
        part_starts: Mapping[int, PartStart],
        heading_kinds: Mapping[int, HeadingKind],
    ) -> None:
        """Put all blocks from the index `start` on into their parts and sections."""
        index = start
        while index < len(blocks):
            block = blocks[index]
            if part_start := part_starts.get(index):
                self._start_part(part_start, blocks[index : index + part_start.size])
                self._collect_comments(blocks[index : index + part_start.size])
                index += part_start.size
                continue
            if id(block) in self.before_prompts and isinstance(block, Paragraph):
                self.collector.ledger.note("text before a prompt, imported under unplaced", block.text)
                self.drafts[UNPLACED].nodes += self.builder.build_blocks([block])
            elif index in heading_kinds and isinstance(block, Paragraph):
                self._start_section(block, heading_kinds[index])
            elif isinstance(block, Paragraph) and block.style.lower().startswith(("toc ", "contents")):
                self.collector.ledger.report(block, "table of contents", needs_person=False)
            else:
                self.stack[-1].blocks.append(block)
            self._collect_comments([block])
            index += 1
        self._flush()
        if references := tuple(self.collector.collect_pending_notes()):
            self.drafts[UNPLACED].nodes.append(tree.Paragraph(marked_text.nest(references)))

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

    def _start_part(self, part_start: PartStart, blocks: Sequence[Block]) -> None:
        self._flush()
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        for block in paragraphs:
            self.collector.collect_plain_words(block)
        self._record_prompt(paragraphs, part_start)
        self.current_part = part_start.ids if self.call_parts[part_start.ids].holds else UNPLACED
        self.drafts.setdefault(part_start.ids, Draft())
        self.stack = [self.drafts[self.current_part]]

    def _record_prompt(self, blocks: Sequence[Paragraph], part_start: PartStart) -> None:
        """Record the words of the heading of a part: those of the call, and those that were typed into it."""
        part, ledger = self.call_parts[part_start.ids], self.collector.ledger
        label, prompt = part.label[self.language], part.prompt[self.language]
        labels, words = call_phrases.label_variants(part, self.language), fold(" ".join(each.text for each in blocks))
        written_labels = {
            each for each in labels if f"{words} ".startswith(f"{each} ")
        } or labels  # "Part One", not "Part 1"
        headings = {fold(f"{each} {prompt}") for each in written_labels}
        edited_paragraphs = edited_wordings.compare_words([each.text for each in blocks], headings, Fate.PROMPT)
        for index, (block, edited) in enumerate(zip(blocks, edited_paragraphs, strict=True)):
            if part_start.own_title and index == 0:
                self._record_own_title(block, part_start)
                continue
            ledger.record(block, *edited.pieces)
            ledger.report_typed(
                f"words in the prompt of {label.strip(' :')}", edited.typed_words, self.collector.has_wsisc_styles
            )

    def _record_own_title(self, block: Paragraph, part_start: PartStart) -> None:
        """Record the words of the heading of a part that has a title of its own instead of the prompt."""
        label, words = block.text[: part_start.title_offset], one_line(part_start.own_title)
        self.collector.ledger.record(
            block,
            AccountedText(Fate.PROMPT, label),
            AccountedText(Fate.REPORTED, block.text[part_start.title_offset :]),
        )
        self.collector.ledger.items.append(
            ReportItem("title of a part, replaced by that of the call", words, len(words.split()))
        )

    def _start_section(self, block: Paragraph, kind: HeadingKind) -> None:
        self._flush()
        self.headings += 1
        if self.current_part and self.call_parts[self.current_part].holds == "text":
            self._place_as_bold_text(block, "heading in a part without headings, imported as a bold paragraph")
            return
        rank = self.ranks[kind]
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()
        if len(self.stack) > _MAX_HEADING_LEVEL:
            self.collector.ledger.note("heading below the third level, raised to it", block.text, needs_person=False)
            self.stack.pop()
        title, pieces = self._split_title(block)
        if not title or len(title) > _MAX_TITLE_LETTERS:
            self._place_as_bold_text(block, "heading without a valid title, imported as a bold paragraph")
            return
        self.collector.ledger.record(block, *pieces)
        self.collector.collect_plain_words(block)
        draft = Draft(title, self._section_id(block), rank)
        self.stack[-1].sections.append(draft)
        self.stack.append(draft)

    def _place_as_bold_text(self, block: Paragraph, kind: str) -> None:
        runs = tuple(replace(run, bold=True, underline=False) for run in block.runs)
        bold = self.collector.ledger.add_alias(replace(block, runs=runs, numbering=None, style=""), block)
        self.collector.ledger.note(kind, block.text, needs_person=False)
        self.stack[-1].blocks.append(bold)

    def _split_title(self, block: Paragraph) -> tuple[str, list[AccountedText]]:
        """Return the title of a heading, without the number that the call prints, and the fates of its words."""
        number = heading_detection.parse_number(block)
        numbering = (
            self.call_parts[self.current_part].number(len(self.stack[-1].sections) + 1) if self.current_part else ""
        )
        is_printed = bool(numbering) and len(self.stack) == 1
        is_of_call = is_printed and block.text.startswith(numbering)
        length = number.length if is_printed else 0
        has_words = block.numbering is not None and block.numbering.has_words
        if self.collector.has_wsisc_styles:
            length = len(numbering) if is_of_call else length if number.kind == "digits" else 0
        if (
            is_printed
            and not is_of_call
            and number.kind == "digits"
            and _strip_delimiters(number.text) != _strip_delimiters(numbering)
        ):
            self.collector.ledger.note(
                f"number of a heading, changed to {numbering.strip()}", f"{number.text} {block.text}"
            )
        elif number.text and not number.length and (has_words or not is_printed):
            words = f"{number.text} {block.text}"
            self.collector.ledger.note("automatic number of a heading, not imported", words, needs_person=has_words)
        text = block.text[length:]
        title = one_line(heading_detection.remove_letter_spacing(text))
        if title != one_line(text):
            self.collector.ledger.note("letter-spaced heading, imported as words", text, needs_person=False)
        return title, [AccountedText(Fate.NUMBER, block.text[:length]), AccountedText(Fate.PLACED, text)]

    def _section_id(self, block: Paragraph) -> str:
        """Return the id of a section of a document of wsisc, which is in its bookmark, "" if it has none."""
        if not self.collector.has_wsisc_styles or not self.current_part:
            return ""
        steps = [len(each.sections) + (each is self.stack[-1]) for each in self.stack]
        own_place = "_".join([*self.current_part, *map(str, steps)])
        bookmark = next((each for each in block.bookmarks if each and not each.startswith("_")), own_place)
        id = bookmark.replace("_", "-")
        return id if bookmark != own_place and _ID.fullmatch(id) and len(id) <= _MAX_ID_LETTERS else ""


def _strip_delimiters(number: str) -> str:
    return number.strip(" ().")
