"""The perceptible items of a Word file -> the items of an inventory, described in words."""

import re
from collections.abc import Iterator
from typing import Any

from wsisc.document.integrity import FOOTNOTE_REFERENCE
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem, ItemPlace
from wsisc.readers.word import perceptible_items
from wsisc.readers.word.content import Block, FormattingChange, Paragraph, Row, WordContent, paragraphs
from wsisc.readers.word.perceptible_items import Aspect, PerceptibleItem, paragraph_text

# Readable names of run properties (ECMA-376, Part 1, 17.3.2).
_PROPERTY_NAMES = {
    "sz": "font size (half points)",
    "color": "font colour",
    "spacing": "letter spacing",
    "position": "baseline shift",
    "w": "letter width (per cent)",
    "vertAlign": "raised",
    "u": "underline",
    "fill": "shading",
}
_PROPERTY = re.compile(r"(?<!\S)(\w+)=")


def build_inventory(content: WordContent, has_words: bool = True, has_styles: bool = True) -> Inventory:
    """Return what a reader perceives, by place, with tracked changes of formatting and without comments.

    Looks from styles count as layout. Without `has_words` (words are known to differ), items of looks have no words;
    without `has_styles` paragraphs have no names of styles, which another version can have changed.
    """
    items = [
        InventoryItem(each.aspect.value, each.place, _item_text(each, has_words), each.aspect == Aspect.LOOKS)
        for each in perceptible_items.list_items(content)
        if each.aspect not in (Aspect.WORDS, Aspect.STRUCTURE)
    ]
    blocks = [
        item
        for place, place_blocks in perceptible_items.split_by_heading(content)
        for item in _block_items(place, place_blocks, has_styles)
    ]
    formats = [
        InventoryItem("tracked formatting", "the text", _describe_formatting(each))
        for each in content.formatting_changes
    ]
    return Inventory(perceptible_items.heading_texts(content), blocks + items + formats)


def _block_items(place: ItemPlace, blocks: tuple[Block, ...], has_styles: bool) -> Iterator[InventoryItem]:
    """Yield paragraphs and table rows with their words, and with their formatting as notes."""
    for block in blocks:
        shapes = list(perceptible_items.describe_structure((block,), has_styles))
        if isinstance(block, Paragraph):
            shape = "; ".join(" ".join(_describe_shape(each)) for each in shapes)
            yield from (
                InventoryItem("paragraph", place, f"{_to_text(paragraph_text(block))}{NOTE_SEPARATOR}{shape}")
                for _ in shapes
            )
        else:
            yield from (InventoryItem("row", place, _row_text(row, has_styles)) for row in block.rows)


def _row_text(row: Row, has_styles: bool) -> str:
    """Return the words of a row, cell by cell, and the formatting of its cells as notes."""
    texts = [[_to_text(paragraph_text(each)) for each in paragraphs(cell.blocks)] for cell in row.cells]
    cells = [" ".join(filter(None, each)) for each in texts]
    notes = ["header row"] if row.is_header else []
    for number, cell in enumerate(row.cells, 1):
        align = perceptible_items.ALIGNMENTS.get(cell.align, cell.align) if has_styles else ""
        notes += [f"cell {number} over {cell.span} columns"] if cell.span != 1 else []
        notes += [f"cell {number} continues from above"] if cell.is_continued else []
        notes += [f"cell {number} aligned {align}"] if align else []
        notes += [
            f"cell {number}: {' '.join(_describe_shape(each))}"
            for each in perceptible_items.describe_structure(cell.blocks, has_styles)
        ]
    return f"{' | '.join(cells)}{NOTE_SEPARATOR}{', '.join(notes)}"


def _describe_shape(shape: tuple[Any, ...]) -> Iterator[str]:
    """Yield the style, heading level and list level of a paragraph."""
    if isinstance(shape[0], str) and len(shape) == 5 and isinstance(shape[2], int):
        style, outline, level, format, marker = shape
        yield from [str(style)] if style else []
        yield from [f"(heading of level {outline})"] if outline else []
        yield from [f"(list of level {level + 1}, {format}, {marker})"] if level >= 0 else []
    else:  # a row or cell of a table inside a cell
        yield _to_text(shape)


def _describe_formatting(change: FormattingChange) -> str:
    words = f": {change.words}" if change.words else ""
    return f"{change.summary or change.scope}{words} ({change.author})"


def _item_text(item: PerceptibleItem, has_words: bool) -> str:
    value = item.value
    if item.aspect == Aspect.IMAGES and isinstance(value, tuple):
        text, kind = value[1] or "without alternative text", ", decorative" if value[2] is True else ""
        return f"{text}{NOTE_SEPARATOR}{value[0][:15]}{kind}"
    text = _to_text(value if has_words or item.aspect != Aspect.LOOKS else value[0])
    if item.aspect != Aspect.FORMATTING:
        return text
    return _PROPERTY.sub(lambda match: f"{_PROPERTY_NAMES.get(match[1], match[1])} ", text)


def _to_text(value: Any) -> str:
    """Return a value as words for a report."""
    if not isinstance(value, tuple):
        return str(value).replace("\0", FOOTNOTE_REFERENCE)
    return " ".join(text for each in value if (text := _to_text(each)) not in ("", "False"))
