"""A Word file with tracked changes -> it with some of them settled, its lists counted anew, as Word counts them."""

import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from wsisc.readers.word import accept_reject, numbering
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Block, Numbering, Paragraph, Row, Table, WordContent

_CLOSING_SIGNS = (" ", ".", ",", ";", ":", "!", "?", ")")
_SEPARATOR = "\0"


def accept_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes accepted."""
    return _renumber_after(content, accept_reject.accept_all)


def reject_all(content: WordContent) -> WordContent:
    """Return a content with all tracked changes rejected."""
    return _renumber_after(content, accept_reject.reject_all)


def accept_from(content: WordContent, names: Collection[str]) -> WordContent:
    """Return a content with the tracked changes of some people accepted, and all others rejected."""

    def turned(change: word.TrackedChange | None) -> word.TrackedChange | None:
        if change is None:
            return None
        if change.inserted_by is not None:
            is_there = change.inserted_by in names and change.author not in names
        else:
            is_there = (change.kind == "insertion") == (change.author in names)
        return word.TrackedChange("insertion" if is_there else "deletion", change.author, change.date)

    def paragraph(each: Paragraph) -> Paragraph:
        runs = tuple(replace(run, change=turned(run.change)) for run in each.runs)
        return replace(each, runs=runs, change=turned(each.change))

    def row(each: Row) -> Row:
        cells = tuple(replace(cell, change=turned(cell.change)) for cell in each.cells)
        return replace(each, change=turned(each.change), cells=cells)

    return accept_all(_map_blocks(content, paragraph, row))


def remove_struck_spaces(content: WordContent) -> WordContent:
    """Return a content without the space before a struck word that would stand before a full stop then."""

    def paragraph(each: Paragraph) -> Paragraph:
        runs = list(each.runs)
        kept = [at for at, run in enumerate(runs) if not run.struck]
        for at, after in itertools.pairwise(kept):
            if after > at + 1 and runs[at].text.endswith(" ") and runs[after].text.startswith(_CLOSING_SIGNS):
                runs[at] = replace(runs[at], text=runs[at].text[:-1])
        return replace(each, runs=tuple(run for run in runs if run.text or run.note or run.image))

    return _map_blocks(content, paragraph, lambda row: row)


def _renumber_after(content: WordContent, settle: Callable[[WordContent], WordContent]) -> WordContent:
    """Return a content settled, its items numbered as they stand then."""
    items = [each.numbering for each in _paragraphs(content)]
    settled = settle(
        _map_numbering(content, lambda at, found: found._replace(list_id=f"{at}{_SEPARATOR}{found.list_id}"))
    )
    left = {_paragraph_index(each.numbering) for each in _paragraphs(settled) if each.numbering}
    counted = dict(_renumber_items([(at, each) for at, each in enumerate(items) if each], left))
    return _map_numbering(settled, lambda _, found: counted[_paragraph_index(found)])


def _paragraph_index(found: Numbering) -> int:
    return int(found.list_id.partition(_SEPARATOR)[0])


def _renumber_items(items: list[tuple[int, Numbering]], remaining: Collection[int]) -> Iterator[tuple[int, Numbering]]:
    """Yield items of lists, each with its place, numbered as they are where only those `left` are there."""
    gone: dict[tuple[str, int], int] = {}
    for at, found in items:
        here = (found.list_id, found.level)
        if found.number == 1:  # it is the first one, of a list or below an item
            gone.pop(here, None)
        missing = gone.get(here, 0)
        yield at, _set_number(found, found.number - missing) if missing else found
        if at not in remaining:
            gone[here] = missing + 1


def _set_number(found: Numbering, number: int) -> Numbering:
    """Return the numbering of an item that has another number."""
    if found.number <= 0 or number <= 0:
        return found
    old, new = (numbering.format_numeral(each, found.format) for each in (found.number, number))
    head, sign, tail = found.marker.rpartition(old)
    return found._replace(marker=f"{head}{new}{tail}" if sign else found.marker, number=number)


def _paragraphs(content: WordContent) -> Iterator[Paragraph]:
    for blocks in (content.blocks, *content.notes.values()):
        yield from word.paragraphs(blocks)


def _map_numbering(content: WordContent, numbered: Callable[[int, Numbering], Numbering]) -> WordContent:
    """Return a content with another numbering of its items, given their places among all paragraphs."""
    places = iter(range(sum(1 for _ in _paragraphs(content))))

    def paragraph(each: Paragraph) -> Paragraph:
        at = next(places)
        return replace(each, numbering=numbered(at, each.numbering)) if each.numbering else each

    return _map_blocks(content, paragraph, lambda row: row)


def _map_blocks(
    content: WordContent, paragraph: Callable[[Paragraph], Paragraph], row: Callable[[Row], Row]
) -> WordContent:
    """Return a content with other paragraphs and rows, in order."""

    def blocks(found: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(table(each) if isinstance(each, Table) else paragraph(each) for each in found)

    def table(found: Table) -> Table:
        return replace(found, rows=tuple(cells(row(each)) for each in found.rows))

    def cells(found: Row) -> Row:
        return replace(found, cells=tuple(replace(cell, blocks=blocks(cell.blocks)) for cell in found.cells))

    made = blocks(content.blocks)
    return replace(content, blocks=made, notes={id: blocks(found) for id, found in content.notes.items()})
