"""The content of a Word file -> its tracked changes except formatting, by word; the content without them.

Accepting and rejecting are one operation, which removes the text that an accepted change deleted or a rejected one
inserted. List items are renumbered afterwards. Each changed word has the person who changed it, and when.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from wsisc.readers.word.content import (
    Block,
    Cell,
    Paragraph,
    Row,
    Table,
    TrackedChange,
    WordContent,
    all_paragraphs,
    paragraphs,
)
from wsisc.readers.word.numbering import renumber_after
from wsisc.text.words import one_line, split_atoms

type _Removes = Callable[[TrackedChange | None], bool]  # whether the text that a change inserted or deleted is removed
type _Author = tuple[str, str]  # a name and a date, as Word has them


class TrackedWord(NamedTuple):
    """A word, or a sign, that was inserted or deleted as a tracked change, by whom and when ("" if unknown)."""

    is_insertion: bool
    text: str
    author: str
    date: str


def accept_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes accepted."""
    return renumber_after(content, partial(_resolve, removes=partial(is_removed, removed_kind="deletion")))


def reject_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes rejected."""
    return accept_from(content, ())


def accept_from(content: WordContent, names: Collection[str]) -> WordContent:
    """Return a content with the tracked changes of some people accepted, and all other ones rejected."""

    def is_undone(change: TrackedChange | None) -> bool:
        if change is None:
            return False
        if change.inserted_by is not None:
            return change.inserted_by not in names or change.author in names
        return (change.kind == "deletion") == (change.author in names)

    return renumber_after(content, partial(_resolve, removes=is_undone))


def is_removed(change: TrackedChange | None, removed_kind: str) -> bool:
    """Return whether resolving a kind of change removes its text; text inserted and then deleted is of both."""
    if change is None:
        return False
    return change.kind == removed_kind or (removed_kind == "insertion" and change.inserted_by is not None)


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
    texts = (paragraph.text for cell in cells for paragraph in paragraphs(cell.blocks))
    return one_line(" ".join(texts))


def _resolve(content: WordContent, removes: _Removes) -> WordContent:
    notes = {id: _resolve_blocks(blocks, removes) for id, blocks in content.notes.items()}
    return replace(content, blocks=_resolve_blocks(content.blocks, removes), notes=notes)


def _resolve_blocks(blocks: tuple[Block, ...], removes: _Removes) -> tuple[Block, ...]:
    """Return blocks without the runs, rows and cells that are removed.

    A paragraph whose mark is removed is joined with the next one.
    """
    resolved: list[Block] = []
    pending = None
    for block in blocks:
        if isinstance(block, Table):
            if pending:
                resolved.append(pending)
                pending = None
            rows = (_resolve_row(row, removes) for row in block.rows if not removes(row.change))
            if remaining_rows := tuple(row for row in rows if row.cells):
                resolved.append(replace(block, rows=remaining_rows))
            continue
        runs = tuple(replace(run, change=None) for run in block.runs if not removes(run.change))
        joined = replace(block, runs=(*(pending.runs if pending else ()), *runs), change=None)
        if pending and pending.runs:
            joined = replace(pending, runs=joined.runs, bookmarks=(*pending.bookmarks, *block.bookmarks))
        pending = joined if removes(block.change) else None
        if not pending:
            resolved.append(joined)
    if pending and pending.runs:
        resolved.append(pending)
    return tuple(resolved)


def _resolve_row(row: Row, removes: _Removes) -> Row:
    remaining = (cell for cell in row.cells if not removes(cell.change))
    cells = tuple(replace(cell, change=None, blocks=_resolve_blocks(cell.blocks, removes)) for cell in remaining)
    return replace(row, change=None, cells=cells)


def find_tracked_words(content: WordContent) -> tuple[TrackedWord, ...]:
    """Return the changed words of a content in their order, those of notes last.

    A word of which only some letters were changed is a changed word: deleted as it was, inserted as it is.
    """
    if not any(True for _ in tracked_changes(content)):
        return ()
    return tuple(
        TrackedWord(is_insertion, text, *author)
        for paragraph in all_paragraphs(content.blocks, content.notes)
        for is_insertion in (False, True)
        for text, author in _find_words(paragraph, _is_new if is_insertion else _is_old)
    )


def _is_new(change: TrackedChange | None) -> bool:
    return change is None or change.kind == "insertion"


def _is_old(change: TrackedChange | None) -> bool:
    return change is None or (change.kind == "deletion" and change.inserted_by is None)


def _find_words(
    paragraph: Paragraph, is_shown: Callable[[TrackedChange | None], bool]
) -> Iterator[tuple[str, _Author]]:
    """Yield the changed words of one version of a paragraph, which has the runs that are shown."""
    letters, authors = [], list[_Author | None]()
    hidden = dict[int, tuple[str, _Author]]()  # letters of the other version, by their place between those of this one
    for run in paragraph.runs:
        author = (run.change.author, run.change.date) if run.change else None
        if is_shown(run.change):
            letters.append(run.text)
            authors += [author] * len(run.text)
        elif author and run.text.strip():
            hidden[len(authors)] = (run.text, author)
    text, at = "".join(letters), 0
    for word in split_atoms(text):
        found = next((author for author in reversed(authors[at : at + len(word)]) if author), None)
        inner = (hidden[place][1] for place in range(at + 1, at + len(word)) if place in hidden)
        found = found or next(inner, None) or (_touching(at, at + len(word), hidden) if word[0].isalnum() else None)
        at += len(word)
        if found and not word.isspace():
            yield word, found


def _touching(start: int, end: int, hidden: dict[int, tuple[str, _Author]]) -> _Author | None:
    """Return who changed letters directly before or after a word, which were or are part of it."""
    before, after = hidden.get(start), hidden.get(end)
    if before and before[0][-1].isalnum():
        return before[1]
    return after[1] if after and after[0][0].isalnum() else None
