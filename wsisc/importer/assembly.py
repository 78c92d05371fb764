"""Blocks, the parts that begin among them, and their headings -> a submission, with its texts as Markdown."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate, ItemCode, PartDecision, Reason
from wsisc.importer.account.word_accounting import KEPT, AccountedText, Ledger, letter_origins
from wsisc.importer.clean import edited_wordings
from wsisc.importer.cover import call_phrases
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.normalize import letters
from wsisc.importer.parts import heading_index
from wsisc.importer.parts.heading_index import HeadingKind
from wsisc.importer.parts.part_headings import UNPLACED, PartIds, PartStart, PartStarts
from wsisc.importer.text import comment_threads
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.importer.text.structure import TextBuilder, drop_prefix
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.content import Block, Paragraph
from wsisc.readers.word.origins import NOWHERE, Origins, nowhere
from wsisc.source.markup import limits, marked_text, richtext, tree
from wsisc.source.markup.print_markdown import MarkdownWriter, print_blocks
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Comment, Contact, Entity, Part, Section, Submission, plain_texts, rich_texts
from wsisc.text.words import fold, one_line, title_line

_MAX_HEADING_LEVEL, _MAX_TITLE_LETTERS, _MAX_ID_LETTERS = 3, 500, 40
"""As in schemas/submission.schema.json."""
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_NOT_WRITTEN = t("list, quotation or table that Markdown cannot express, imported as paragraphs")
_MAX_REPORTED_LETTERS = 200  # so much of a text is in the report; the report shortens an item to 160 letters
_LINK_NAME = re.compile(r"\]\[([a-z0-9-]+)\]")
_FIELD_PATHS: Mapping[str, DataPath] = {
    "title": ("title",),
    "entity": ("entity", "name"),
    "acronym": ("entity", "acronym"),
    "contact-name": ("contact", "name"),
    "contact-email": ("contact", "email"),
}


@dataclass
class _Draft:
    """A part or section as it grows; `comments` are the ids of those on it, `title_origins` those of its letters."""

    title: str = ""
    id: str = ""
    rank: int = -1
    title_origins: Sequence[int] = ()
    nodes: list[tree.Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list["_Draft"] = field(default_factory=list)
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
        self.drafts: dict[PartIds, _Draft] = {UNPLACED: _Draft()}
        self.stack: list[_Draft] = [self.drafts.setdefault(self.current_part, _Draft())]
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
        if heading_index.is_contents_line(block):
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
        self.current_part, self.stack = ids, [self.drafts.setdefault(ids, _Draft())]

    def _enter_unheaded(self, ids: PartIds, first: Block | None, reason: Reason) -> None:
        """Place what follows in a part that begins without a heading, at its `first` block if it has words."""
        self._enter_part(ids)
        if ids and isinstance(first, Paragraph) and first.text.strip():
            self._decide(first, PartStart(ids, reason=reason))

    def _start_part(self, part_start: PartStart, blocks: Sequence[Block], kind: HeadingKind | None) -> None:
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        holds = self.call_parts[part_start.ids].holds if part_start.is_placed else ""
        self.drafts.setdefault(part_start.ids, _Draft())
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
        draft = _Draft(title, self._section_id(block), rank, letter_origins(block)[-printed:])
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
        number = heading_index.parse_number(block)
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
        title = title_line(heading_index.remove_letter_spacing(text))
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


class WrittenText(NamedTuple):
    """A rich text, and the origin of each of its printed letters, in order."""

    text: str
    origins: Origins


def write_blocks(blocks: Sequence[tree.Block], writer: MarkdownWriter) -> WrittenText:
    """Return blocks as a rich text. Those that Markdown cannot express become plain paragraphs, and are reported."""
    normalized = tree.replace_inlines(blocks, writer.normalize)
    written = [node for block in normalized for node in _representable(block, writer)]
    text = print_blocks(written, writer)
    if over := limits.find_excess(text):
        kind = t("{description}: divide it", description=over.description)
        writer.note(kind, one_line(text)[:_MAX_REPORTED_LETTERS], True)
        without_names = {figure.name: "" for figure in tree.find(written, tree.Figure)}
        writer.oversized[text] = printed_text(marked_text.canonical(written), "\n", captions=without_names)
    elif not writer.parses_to(text, written):
        writer.note(_NOT_WRITTEN, one_line(text)[:_MAX_REPORTED_LETTERS], False)
        written = [paragraph for block in written for paragraph in tree.paragraphs(block)]
        text = print_blocks(written, writer)
    holders = (node for node in tree.walk(written) if isinstance(node, tree.Paragraph | tree.Cell))
    return WrittenText(text, array("Q", [origin for holder in holders for origin in holder.origins]))


def _representable(block: tree.Block, writer: MarkdownWriter) -> Sequence[tree.Block]:
    """Return a block unchanged if Markdown can express it, otherwise as paragraphs."""
    if isinstance(block, tree.Paragraph | tree.Figure):
        return [block]
    text = print_blocks([block], writer)
    if limits.find_excess(text) or writer.parses_to(text, [block]):
        return [block]
    paragraphs = tree.paragraphs(block)
    writer.note(_NOT_WRITTEN, " ".join(node.text for node in tree.find([block], tree.Text)), False)
    return paragraphs


class _Writer:
    """Writes texts as Markdown, and keeps the origins of their letters by the paths of the texts."""

    def __init__(self, markdown: MarkdownWriter, comments: Mapping[str, Comment]) -> None:
        self.markdown, self.comments = markdown, comments
        self.origins: dict[DataPath, Sequence[int]] = {}

    def write(self, path: DataPath, nodes: Sequence[tree.Block]) -> str:
        """Return the text at a path."""
        written = write_blocks(nodes, self.markdown)
        self.origins[path] = written.origins
        return written.text

    def build_sections(self, draft: _Draft, path: DataPath) -> tuple[Section, ...]:
        """Return the sections of a part or section."""
        built = []
        for index, section in enumerate(draft.sections):
            here = (*path, "sections", index)
            self.origins[(*here, "title")] = section.title_origins
            text = self.write((*here, "text"), section.nodes)
            inner = self.build_sections(section, here)
            built.append(Section(section.title, section.id, text, sections=inner, comments=self.comments_on(section)))
        return tuple(built)

    def build_part(self, ids: PartIds, assembly: Assembly) -> Part | None:
        """Return a part, None if nothing is in it."""
        draft = assembly.drafts.get(ids)
        children = [(*ids, child.id) for child in assembly.call_parts[ids].parts]
        parts = tuple(built for child in children if (built := self.build_part(child, assembly)))
        if draft is None and not parts:
            return None
        draft, path = draft or _Draft(), ("parts", *ids)
        text = self.write((*path, "text"), draft.nodes)
        sections = self.build_sections(draft, path)
        return Part(ids[-1], text, sections=sections, parts=parts, comments=self.comments_on(draft))

    def comments_on(self, draft: _Draft) -> tuple[Comment, ...]:
        """Return the comments on a part or section."""
        return tuple(comment for id, comment in self.comments.items() if id in draft.comments)


class BuiltSubmission(NamedTuple):
    """A submission, and the origin of each printed letter of its texts and values, by their paths."""

    submission: Submission
    origins: Mapping[DataPath, Sequence[int]]


def build_submission(
    call: Call, language: str, cover: Cover, assembly: Assembly, markdown: MarkdownWriter
) -> BuiltSubmission:
    """Return the submission of an assembly, in a language, with what the cover says."""
    collector = assembly.collector
    writer = _Writer(markdown, dict(comment_threads.read_threads(collector.ledger.original)))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(built for part in call.parts if (built := writer.build_part((part.id,), assembly)))
    notes = {name: writer.write(("footnotes", name), nodes) for name, nodes in collector.notes.items()}
    unplaced_part = None
    if not unplaced.is_empty:
        text = writer.write(("unplaced", "text"), unplaced.nodes)
        unplaced_part = Part("unplaced", text, sections=writer.build_sections(unplaced, ("unplaced",)))
    submission = Submission(
        call=call.id,
        language=language,
        title=cover.title,
        entity=Entity(cover.entity),
        parts=parts,
        footnotes=notes,
        figures=collector.figures,
        unplaced=unplaced_part,
    )
    parsed_notes = (richtext.parse(note, frozenset(markdown.links)) for note in notes.values())
    used_names = {link.name for note in parsed_notes for link in tree.find(note.blocks, tree.Link)}
    used_names |= {name for _, value in rich_texts(submission) for name in _LINK_NAME.findall(value)}
    links = {name: address for address, name in collector.link_names.items() if name in used_names}
    captions: dict[DataPath, Sequence[int]] = {
        ("figures", name, "caption"): origins for name, origins in collector.caption_origins.items()
    }
    values: dict[DataPath, Sequence[int]] = {
        path: collector.ledger.origins_at(place) for place, path in _FIELD_PATHS.items()
    }
    return BuiltSubmission(submission._replace(links=links), {**writer.origins, **captions, **values})


def keep_words(built: BuiltSubmission, ledger: Ledger, oversized: Mapping[str, str]) -> BuiltSubmission:
    """Return a submission with the words of a form that have no place, and those that it would lose, as unplaced."""
    submission, paragraphs = built.submission, list(ledger.kept or ())
    kept = "\n".join([submission_words(submission, oversized), *paragraphs])
    if lost := " ".join(ledger.find_lost(kept)):
        ledger.note(t("words without a place, imported under unplaced"), lost, code=ItemCode.UNPLACED_WORDS)
        paragraphs.append(lost)
    if not paragraphs:
        return built
    part, markdown = submission.unplaced or Part("unplaced"), MarkdownWriter({}, lambda kind, text, needs_person: None)
    nodes = []
    for number, words in enumerate(paragraphs, 1):
        typed = ledger.origins_at(KEPT.format(number=number))
        origins = nowhere(len(letters(words)) - len(typed)) + typed  # the key before the words is none of them
        nodes.append(tree.Paragraph((tree.Text(words),), origins=origins))
    written, path = write_blocks(nodes, markdown), ("unplaced", "text")
    text = "\n".join(filter(None, (written.text, part.text)))
    origins_of_all = {**built.origins, path: [*written.origins, *built.origins.get(path, ())]}
    return BuiltSubmission(submission._replace(unplaced=part._replace(text=text)), origins_of_all)


def add_fields(submission: Submission, fields: Mapping[str, str]) -> Submission:
    """Return a submission with the values of the fields of a form that no cover has."""
    entity = submission.entity._replace(acronym=fields.get("acronym", ""), type=fields.get("type", ""))
    contact = Contact(fields.get("contact-name", ""), fields.get("contact-email", ""))
    date = fields.get("date", "")
    return submission._replace(entity=entity, contact=contact if contact != Contact() else None, date=date)


def find_untraced(built: BuiltSubmission, oversized: Mapping[str, str]) -> list[DataPath]:
    """Return the paths of the texts and values of which not each letter has an origin, as `origins` has them."""
    lengths = {path: len(letters(words)) for path, words in _printed_texts(built.submission, oversized)}
    return [path for path, length in lengths.items() if length != len(built.origins.get(path, ()))]


def submission_words(submission: Submission, oversized: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows.

    `oversized` are the words of texts beyond the limits, as a MarkdownWriter has them.
    """
    return "\n".join(words for _, words in _printed_texts(submission, oversized))


def _printed_texts(submission: Submission, oversized: Mapping[str, str]) -> Iterator[tuple[DataPath, str]]:
    links = frozenset(submission.links)
    yield from ((path, text) for path, text in plain_texts(submission) if path[-1] != "alt")
    without_names = dict.fromkeys(submission.figures, "")
    for path, text in rich_texts(submission):
        yield path, oversized.get(text) or printed_text(richtext.parse(text, links).blocks, captions=without_names)
