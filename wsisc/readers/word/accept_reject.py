"""The content of a Word file -> its tracked changes except formatting; the content with all accepted or rejected."""

from collections.abc import Iterator
from dataclasses import replace

from wsisc.readers.word.content import Block, Cell, Paragraph, Row, Table, TrackedChange, WordContent, paragraphs
from wsisc.readers.word.elements import one_line


def accept_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes accepted."""
    return _resolve_changes(content, "deletion")


def reject_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes rejected."""
    return _resolve_changes(content, "insertion")


def change_authors(change: TrackedChange) -> tuple[str, ...]:
    """Return the authors of a change; for text that was inserted and then deleted, the authors of both steps."""
    return (change.author,) if change.inserted_by is None else (change.inserted_by, change.author)


def tracked_changes(content: WordContent) -> Iterator[tuple[TrackedChange, str]]:
    """Yield every tracked change apart from formatting, with its words, in order; those of notes last.

    The change of a row or cell comes before those in it. A changed mark is "[end of paragraph]", after its runs.
    """
    for blocks in (content.blocks, *content.notes.values()):
        yield from _block_changes(blocks)


def _block_changes(blocks: tuple[Block, ...]) -> Iterator[tuple[TrackedChange, str]]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _row_changes(row)
            continue
        for run in block.runs:
            if run.change:
                yield run.change, run.text or ("[note]" if run.note else "[image]")
        if block.change:
            yield block.change, "[end of paragraph]"


def _row_changes(row: Row) -> Iterator[tuple[TrackedChange, str]]:
    if row.change:
        yield row.change, f"[row] {cell_text(row.cells)}".strip()
    for cell in row.cells:
        if cell.change:
            yield cell.change, f"[cell] {cell_text((cell,))}".strip()
        yield from _block_changes(cell.blocks)


def cell_text(cells: tuple[Cell, ...]) -> str:
    """Return the words of cells on one line."""
    found = (paragraph.text for cell in cells for paragraph in paragraphs(cell.blocks))
    return one_line(" ".join(found))


def _resolve_changes(content: WordContent, removed_kind: str) -> WordContent:
    notes = {id: _resolve_blocks(blocks, removed_kind) for id, blocks in content.notes.items()}
    return replace(content, blocks=_resolve_blocks(content.blocks, removed_kind), notes=notes)


def _resolve_blocks(blocks: tuple[Block, ...], removed_kind: str) -> tuple[Block, ...]:
    """Return blocks without the runs, rows and cells of one kind of change.

    A paragraph whose mark is removed is joined with the next one.
    """
    resolved: list[Block] = []
    pending: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            if pending:
                resolved.append(pending)
                pending = None
            rows = (_resolve_row(row, removed_kind) for row in block.rows if not is_removed(row.change, removed_kind))
            if remaining_rows := tuple(row for row in rows if row.cells):
                resolved.append(replace(block, rows=remaining_rows))
            continue
        runs = tuple(replace(run, change=None) for run in block.runs if not is_removed(run.change, removed_kind))
        joined = replace(block, runs=(*(pending.runs if pending else ()), *runs), change=None)
        if pending and pending.runs:
            joined = replace(pending, runs=joined.runs, bookmarks=(*pending.bookmarks, *block.bookmarks))
        pending = joined if is_removed(block.change, removed_kind) else None
        if not pending:
            resolved.append(joined)
    if pending and pending.runs:
        resolved.append(pending)
    return tuple(resolved)


def _resolve_row(row: Row, removed_kind: str) -> Row:
    remaining = (cell for cell in row.cells if not is_removed(cell.change, removed_kind))
    cells = tuple(replace(cell, change=None, blocks=_resolve_blocks(cell.blocks, removed_kind)) for cell in remaining)
    return replace(row, change=None, cells=cells)


def is_removed(change: TrackedChange | None, removed_kind: str) -> bool:
    """Return whether resolving removes the changed text; text inserted and then deleted is removed with either kind."""
    if change is None:
        return False
    return change.kind == removed_kind or (removed_kind == "insertion" and change.inserted_by is not None)
