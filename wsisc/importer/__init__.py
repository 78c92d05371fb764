"""The content of any Word file -> a submission, the files of its figures, and a report of what became of every word.

No word is dropped: words that fit no part go to `unplaced`, what has no place at all is reported with its words.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from wsisc.calls.call import Call, Catalogue
from wsisc.importer import blocks as texts
from wsisc.importer import (
    call_detection,
    comment_threads,
    component_accounting,
    cover_detection,
    heading_detection,
    layout,
    part_headings,
    split_prompts,
    tracking,
    unplaced_items,
)
from wsisc.importer.assembly import UNPLACED, Assembly, Draft
from wsisc.importer.clean_content import clean, mark_deletions
from wsisc.importer.cover_detection import Cover
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.part_detection import PartStart
from wsisc.importer.part_headings import PartIds
from wsisc.importer.report import Fate, ImportReport, ReportItem
from wsisc.importer.structure import TYPED_NUMBER, TextBuilder
from wsisc.importer.word_accounting import Ledger
from wsisc.markup import richtext, tree
from wsisc.markup.print_inlines import MarkdownWriter
from wsisc.markup.printed_text import printed_text
from wsisc.model import Comment, Entity, Part, Section, Submission, plain_texts, rich_texts
from wsisc.readers.word.content import Block, Paragraph, WordContent, paragraphs

__all__ = ["Fate", "ImportReport", "ImportResult", "ReportItem", "UnknownCall", "import_content"]

UnknownCall = call_detection.UnknownCall
# A list that an author typed begins with such a number, unless the number before it comes before. A guess.
_MAX_FIRST_NUMBER = 20
# Only paragraphs of more letters, about a line, show the usual indent of a text. A guess.
_MIN_TEXT_LETTERS = 60
type _WriteText = Callable[[Sequence[tree.Block]], str]
_LINK_NAME = re.compile(r"\]\[([a-z0-9-]+)\]")


@dataclass(frozen=True)
class ImportResult:
    """What a content is imported as: a submission, the files of its figures by their paths, and the report.

    `found_parts` are the ids that lead to the parts of the call whose headings were found.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport
    found_parts: tuple[tuple[str, ...], ...] = ()


def import_content(content: WordContent, catalogue: Catalogue, call_id: str = "") -> ImportResult:
    """Return a content, with all tracked changes accepted, as a submission that answers a call.

    Raises UnknownCall if `call_id` is empty and the call cannot be found.
    """
    original = mark_deletions(content)
    has_wsisc_styles = _has_wsisc_styles(original)
    cleaned, layout_tables = clean(original), list[str]()
    if not has_wsisc_styles:
        cleaned, layout_tables = layout.unwrap_tables(cleaned, catalogue)
    known_calls = call_detection.calls_with_prompts(catalogue)
    cleaned, text_before_prompts = split_prompts.split(cleaned, known_calls, has_wsisc_styles)
    ledger = Ledger(original, cleaned, list(tracking.report_items(content)))
    for words in layout_tables:
        ledger.note("table used for layout, imported as plain text", words, needs_person=False)
    collector = InlineCollector(ledger, has_wsisc_styles)
    folded = part_headings.fold_blocks(cleaned.blocks)
    detected = {
        each.id: call_detection.detect_parts(cleaned.blocks, folded, each, cleaned.language, has_wsisc_styles)
        for each in known_calls
    }
    starts = {id: each.starts for id, each in detected.items()}
    all_indexes = {index for each in starts.values() for index in each}
    cover = cover_detection.read_cover(cleaned.blocks, catalogue, collector, all_indexes.__contains__)
    call = call_detection.choose_call(catalogue, call_id, cover, starts, ledger)
    language = call_detection.choose_language(call, detected.get(call.id), cover, cleaned.language)
    part_starts = {index: start for index, start in starts.get(call.id, {}).items() if index >= cover.end_index}
    assembly = _assemble(cleaned.blocks, cover.end_index, call, language, part_starts, collector, text_before_prompts)
    unplaced_items.report_unplaced(collector)
    _report_missing(cover, ledger)
    writer = MarkdownWriter(
        collector.link_names, lambda kind, text: ledger.note(kind, text, needs_person=kind.endswith("divide it"))
    )
    submission = _build_submission(call, language, cover, assembly, writer)
    report = _build_report(content, submission, assembly, writer.oversized)
    return ImportResult(submission, collector.files, report, tuple(start.ids for start in part_starts.values()))


def _report_missing(cover: Cover, ledger: Ledger) -> None:
    if not cover.title:
        ledger.note("no title was found; add it under title", "")
    if not cover.entity:
        ledger.note("no name of an entity was found; add it under entity", "")


def _has_wsisc_styles(content: WordContent) -> bool:
    """Return whether a file is in the styles of wsisc, which say what everything is."""
    styles = {paragraph.style.lower().replace(" ", "-") for paragraph in paragraphs(content.blocks)}
    return {"cover-body", "cover-entity"} <= styles


def _assemble(
    blocks: Sequence[Block], start: int, call: Call, language: str,
    part_starts: Mapping[int, PartStart], collector: InlineCollector,
    text_before_prompts: Sequence[Paragraph]
) -> Assembly:  # fmt: skip
    heading_indexes = {
        index + step for index, start_of_part in part_starts.items() for step in range(start_of_part.size)
    }
    heading_kinds = {}
    for index in range(start, len(blocks)):
        block = blocks[index]
        if index not in heading_indexes and isinstance(block, Paragraph):
            kind = heading_detection.detect_by_style(block) or (
                None if collector.has_wsisc_styles else heading_detection.detect_by_looks(blocks, index)
            )
            if kind:
                heading_kinds[index] = kind
    others = [
        block
        for index, block in enumerate(blocks)
        if index >= start and index not in heading_indexes | heading_kinds.keys()
    ]
    builder = TextBuilder(
        collector, {} if collector.has_wsisc_styles else _find_typed_numbers(others), _usual_indent(others)
    )
    collector.build_blocks = builder.build_blocks
    assembly = Assembly(
        call,
        language,
        collector,
        builder,
        heading_detection.rank_kinds(list(heading_kinds.values())),
        text_before_prompts,
    )
    assembly.place_blocks(blocks, start, part_starts, heading_kinds)
    return assembly


