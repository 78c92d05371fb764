"""A content -> the content that a reader sees: changes accepted, no struck words, no character the format refuses.

Deleted words are reported by themselves; here is who changed the file, and what formatting was changed.
"""

import itertools
import re
from array import array
from collections.abc import Iterator
from dataclasses import replace

from wsisc.importer.account.report import ReportItem
from wsisc.messages import join, join_clauses, t
from wsisc.readers.word import accept_reject, numbering, origins
from wsisc.readers.word.content import Block, Paragraph, Run, TrackedChange, WordContent
from wsisc.text.sanitize import harmful
from wsisc.text.words import one_line

_BREAK = re.compile("[\u2028\u2029\x0b\x0c\x85]")
_ZERO_WIDTH_SPACE = "\u200b"
_DELETION = TrackedChange("deletion", "", "")

_KIND_NAMES = {"insertion": t("insertions"), "deletion": t("deletions"), "formatting": t("formatting")}
UNKNOWN_AUTHOR = t("unknown author")
"""The author of a change without a name."""


def give_origins(content: WordContent) -> WordContent:
    """Return a content in which each character has an origin: those that are in no file are counted in the content."""
    numbers = itertools.count()

    def number_paragraph(paragraph: Paragraph) -> Paragraph:
        number, length = next(numbers), len(paragraph.text)
        if all(len(run.origins) == len(run.text) for run in paragraph.runs if run.text):
            return paragraph
        counted, at, runs = origins.count_paragraph(number, length), 0, []
        for run in paragraph.runs:
            is_known = not run.text or len(run.origins) == len(run.text)
            runs.append(run if is_known else replace(run, origins=counted[at : at + len(run.text)]))
            at += len(run.text)
        return replace(paragraph, runs=tuple(runs))

    return numbering.map_paragraphs(content, number_paragraph)


def mark_deletions(content: WordContent) -> WordContent:
    """Return a content in which only runs have a change, a deletion: also those of deleted rows and cells."""

    def run_of(run: Run, is_deleted: bool) -> Run:
        return replace(run, change=_DELETION if is_deleted or _is_deleted(run.change) else None)

    def blocks_of(blocks: tuple[Block, ...], is_deleted: bool) -> tuple[Block, ...]:
        return tuple(block_of(block, is_deleted) for block in blocks)

    def block_of(block: Block, is_deleted: bool) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, runs=tuple(run_of(run, is_deleted) for run in block.runs))
        rows = []
        for row in block.rows:
            is_row_deleted = is_deleted or _is_deleted(row.change)
            cells = (
                replace(each, blocks=blocks_of(each.blocks, is_row_deleted or _is_deleted(each.change)))
                for each in row.cells
            )
            rows.append(replace(row, cells=tuple(cells)))
        return replace(block, rows=tuple(rows))

    notes = {id: blocks_of(blocks, False) for id, blocks in content.notes.items()}
    return replace(content, blocks=blocks_of(content.blocks, False), notes=notes)


def clean(content: WordContent) -> WordContent:
    """Return what a reader sees of a content whose deletions were marked before."""
    return numbering.map_paragraphs(accept_reject.accept_all(content), _clean_paragraph)


def _clean_paragraph(paragraph: Paragraph) -> Paragraph:
    runs = (_clean_run(run) for run in paragraph.runs if not run.struck)
    return replace(paragraph, runs=tuple(run for run in runs if run.text or run.note or run.image))


def _clean_run(run: Run) -> Run:
    """Return a run with a clean text, each of whose characters keeps its origin."""
    if run.text.isprintable():
        return run
    text = _BREAK.sub("\n", run.text).replace("\t", " ")
    kept = [at for at, character in enumerate(text) if character != _ZERO_WIDTH_SPACE]
    visible = "".join(text[at] for at in kept)
    refused = {at for match in harmful().finditer(visible) for at in range(*match.span())}
    kept = [place for at, place in enumerate(kept) if at not in refused]
    has_origins = len(run.origins) == len(text)
    kept_origins = array("Q", [run.origins[at] for at in kept]) if has_origins else run.origins
    return replace(run, text="".join(text[at] for at in kept), origins=kept_origins)


def clean_text(text: str) -> str:
    """Return a text with breaks for line separators, spaces for tabs, and without anything that the format refuses."""
    return _clean_run(Run(text)).text


def _is_deleted(change: TrackedChange | None) -> bool:
    return change is not None and change.kind == "deletion"


def report_tracked_changes(content: WordContent) -> Iterator[ReportItem]:
    """Yield the items that report the tracked changes of a content."""
    kinds: dict[str, set[str]] = {}
    for change, _ in accept_reject.tracked_changes(content):
        kinds.setdefault(change.author, set()).add(change.kind)
        if change.inserted_by is not None:
            kinds.setdefault(change.inserted_by, set()).add("insertion")
    for each in content.formatting_changes:
        kinds.setdefault(each.author, set()).add("formatting")
    people = [
        t(
            "{author} ({kinds})",
            author=author or UNKNOWN_AUTHOR,
            kinds=join(_KIND_NAMES[each] for each in _KIND_NAMES if each in found),
        )
        for author, found in sorted(kinds.items())
    ]
    if kinds:
        yield ReportItem(t("tracked changes, all accepted"), join_clauses(people), 0, False)
    for each in content.formatting_changes:
        if each.summary:
            said = one_line(f"{each.summary}: {each.words}")
            yield ReportItem(
                t("tracked change of formatting, accepted"),
                t("{text} ({author})", text=said, author=each.author or UNKNOWN_AUTHOR),
                0,
                False,
            )
