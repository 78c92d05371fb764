"""The content of any Word file -> a submission, the files of its figures, and a report of what became of every word.

Nothing is guessed away: words that fit no part go to `unplaced`, what has no place at all is reported with its words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls.call import Call, Catalogue
from wsisc.importer import blocks as texts
from wsisc.importer import (
    call_detection,
    comment_threads,
    component_accounting,
    cover_detection,
    heading_detection,
    language_detection,
    layout,
    part_headings,
    split_prompts,
    tracking,
    unplaced_items,
)
from wsisc.importer.assembly import UNPLACED, Assembly, Draft
from wsisc.importer.clean_content import clean, mark_deletions
from wsisc.importer.cover_detection import Cover
from wsisc.importer.heading_detection import HeadingKind, HeadingRanks
from wsisc.importer.inline import MarkdownWriter
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.nodes import BlockNode
from wsisc.importer.part_detection import PartStart
from wsisc.importer.part_headings import PartIds
from wsisc.importer.report import Fate, ImportReport, ReportItem
from wsisc.importer.structure import TYPED_NUMBER, TextBuilder
from wsisc.importer.word_accounting import Ledger
from wsisc.markup import richtext
from wsisc.model import Comment, Entity, Part, Section, Submission, plain_texts, rich_texts
from wsisc.readers.word.content import Block, Paragraph, WordContent, paragraphs

__all__ = ["Fate", "ImportReport", "ImportResult", "ReportItem", "UnknownCall", "import_content"]

UnknownCall = call_detection.UnknownCall


@dataclass(frozen=True)
class ImportResult:
    """What a Word file holds: a submission, the files of its figures by their paths, and the report.

    `parts` are the ids that lead to the parts of the call whose headings were found.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport
    found_parts: tuple[tuple[str, ...], ...] = ()


def import_content(content: WordContent, catalogue: Catalogue, call_id: str = "") -> ImportResult:
    """Return what a content holds, with all tracked changes accepted, as an answer to a call.

    Raises UnknownCall where nothing tells which call it answers, and none is `chosen`.
    """
    original = mark_deletions(content)
    kept, is_ours = clean(original), _has_wsisc_styles(original)
    kept, laid_out = (kept, list[str]()) if is_ours else layout.unwrap_tables(kept, catalogue)
    kept, before = split_prompts.split(kept, call_detection.calls_with_prompts(catalogue), is_ours)
    ledger = Ledger(original, kept, list(tracking.report_items(content)))
    for words in laid_out:
        ledger.note("table that only laid out a text, now plain text", words, needs_person=False)
    gathered = InlineCollector(ledger, is_ours)
    read = part_headings.fold_blocks(kept.blocks)
    found = {
        call.id: language_detection.detect_parts(kept.blocks, read, call, kept.language, gathered.has_wsisc_styles)
        for call in call_detection.calls_with_prompts(catalogue)
    }
    begun = {id: each.starts for id, each in found.items()}
    first = cover_detection.read_cover(
        kept.blocks, catalogue, gathered, lambda index: any(index in each for each in begun.values())
    )
    call = call_detection.choose_call(catalogue, call_id, first, begun, ledger)
    language = language_detection.choose_language(call, found.get(call.id), first, kept.language)
    begins = {at: begin for at, begin in begun.get(call.id, {}).items() if at >= first.end_index}
    assembly = _assemble(kept.blocks, first.end_index, call, language, begins, gathered, before)
    unplaced_items.report_unplaced(gathered)
    for what, key, found_one in (("title", "title", first.title), ("name of who submits", "entity", first.entity)):
        if not found_one:
            ledger.note(f"no {what} was found; write it under {key}", "")
    writer = MarkdownWriter(
        gathered.link_names, lambda kind, text: ledger.note(kind, text, needs_person=kind.endswith("divide it"))
    )
    submission = _build_submission(call, language, first, assembly, writer)
    told = _build_report(content, submission, assembly, writer.oversized)
    return ImportResult(submission, gathered.files, told, tuple(begin.ids for begin in begins.values()))


def _has_wsisc_styles(content: WordContent) -> bool:
    """Tell whether a file is in the styles of wsisc, which say what everything is."""
    styles = {paragraph.style.lower().replace(" ", "-") for paragraph in paragraphs(content.blocks)}
    return {"cover-body", "cover-entity"} <= styles


def _assemble(
    blocks: Sequence[Block], start: int, call: Call, language: str,
    part_starts: Mapping[int, PartStart], collector: InlineCollector,
    text_before_prompts: Sequence[Paragraph]
) -> Assembly:  # fmt: skip
    within = {index + step for index, begin in part_starts.items() for step in range(begin.size)}
    kinds: dict[int, HeadingKind] = {}
    for index in range(start, len(blocks)):
        block = blocks[index]
        if index not in within and isinstance(block, Paragraph):
            kind = heading_detection.detect_by_style(block) or (
                None if collector.has_wsisc_styles else heading_detection.detect_by_looks(blocks, index)
            )
            if kind:
                kinds[index] = kind
    others = [block for index, block in enumerate(blocks) if index >= start and index not in within | kinds.keys()]
    builder = TextBuilder(
        collector, {} if collector.has_wsisc_styles else _find_typed_numbers(others), _usual_indent(others)
    )
    collector.build_nodes = builder.build_nodes
    assembly = Assembly(call, language, collector, builder, HeadingRanks(list(kinds.values())), text_before_prompts)
    assembly.place_blocks(blocks, start, part_starts, kinds)
    return assembly


