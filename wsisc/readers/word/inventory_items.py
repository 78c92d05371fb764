"""What a reader perceives of a Word file -> the items of an inventory, in words that say what each is."""

import re
from collections.abc import Iterator
from typing import Any

from wsisc.document.integrity import CALL
from wsisc.readers.inventory import NOTES, Inventory, Item, Place
from wsisc.readers.word import perceptible_items
from wsisc.readers.word.content import Block, Content, FormattingChange, Paragraph, Row, paragraphs
from wsisc.readers.word.perceptible_items import Aspect, Found

_LETTERS = {
    "sz": "size of letters (half points)",
    "color": "colour of letters",
    "spacing": "space between letters",
    "position": "height above the line",
    "w": "width of letters (per cent)",
    "vertAlign": "raised",
    "u": "underline",
    "fill": "shading",
}
"""What properties of runs are to a reader (ECMA-376, Part 1, 17.3.2)."""
_PROPERTY = re.compile(r"(?<!\S)(\w+)=")


def inventory(content: Content, has_words: bool = True) -> Inventory:
    """Return what a reader perceives by its places, tracked changes of formatting too; comments are about it.

    How styles make letters look is the layout. Where it is known already that words differ, there are without them the
    looks, not the words that have them.
    """
    items = [
        Item(each.aspect.value, each.place, _text(each, has_words), each.aspect == Aspect.LOOKS)
        for each in perceptible_items.perceived(content)
        if each.aspect not in (Aspect.WORDS, Aspect.STRUCTURE)
    ]
    blocks = [item for place, held in perceptible_items.places(content) for item in _blocks(place, held)]
    formats = [Item("tracked formatting", "the text", _formatted(each)) for each in content.formatting]
    return Inventory(perceptible_items.headings(content), blocks + items + formats)


def _blocks(place: Place, blocks: tuple[Block, ...]) -> Iterator[Item]:
    """Yield paragraphs and the rows of tables with their words, and with what they are as notes."""
    for block in blocks:
        shapes = list(perceptible_items.structure((block,)))
        if isinstance(block, Paragraph):
            shape = "; ".join(" ".join(_named(each)) for each in shapes)
            yield from (Item("paragraph", place, f"{_words(block)}{NOTES}{shape}") for _ in shapes)
        else:
            yield from (Item("row", place, _row(row)) for row in block.rows)


def _row(row: Row) -> str:
    """Return the words of a row, cell by cell, and what its cells are as notes."""
    cells = [" ".join(filter(None, map(_words, paragraphs(cell.blocks)))) for cell in row.cells]
    notes = ["head of the table"] if row.is_header else []
    for number, cell in enumerate(row.cells, 1):
        align = perceptible_items.ALIGNS.get(cell.align, cell.align)
        notes += [f"cell {number} over {cell.span} columns"] if cell.span != 1 else []
        notes += [f"cell {number} goes on from above"] if cell.is_continued else []
        notes += [f"cell {number} aligned {align}"] if align else []
        notes += [f"cell {number}: {' '.join(_named(each))}" for each in perceptible_items.structure(cell.blocks)]
    return f"{' | '.join(cells)}{NOTES}{', '.join(notes)}"


def _named(shape: tuple[Any, ...]) -> Iterator[str]:
    """Yield what a paragraph is: its style, the level of its heading, its place in a list."""
    if isinstance(shape[0], str) and len(shape) == 5 and isinstance(shape[2], int):
        style, outline, level, format, marker = shape
        yield str(style)
        yield from [f"(heading of level {outline})"] if outline else []
        yield from [f"(list of level {level + 1}, {format}, {marker})"] if level >= 0 else []
    else:  # what a table in a cell is made of
        yield _shown(shape)


def _words(paragraph: Paragraph) -> str:
    return _shown(perceptible_items.words(paragraph))


def _formatted(change: FormattingChange) -> str:
    words = f": {change.words}" if change.words else ""
    return f"{change.summary or change.what}{words} ({change.author})"


def _text(found: Found, has_words: bool) -> str:
    value = found.value
    if found.aspect == Aspect.IMAGES and isinstance(value, tuple):
        return f"{value[1] or 'without alternative text'}{NOTES}{value[0][:15]}{', decorative' if value[2] else ''}"
    text = _shown(value if has_words or found.aspect != Aspect.LOOKS else value[0])
    return _PROPERTY.sub(_property, text) if found.aspect == Aspect.FORMATTING else text


def _property(match: re.Match[str]) -> str:
    return f"{_LETTERS.get(match[1], match[1])} "


def _shown(value: Any) -> str:
    """Return a value as words for a report."""
    if not isinstance(value, tuple):
        return str(value).replace("\0", CALL)
    return " ".join(text for each in value if (text := _shown(each)) not in ("", "False"))
