"""A content -> its tracked changes but those of formatting, and the content with all of them accepted or rejected."""

from collections.abc import Iterator
from dataclasses import replace

from wsisc.readers.word.content import Block, Cell, Change, Content, Paragraph, Row, Table, paragraphs


def accepted(content: Content) -> Content:
    """Return a content with all tracked changes accepted."""
    return _settled(content, "deletion")


def rejected(content: Content) -> Content:
    """Return a content with all tracked changes rejected."""
    return _settled(content, "insertion")


def people(change: Change) -> tuple[str, ...]:
    """Return whose tracked change it is: of what was put in and deleted then, who did either."""
    return (change.author,) if change.inserted_by is None else (change.inserted_by, change.author)


def changes(content: Content) -> Iterator[tuple[Change, str]]:
    """Yield every tracked change of the text but those of formatting, with its words, in order; notes last.

    That of a row or cell comes before those in it; that of a paragraph's mark, "[end of paragraph]", is behind them.
    """
    for blocks in (content.blocks, *content.notes.values()):
        yield from _changes(blocks)


def _changes(blocks: tuple[Block, ...]) -> Iterator[tuple[Change, str]]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _of_row(row)
            continue
        for run in block.runs:
            if run.change:
                yield run.change, run.text or ("[note]" if run.note else "[image]")
        if block.change:
            yield block.change, "[end of paragraph]"


def _of_row(row: Row) -> Iterator[tuple[Change, str]]:
    if row.change:
        yield row.change, f"[row] {words_of(row.cells)}".strip()
    for cell in row.cells:
        if cell.change:
            yield cell.change, f"[cell] {words_of((cell,))}".strip()
        yield from _changes(cell.blocks)


def words_of(cells: tuple[Cell, ...]) -> str:
    """Return the words of cells on one line."""
    found = (paragraph.text for cell in cells for paragraph in paragraphs(cell.blocks))
    return " ".join(" ".join(found).split())


def _settled(content: Content, dropped: str) -> Content:
    notes = {id: _kept(blocks, dropped) for id, blocks in content.notes.items()}
    return replace(content, blocks=_kept(content.blocks, dropped), notes=notes)


def _kept(blocks: tuple[Block, ...], dropped: str) -> tuple[Block, ...]:
    """Return blocks without runs, rows and cells of one kind of change; a paragraph whose mark goes joins the next."""
    found: list[Block] = []
    pending: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            if pending:
                found.append(pending)
                pending = None
            rows = (_kept_row(row, dropped) for row in block.rows if not is_dropped(row.change, dropped))
            if kept := tuple(row for row in rows if row.cells):
                found.append(replace(block, rows=kept))
            continue
        runs = tuple(replace(run, change=None) for run in block.runs if not is_dropped(run.change, dropped))
        joined = replace(block, runs=(*(pending.runs if pending else ()), *runs), change=None)
        if pending and pending.runs:
            joined = replace(pending, runs=joined.runs, bookmarks=(*pending.bookmarks, *block.bookmarks))
        pending = joined if is_dropped(block.change, dropped) else None
        if not pending:
            found.append(joined)
    if pending and pending.runs:
        found.append(pending)
    return tuple(found)


def _kept_row(row: Row, dropped: str) -> Row:
    kept = (cell for cell in row.cells if not is_dropped(cell.change, dropped))
    cells = tuple(replace(cell, change=None, blocks=_kept(cell.blocks, dropped)) for cell in kept)
    return replace(row, change=None, cells=cells)


def is_dropped(change: Change | None, kind: str) -> bool:
    """Tell whether what a change was made of goes where all of a kind go; what was inserted and deleted is of both."""
    if change is None:
        return False
    return change.kind == kind or (kind == "insertion" and change.inserted_by is not None)