def _find_typed_numbers(blocks: Sequence[Block]) -> dict[int, tuple[int, str]]:
    """Return the paragraphs that begin with the typed number of a list: another comes before or after it."""
    found = [
        (block, int(match[1]), match[2])
        for block in blocks
        if isinstance(block, Paragraph) and not block.numbering and (match := TYPED_NUMBER.match(block.text))
    ]
    typed: dict[int, tuple[int, str]] = {}
    for index, (block, number, delimiter) in enumerate(found):
        before = next((n for _, n, sign in reversed(found[:index]) if sign == delimiter), None)
        after = next((n for _, n, sign in found[index + 1 :] if sign == delimiter), None)
        if (before == number - 1 and number > 1) or (number <= 20 and after == number + 1):
            typed[id(block)] = number, delimiter
    return typed


def _usual_indent(blocks: Sequence[Block]) -> float:
    indents = Counter(block.indent for block in blocks if isinstance(block, Paragraph) and len(block.text) > 60)
    return indents.most_common(1)[0][0] if indents else 0


def _build_submission(
    call: Call, language: str, cover: Cover, assembly: Assembly, writer: MarkdownWriter
) -> Submission:
    gathered = assembly.collector
    text = _TextWriter(writer, dict(comment_threads.read_threads(gathered.ledger.original)))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(made for part in call.parts if (made := _build_part((part.id,), assembly, text)))
    notes = {name: text.write(nodes) for name, nodes in gathered.notes.items()}
    held = (
        Part("unplaced", text.write(unplaced.nodes), sections=text.build_sections(unplaced))
        if not unplaced.is_empty
        else None
    )
    used = {name for each in (*parts, *([held] if held else ())) for name in _find_used_links(each)} | {
        token.text for note in notes.values() for token in richtext.parse(note, frozenset(writer.links))
    }
    return Submission(
        call=call.id,
        language=language,
        title=cover.title,
        entity=Entity(cover.entity),
        parts=parts,
        links={name: address for address, name in gathered.link_names.items() if name in used},
        footnotes=notes,
        figures=gathered.figures,
        unplaced=held,
    )


@dataclass
class _TextWriter:
    """Turns drafts into texts."""

    writer: MarkdownWriter
    comments_by_id: Mapping[str, Comment]

    def comments_of(self, draft: Draft) -> tuple[Comment, ...]:
        return tuple(comment for id, comment in self.comments_by_id.items() if id in draft.comments)

    def write(self, nodes: Sequence[BlockNode]) -> str:
        return texts.write_blocks(nodes, self.writer)

    def build_sections(self, draft: Draft) -> tuple[Section, ...]:
        return tuple(
            Section(
                each.title,
                each.id,
                self.write(each.nodes),
                sections=self.build_sections(each),
                comments=self.comments_of(each),
            )
            for each in draft.sections
        )


def _build_part(ids: PartIds, assembly: Assembly, text: _TextWriter) -> Part | None:
    draft = assembly.drafts.get(ids)
    children = [child.id for child in assembly.call_parts[ids].parts]
    parts = tuple(made for id in children if (made := _build_part((*ids, id), assembly, text)))
    if draft is None and not parts:
        return None
    draft = draft or Draft()
    return Part(
        ids[-1],
        text.write(draft.nodes),
        sections=text.build_sections(draft),
        parts=parts,
        comments=text.comments_of(draft),
    )


def _find_used_links(part: Part) -> set[str]:
    held = Submission("", "", "", Entity(""), (part,))
    if part.id == "unplaced":
        held = Submission("", "", "", Entity(""), (), unplaced=part)
    names = (name for _, value in rich_texts(held) for name in _find_link_references(value))
    return set(names)


def _find_link_references(text: str) -> list[str]:
    import re

    return re.findall(r"\]\[([a-z0-9-]+)\]", text)


def _build_report(
    content: WordContent, submission: Submission, assembly: Assembly, oversized: Mapping[str, str]
) -> ImportReport:
    ledger = assembly.collector.ledger
    fates, problems = ledger.balance(_submission_words(submission, oversized))
    read = sum(fates.values())
    if read != content.word_count:
        problems.append(f"{content.word_count} words were counted in the file, {read} were read")
    if fates.get(Fate.LOST):
        problems.append(f"{fates[Fate.LOST]} words got lost")
    held = submission.unplaced
    alone = Submission("", "", "", Entity(""), (), unplaced=held)
    unplaced = len(_submission_words(alone, oversized).split()) if held else 0
    return ImportReport(
        words_read=content.word_count,
        fates=fates,
        items=tuple(ledger.items),
        problems=tuple(problems),
        headings=assembly.headings,
        unplaced_words=unplaced,
        components=component_accounting.count_fates(ledger.components),
        unaccounted=tuple(component_accounting.find_problems(ledger, submission, is_whole=not oversized)),
    )


def _submission_words(submission: Submission, oversized: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows. `beyond` as a Writer has it."""
    links = frozenset(submission.links)
    plain = [text for path, text in plain_texts(submission) if path[-1] != "alt"]
    rich = [
        oversized.get(text) or _words_without_figure_names(richtext.parse(text, links))
        for _, text in rich_texts(submission)
    ]
    return "\n".join([*plain, *rich])


def _words_without_figure_names(tokens: Sequence[richtext.Token]) -> str:
    """Return the words of tokens; the name of a figure is none."""
    pairs = zip((None, *tokens), tokens, strict=False)
    return richtext.printed_text([each for before, each in pairs if before is None or before.kind != "figure"])
