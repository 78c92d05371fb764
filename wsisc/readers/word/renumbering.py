"""The content of a Word file, and a removal of paragraphs -> the remaining content, its lists renumbered as in Word."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from wsisc.readers.word import numbering
from wsisc.readers.word.content import Block, Numbering, Paragraph, Row, Table, WordContent, all_paragraphs

# Between the index of a paragraph and the id of its list; no XML attribute can hold it (XML 1.0, 2.2).
_SEPARATOR = "\0"


def renumber_after(content: WordContent, remove: Callable[[WordContent], WordContent]) -> WordContent:
    """Return the content after a removal, with its list items renumbered.

    While `remove` runs, the ids of lists start with the index of the paragraph, which identifies items afterwards.
    """
    found = enumerate(all_paragraphs(content.blocks, content.notes))
    items = [(index, each.numbering) for index, each in found if each.numbering]
    if not items:
        return remove(content)
    remaining = remove(
        _map_numbering(content, lambda index, item: item._replace(list_id=f"{index}{_SEPARATOR}{item.list_id}"))
    )
    indexes = {_index(each.numbering) for each in all_paragraphs(remaining.blocks, remaining.notes) if each.numbering}
    renumbered = dict(_renumber(items, indexes))
    return _map_numbering(remaining, lambda _, tagged: renumbered[_index(tagged)])


def map_paragraphs(content: WordContent, change: Callable[[Paragraph], Paragraph]) -> WordContent:
    """Return a content with each paragraph replaced, in order; those of notes last."""

    def map_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            replace(each, rows=tuple(map(map_row, each.rows))) if isinstance(each, Table) else change(each)
            for each in blocks
        )

    def map_row(row: Row) -> Row:
        return replace(row, cells=tuple(replace(cell, blocks=map_blocks(cell.blocks)) for cell in row.cells))

    blocks = map_blocks(content.blocks)
    return replace(content, blocks=blocks, notes={id: map_blocks(note) for id, note in content.notes.items()})


def _index(tagged: Numbering) -> int:
    return int(tagged.list_id.partition(_SEPARATOR)[0])


def _map_numbering(content: WordContent, change: Callable[[int, Numbering], Numbering]) -> WordContent:
    """Return a content with other numberings, which `change` computes from the index of each paragraph."""
    indexes = iter(range(sum(1 for _ in all_paragraphs(content.blocks, content.notes))))

    def map_paragraph(paragraph: Paragraph) -> Paragraph:
        index = next(indexes)
        return replace(paragraph, numbering=change(index, paragraph.numbering)) if paragraph.numbering else paragraph

    return map_paragraphs(content, map_paragraph)


def _renumber(items: list[tuple[int, Numbering]], remaining: Collection[int]) -> Iterator[tuple[int, Numbering]]:
    """Yield items with their indexes, numbered as if only the `remaining` ones existed."""
    removed: dict[tuple[str, int], int] = {}
    for index, item in items:
        level = (item.list_id, item.level)
        if item.number == 1:  # the first item of a list or of a nested one
            removed.pop(level, None)
        count = removed.get(level, 0)
        yield index, _set_number(item, item.number - count) if count else item
        if index not in remaining:
            removed[level] = count + 1


def _set_number(item: Numbering, number: int) -> Numbering:
    """Return an item with another number, which replaces the last numeral of its marker."""
    if item.number <= 0 or number <= 0:
        return item
    old, new = (numbering.format_numeral(each, item.format) for each in (item.number, number))
    head, found, tail = item.marker.rpartition(old)
    return item._replace(marker=f"{head}{new}{tail}" if found else item.marker, number=number)
