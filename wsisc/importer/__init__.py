"""The content of any Word file -> a submission, the files of its figures, and a report of what became of every word.

No word is dropped: words that fit no part go to `unplaced`, what has no place at all is reported with its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wsisc.calls.call import Call, Catalogue
from wsisc.document.outline import OutlineBlock
from wsisc.importer.account import word_accounting
from wsisc.importer.account.report import Fate, ImportReport, PartDecision, Reason, ReportItem
from wsisc.importer.account.word_accounting import LEFT_OVER, Ledger, MisreadValue
from wsisc.importer.assembly import (
    Assembly,
    BuiltSubmission,
    add_fields,
    build_submission,
    find_untraced,
    keep_words,
    submission_words,
)
from wsisc.importer.clean import clean_content, split_prompts
from wsisc.importer.clean.clean_content import clean, give_origins, mark_deletions
from wsisc.importer.cover import call_detection, call_phrases, cover_detection
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.forms import form_parts, form_reading, layout
from wsisc.importer.forms.form_parts import FormParts
from wsisc.importer.forms.form_reading import FilledForm
from wsisc.importer.parts import heading_index, part_detection, part_mapping, restore_headings
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_detection import Origin
from wsisc.importer.parts.part_headings import UNPLACED, PartStarts
from wsisc.importer.text import structure, unplaced_items
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.importer.text.structure import TextBuilder
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.content import Paragraph, WordContent, paragraphs
from wsisc.source.markup.print_markdown import MarkdownWriter
from wsisc.source.model import Entity, Submission
from wsisc.text.words import one_line

__all__ = ["Fate", "ImportReport", "ImportResult", "PartDecision", "ReportItem", "UnknownCall", "import_content"]

UnknownCall = call_detection.UnknownCall
NO_MAPPING: Mapping[str, str] = {}
"""No part was named for any heading."""


@dataclass(frozen=True)
class ImportResult:
    """The result of an import: a submission, the files of its figures by their paths, and the report.

    `content` is the content of the file that was imported. `found_parts` are the ids that lead to the parts of the call
    whose headings were found. `origins` are the addresses
    of the printed letters of each text and value, by its path, `figure_origins` those of the images of figures.
    `misread` is what was typed into the fields of a form that cannot have it.
    """

    content: WordContent = field(repr=False)
    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport
    found_parts: tuple[tuple[str, ...], ...] = ()
    origins: Mapping[DataPath, Sequence[int]] = field(default_factory=dict, repr=False)
    figure_origins: Mapping[str, int] = field(default_factory=dict, repr=False)
    misread: tuple[MisreadValue, ...] = ()


@dataclass(frozen=True)
class _Cleaned:
    """Content after cleaning, in which parts can be found: its blocks, and the account of its words.

    `form` is what a form says, `form_lines` are its own words, `call` is the one that it is for.
    """

    origin: Origin
    index: HeadingIndex
    collector: InlineCollector
    text_before_prompts: tuple[Paragraph, ...]
    tag: str
    form: FilledForm = field(default_factory=FilledForm)
    call: str = ""
    form_lines: frozenset[str] = frozenset()

    @property
    def is_strict(self) -> bool:
        """Whether the styles of wsisc say what everything is."""
        return self.origin == Origin.DOCUMENT

    @property
    def ledger(self) -> Ledger:
        """The account of the words."""
        return self.collector.ledger


def import_content(
    content: WordContent,
    catalogue: Catalogue,
    call_id: str = "",
    mapping: Mapping[str, str] = NO_MAPPING,
    sent: Sequence[OutlineBlock] = (),
    sent_call: str = "",
) -> ImportResult:
    """Convert the content of a Word file, with all tracked changes accepted, to a submission that answers a call.

    `mapping` has the parts of headings that a person named: {"Next steps": "three.b"}. `sent` are the blocks of the
    document that the file was built as, and `sent_call` is the id of its call, if that is known.

    Raises UnknownCall if `call_id` is empty and the cover names a session without a call, WsiscError if the mapping
    names a part or a heading that does not exist.
    """
    cleaned = _clean(content, catalogue, sent)
    cover, call, wording, parts = _detect(cleaned, catalogue, call_id, mapping, sent, sent_call)
    assembly = _assemble(cleaned, cover, call, wording, parts)
    language, values = wording, cleaned.form.values
    if not cleaned.is_strict:
        texts, chosen = _own_texts(cleaned, cover.end_index, parts.starts), values.get("language", "")
        language = call_detection.judge_language(texts, call, wording, chosen, cleaned.ledger)
    unplaced_items.report_unplaced(cleaned.collector)
    cover.add_names(values)
    _report_missing(cover, cleaned.ledger)
    built, oversized = _write(cleaned, cover, call, language, assembly)
    report = _build_report(content, built, assembly, oversized)
    found = tuple(start.ids for start in parts.starts.values() if start.is_placed)
    collector = cleaned.collector
    return ImportResult(
        content, built.submission, collector.files, report, found, built.origins, collector.figure_origins,
        cleaned.ledger.misread,
    )  # fmt: skip


def _write(
    cleaned: _Cleaned, cover: Cover, call: Call, language: str, assembly: Assembly
) -> tuple[BuiltSubmission, Mapping[str, str]]:
    """Return the submission of an assembly, and the words of its texts beyond the limits of the format."""
    writer = MarkdownWriter(cleaned.collector.link_names, cleaned.ledger.note)
    built = build_submission(call, language, cover, assembly, writer)
    submission = add_fields(built.submission, {**cover.fields, **cleaned.form.values})
    cleaned.ledger.report_words_of_others(
        lambda words: one_line(words) in cleaned.form_lines or call_phrases.is_printed_by(call, words)
    )
    built = keep_words(built._replace(submission=submission), cleaned.ledger, writer.oversized)
    return built, writer.oversized


class _Detected(NamedTuple):
    cover: Cover
    call: Call
    wording: str
    parts: FormParts


def _detect(
    cleaned: _Cleaned, catalogue: Catalogue, call_id: str, mapping: Mapping[str, str],
    sent: Sequence[OutlineBlock], sent_call: str
) -> _Detected:  # fmt: skip
    """Return what the cover says, which call a file answers, in which language it has its wording, and its parts."""
    known_calls = call_detection.calls_with_prompts(catalogue)
    detected = {
        known_call.id: call_detection.detect_parts(cleaned.index, known_call, cleaned.tag, cleaned.origin)
        for known_call in known_calls
    }
    starts = {id: each.starts for id, each in detected.items()}
    sure = {at for each in starts.values() for at, start in each.items() if cover_detection.ends_cover(start)}
    sure |= {line.at for line in cleaned.form.lines}
    end = cleaned.form.end or len(cleaned.index.blocks)
    is_styled = cleaned.origin != Origin.OTHER and restore_headings.has_wsisc_styles(cleaned.ledger.cleaned)
    is_start, is_form = (lambda at: at >= end or at in sure), cleaned.origin == Origin.FORM
    cover = cover_detection.read_cover(cleaned.index.blocks, catalogue, is_start, is_styled, is_form)
    cover.is_titled = "title" in cleaned.form.values
    call = _choose_call(cleaned, catalogue, call_id, cover, starts, sent_call)
    by = call_phrases.submitter_phrases(catalogue)
    cover_detection.fill_cover(cover, cleaned.index.blocks, call, by, cleaned.collector)
    wording = call_detection.choose_language(call, detected.get(call.id), cover, cleaned.tag)
    part_starts = starts.get(call.id, {})
    mapped = part_mapping.find_mapped(cleaned.index, call, mapping, cover.end_index) if mapping else {}
    if mapping:
        part_starts = part_detection.find_parts(cleaned.index, call, wording, cleaned.origin, mapped)
    if any(call.id in line.parts for line in cleaned.form.lines):
        part_starts = part_detection.find_questions(cleaned.index, call, wording, mapped)
    part_starts = {at: start for at, start in part_starts.items() if at >= cover.end_index}
    parts = FormParts(part_starts, part_detection.find_unheaded(cleaned.index, call, sent, cover.end_index))
    if cleaned.origin == Origin.FORM:
        parts = form_parts.find_form_parts(cleaned.index, call, wording, cleaned.form, part_starts, cleaned.ledger)
    return _Detected(cover, call, wording, parts)


def _choose_call(
    cleaned: _Cleaned, catalogue: Catalogue, call_id: str, cover: Cover, starts: Mapping[str, PartStarts],
    sent_call: str
) -> Call:  # fmt: skip
    """Return the call that a file answers, and report that it is another one than a person named."""
    call = call_detection.choose_call(catalogue, call_id or cleaned.call, cover, starts, cleaned.ledger, sent_call)
    if call_id:
        stated = sent_call or cleaned.call
        call_detection.report_other_call(call, stated, catalogue, cover, starts, cleaned.ledger)
    return call


def _clean(content: WordContent, catalogue: Catalogue, sent: Sequence[OutlineBlock]) -> _Cleaned:
    """Return a content as a reader sees it, with prompts and answers in paragraphs of their own."""
    original = mark_deletions(give_origins(content))
    cleaned, layout_tables = restore_headings.restore(clean(original), sent).content, list[str]()
    origin = Origin.OTHER
    if form_reading.is_form(cleaned.blocks):
        origin = Origin.FORM
    elif restore_headings.has_wsisc_styles(original):
        origin = Origin.DOCUMENT
    if origin == Origin.OTHER:
        cleaned, layout_tables = layout.unwrap_tables(cleaned, catalogue)
    phrases = form_reading.find_phrases(catalogue) if origin == Origin.FORM else None
    cleaned, before_lines, _ = form_reading.split_lines(cleaned, phrases) if phrases else (cleaned, (), ())
    known_calls = call_detection.calls_with_prompts(catalogue)
    cleaned, text_before_prompts, text_after_prompts = split_prompts.split(cleaned, known_calls, origin != Origin.OTHER)
    kept: list[str] | None = [] if phrases else None
    ledger = Ledger(original, cleaned, kept, list(clean_content.report_tracked_changes(content)))
    for words in layout_tables:
        ledger.note(t("table used for layout, imported as plain text"), words, needs_person=False)
    collector = InlineCollector(ledger, origin == Origin.DOCUMENT)
    index = HeadingIndex(cleaned.blocks)
    if not phrases:
        return _Cleaned(origin, index, collector, text_before_prompts, cleaned.language)
    filled = form_reading.read(
        cleaned.blocks, phrases, collector, {id(paragraph) for paragraph in before_lines}, text_after_prompts
    )
    call = form_reading.call_of(cleaned.blocks, catalogue)
    index = HeadingIndex(filled.blocks)
    own_lines = phrases.lines.union(phrases.fields)
    return _Cleaned(origin, index, collector, text_before_prompts, cleaned.language, filled, call, own_lines)


def _report_missing(cover: Cover, ledger: Ledger) -> None:
    if not cover.title:
        ledger.note(t("no title was found; add it under title"), "")
    if not cover.entity:
        ledger.note(t("no name of an entity was found; add it under entity"), "")


def _own_texts(cleaned: _Cleaned, start: int, part_starts: PartStarts) -> list[str]:
    """Return the texts below the cover and the headings of parts, without words whose language the author named."""
    inner = {index for at, begin in part_starts.items() for index in range(at, at + begin.size)}
    blocks = (block for at, block in enumerate(cleaned.index.blocks) if at >= start and at not in inner)
    own = ([run.text for run in paragraph.runs if not run.language] for paragraph in paragraphs(tuple(blocks)))
    return ["".join(texts) for texts in own]


def _assemble(cleaned: _Cleaned, cover: Cover, call: Call, language: str, parts: FormParts) -> Assembly:
    index, collector, part_starts, start = cleaned.index, cleaned.collector, parts.starts, cover.end_index
    blocks = list(index.blocks)
    for at, offset in parts.over.items():
        blocks[at] = form_reading.cut_question(index.paragraph(at), offset, collector.ledger)
    heading_indexes = {at + step for at, begin in part_starts.items() for step in range(begin.size)}
    kinds = {}
    for at in range(start, len(index.blocks)):
        block = index.blocks[at]
        by_style = heading_index.detect_by_style(block) if isinstance(block, Paragraph) else None
        if at not in parts.over and (kind := by_style if cleaned.is_strict else index.kind(at)):
            kinds[at] = kind
            if cleaned.origin == Origin.FORM and by_style is None and at not in heading_indexes:
                words = index.paragraph(at).text
                cleaned.ledger.note(
                    t("short line that looks like a heading, imported as one"), words, needs_person=False
                )
    others = [block for at, block in enumerate(blocks) if at >= start and at not in heading_indexes and at not in kinds]
    builder = TextBuilder(
        collector,
        {} if cleaned.is_strict else structure.find_typed_numbers(others),
        structure.usual_indent(others),
    )
    ranks = heading_index.rank_kinds(list(kinds.values()))
    is_of_wsisc = cleaned.origin != Origin.OTHER
    assembly = Assembly(call, language, collector, builder, ranks, cleaned.text_before_prompts, is_of_wsisc)
    left_over = [Paragraph((run,)) for run in collector.ledger.runs_at(LEFT_OVER)]
    assembly.drafts[UNPLACED].nodes += builder.build_blocks(left_over)
    entered = {max(at, start): ids for at, ids in sorted(parts.entered.items())}
    reason = Reason.FORM if cleaned.origin == Origin.FORM else Reason.SENT
    assembly.place_blocks(blocks, start, part_starts, kinds, entered, reason)
    return assembly


def _build_report(
    content: WordContent, built: BuiltSubmission, assembly: Assembly, oversized: Mapping[str, str]
) -> ImportReport:
    ledger, submission = assembly.collector.ledger, built.submission
    fates, problems = ledger.balance(submission_words(submission, oversized), built.origins)
    problems += [
        t("words without an address: {place}", place="/".join(map(str, path)))
        for path in find_untraced(built, oversized)
    ]
    words_read = sum(fates.values())
    if words_read != content.word_count:
        problems.append(
            t(
                "{word_count} words were counted in the file, {words_read} were read",
                word_count=content.word_count,
                words_read=words_read,
            )
        )
    if fates.get(Fate.LOST):
        problems.append(t("{fates} words were lost", fates=fates[Fate.LOST]))
    unplaced_part = submission.unplaced
    unplaced_only = Submission("", "", "", Entity(""), (), unplaced=unplaced_part)
    unplaced_words = len(submission_words(unplaced_only, oversized).split()) if unplaced_part else 0
    return ImportReport(
        words_read=content.word_count,
        fates=fates,
        items=tuple(ledger.items),
        problems=tuple(problems),
        headings=assembly.headings,
        unplaced_words=unplaced_words,
        components=word_accounting.count_fates(ledger.components),
        unaccounted=tuple(word_accounting.find_component_problems(ledger, submission, is_whole=not oversized)),
        decisions=tuple(assembly.decisions),
    )