def _find_typed_numbers(blocks: Sequence[Block]) -> dict[int, tuple[int, str]]:
    """Return number and delimiter of the paragraphs that begin with a typed number of a list, by their `id()`.

    It is one if the number before it comes before it or the number after it comes after it: "2022. That year" is none.
    """
    candidates = [
        (block, int(match[1]), match[2])
        for block in blocks
        if isinstance(block, Paragraph) and not block.numbering and (match := TYPED_NUMBER.match(block.text))
    ]
    typed_numbers = {}
    for index, (block, number, delimiter) in enumerate(candidates):
        before = next((n for _, n, sign in reversed(candidates[:index]) if sign == delimiter), None)
        after = next((n for _, n, sign in candidates[index + 1 :] if sign == delimiter), None)
        if (before == number - 1 and number > 1) or (number <= _MAX_FIRST_NUMBER and after == number + 1):
            typed_numbers[id(block)] = number, delimiter
    return typed_numbers


def _usual_indent(blocks: Sequence[Block]) -> float:
    """Return the most frequent indent of long paragraphs: a file can have all its text indented."""
    indents = Counter(
        block.indent for block in blocks if isinstance(block, Paragraph) and len(block.text) > _MIN_TEXT_LETTERS
    )
    return indents.most_common(1)[0][0] if indents else 0


def _build_submission(
    call: Call, language: str, cover: Cover, assembly: Assembly, writer: MarkdownWriter
) -> Submission:
    collector = assembly.collector
    write = partial(texts.write_blocks, writer=writer)
    comments = dict(comment_threads.read_threads(collector.ledger.original))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(built for part in call.parts if (built := _build_part((part.id,), assembly, write, comments)))
    notes = {name: write(nodes) for name, nodes in collector.notes.items()}
    unplaced_part = (
        Part("unplaced", write(unplaced.nodes), sections=_build_sections(unplaced, write, comments))
        if not unplaced.is_empty
        else None
    )
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
    parsed_notes = (richtext.parse(note, frozenset(writer.links)) for note in notes.values())
    used_names = {link.name for note in parsed_notes for link in tree.find(note.blocks, tree.Link)}
    used_names |= {name for _, value in rich_texts(submission) for name in _LINK_NAME.findall(value)}
    links = {name: address for address, name in collector.link_names.items() if name in used_names}
    return replace(submission, links=links)


def _build_part(ids: PartIds, assembly: Assembly, write: _WriteText, comments: Mapping[str, Comment]) -> Part | None:
    draft = assembly.drafts.get(ids)
    children = [(*ids, child.id) for child in assembly.call_parts[ids].parts]
    parts = tuple(built for each in children if (built := _build_part(each, assembly, write, comments)))
    if draft is None and not parts:
        return None
    draft = draft or Draft()
    return Part(
        ids[-1],
        write(draft.nodes),
        sections=_build_sections(draft, write, comments),
        parts=parts,
        comments=_comments_on(draft, comments),
    )


def _build_sections(draft: Draft, write: _WriteText, comments: Mapping[str, Comment]) -> tuple[Section, ...]:
    return tuple(
        Section(
            each.title,
            each.id,
            write(each.nodes),
            sections=_build_sections(each, write, comments),
            comments=_comments_on(each, comments),
        )
        for each in draft.sections
    )


def _comments_on(draft: Draft, comments: Mapping[str, Comment]) -> tuple[Comment, ...]:
    return tuple(comment for id, comment in comments.items() if id in draft.comments)


def _build_report(
    content: WordContent, submission: Submission, assembly: Assembly, oversized: Mapping[str, str]
) -> ImportReport:
    ledger = assembly.collector.ledger
    fates, problems = ledger.balance(_submission_words(submission, oversized))
    words_read = sum(fates.values())
    if words_read != content.word_count:
        problems.append(f"{content.word_count} words were counted in the file, {words_read} were read")
    if fates.get(Fate.LOST):
        problems.append(f"{fates[Fate.LOST]} words were lost")
    unplaced_part = submission.unplaced
    unplaced_only = Submission("", "", "", Entity(""), (), unplaced=unplaced_part)
    unplaced_words = len(_submission_words(unplaced_only, oversized).split()) if unplaced_part else 0
    return ImportReport(
        words_read=content.word_count,
        fates=fates,
        items=tuple(ledger.items),
        problems=tuple(problems),
        headings=assembly.headings,
        unplaced_words=unplaced_words,
        components=component_accounting.count_fates(ledger.components),
        unaccounted=tuple(component_accounting.find_problems(ledger, submission, is_whole=not oversized)),
    )


def _submission_words(submission: Submission, oversized: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows.

    `oversized` are the words of texts beyond the limits, as a MarkdownWriter has them.
    """
    links = frozenset(submission.links)
    plain = [text for path, text in plain_texts(submission) if path[-1] != "alt"]
    without_names = dict.fromkeys(submission.figures, "")
    rich = [
        oversized.get(text) or printed_text(richtext.parse(text, links).blocks, captions=without_names)
        for _, text in rich_texts(submission)
    ]
    return "\n".join([*plain, *rich])
