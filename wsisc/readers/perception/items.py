"""The content of a Word file -> what a reader of it perceives, in values that are comparable between programs.

Programs rewrite XML in different ways: LibreOffice renumbers notes, renames images, and adds a bullet to a paragraph
that continues an item. What a reader perceives stays equal, and is compared aspect by aspect. Comments are left out:
they are about a text. Each item has its place, a heading or a part outside the text, for reports; an inventory says in
words what it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import compress, groupby
from typing import Any, NamedTuple

from wsisc.document.integrity import FOOTNOTE_REFERENCE
from wsisc.document.provenance import digest
from wsisc.messages import t
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem, ItemPlace
from wsisc.readers.word import accept_reject, appearance, components
from wsisc.readers.word.components import CROPPED
from wsisc.readers.word.content import (
    Block,
    ComponentKind,
    FormattingChange,
    Look,
    Paragraph,
    Row,
    Run,
    Table,
    WordContent,
    paragraphs,
    paragraphs_with_header,
)
from wsisc.readers.word.fields import PAGE_NUMBER
from wsisc.readers.word.threads import KINDS_IN_WORDS
from wsisc.text.words import one_line

type ValuesByAspect = dict[Aspect, tuple[Any, ...]]

ALIGNMENTS = {"start": "", "left": "", "end": "right"}
_LOOKS = ("underline", "caps", "raised")
_PART_PLACES = {
    "note": t("the footnotes"),
    "header": t("the header of the pages"),
    "footer": t("the footer of the pages"),
}


class Aspect(StrEnum):
    """A kind of perceptible items."""

    WORDS = "words"
    STRUCTURE = "headings, lists and tables"
    EMPHASIS = "bold and italics"
    LANGUAGES = "languages"
    STRUCK = "struck or tracked text"
    LINKS = "links"
    IMAGES = "images"
    EQUATIONS = "equations"
    FIELDS = "fields"
    EMBEDDED = "embedded parts"
    DESCRIPTIONS = "descriptions"
    ASIDES = "headers, footers and boxes"
    FORMATTING = "formatting"
    LOOKS = "looks"
    PROPERTIES = "properties"


# The aspects of components; notes are words, and comments are about words.
_ASPECTS = {
    ComponentKind.LINK: Aspect.LINKS,
    ComponentKind.IMAGE: Aspect.IMAGES,
    ComponentKind.EQUATION: Aspect.EQUATIONS,
    ComponentKind.FIELD: Aspect.FIELDS,
    ComponentKind.EMBEDDED: Aspect.EMBEDDED,
    ComponentKind.DESCRIPTION: Aspect.DESCRIPTIONS,
}


class PerceptibleItem(NamedTuple):
    """Something that a reader perceives, with its place and a value that is equal in two files if it looks equal."""

    aspect: Aspect
    place: ItemPlace
    value: Any


def heading_texts(content: WordContent) -> list[str]:
    """Return the words of headings by number; 0 is the content before the first one."""
    return [t("the cover"), *(paragraph_text(block) for block in paragraphs(content.blocks) if is_heading(block))]


def is_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph starts a place of its own."""
    return appearance.is_heading(paragraph.outline, paragraph.style)


def group_by_aspect(content: WordContent) -> ValuesByAspect:
    """Return what a reader perceives, by aspect, in order."""
    values: dict[Aspect, list[Any]] = {aspect: [] for aspect in Aspect}
    for item in list_items(content):
        values[item.aspect].append(item.value)
    return {aspect: tuple(items) for aspect, items in values.items()}


def list_items(content: WordContent) -> Iterator[PerceptibleItem]:
    """Yield what a reader perceives; the items of each aspect are in order."""
    for place, blocks in split_by_heading(content):
        yield from (PerceptibleItem(aspect, place, value) for aspect, value in _text_items(blocks))
    yield from _other_items(content)
    yield from _look_items(content.looks)
    yield PerceptibleItem(Aspect.PROPERTIES, "the properties", ("language", content.language))
    yield from (
        PerceptibleItem(Aspect.PROPERTIES, "the properties", pair) for pair in sorted(properties(content).items())
    )


def split_by_heading(content: WordContent) -> Iterator[tuple[ItemPlace, tuple[Block, ...]]]:
    """Yield the blocks of the text by the heading above them, and those of the notes in reference order."""
    number, blocks_here = 0, list[Block]()
    for block in content.blocks:
        if isinstance(block, Paragraph) and is_heading(block):
            yield number, tuple(blocks_here)
            number, blocks_here = number + 1, []
        blocks_here.append(block)
        inner_headings = sum(map(is_heading, paragraphs((block,)))) if isinstance(block, Table) else 0
        if inner_headings:  # headings in a table: the table is one place
            yield number, tuple(blocks_here)
            number, blocks_here = number + inner_headings, []
    yield number, tuple(blocks_here)
    yield from ((f"footnote {index}", blocks) for index, blocks in enumerate(_ordered_notes(content), 1))


def _text_items(blocks: tuple[Block, ...]) -> Iterator[tuple[Aspect, Any]]:
    """Yield what a reader perceives in some blocks."""
    visible = [paragraph for paragraph in paragraphs(blocks) if has_content(paragraph)]
    runs = [run for paragraph in visible for run in paragraph.runs]
    yield from ((Aspect.WORDS, paragraph_text(paragraph)) for paragraph in visible)
    yield from ((Aspect.STRUCTURE, step) for step in describe_structure(blocks))
    yield from ((Aspect.EMPHASIS, marked) for marked in _emphasised_words(paragraphs_with_header(blocks)))
    phrases = (phrase for paragraph in visible for phrase in _group_runs(paragraph.runs, lambda run: run.language))
    yield from ((Aspect.LANGUAGES, language) for language, _ in phrases if language)
    yield from ((Aspect.STRUCK, run.text) for run in runs if run.struck and run.text.strip())
    yield from (
        (Aspect.STRUCK, (change.kind, text)) for change, text in accept_reject.tracked_changes(WordContent(blocks))
    )
    links = (link for paragraph in visible for link in _group_runs(paragraph.runs, lambda run: run.link))
    yield from ((Aspect.LINKS, (address, text)) for address, text in links if address)
    yield from ((Aspect.LOOKS, look) for look in _looks(blocks))


def _other_items(content: WordContent) -> Iterator[PerceptibleItem]:
    """Yield images, and what no run contains: equations, fields, embedded parts, headers and boxes."""
    for place, blocks in split_by_heading(content):
        for image in (run.image for paragraph in paragraphs(blocks) for run in paragraph.runs if run.image):
            image_digest = digest(content.images.get(image.file, b""))
            yield PerceptibleItem(Aspect.IMAGES, place, (image_digest, image.alt, image.is_decorative))
    for component in content.components:
        if component.kind == ComponentKind.IMAGE and component.detail.endswith(CROPPED):
            yield PerceptibleItem(Aspect.IMAGES, "the text", component.name)
    unread = list(components.find_unread(content))
    unread = [
        item for at, item in enumerate(unread) if item.place not in ("header", "footer") or item not in unread[:at]
    ]
    for component in sorted(unread, key=lambda item: (item.kind, item.name, item.text, item.place)):
        if component.kind in _ASPECTS and not (component.place == "comment" and component.kind in KINDS_IN_WORDS):
            place = _PART_PLACES.get(component.place, f"the {component.place}")
            yield PerceptibleItem(_ASPECTS[component.kind], place, (component.name, component.text, component.place))
    asides = {(aside.kind, aside.text) for aside in content.asides}
    for kind, text in sorted(aside for aside in asides if aside[1] != PAGE_NUMBER and not aside[1].isdigit()):
        yield PerceptibleItem(Aspect.ASIDES, f"the {kind}", (kind, text))


def _look_items(looks: Sequence[Look]) -> Iterator[PerceptibleItem]:
    """Yield the looks of letters, separately those set by their runs, and the reasons why letters are not seen."""
    for aspect, name in ((Aspect.LOOKS, "look"), (Aspect.FORMATTING, "own"), (Aspect.FORMATTING, "unseen")):
        for (look, heading), neighbours in groupby(looks, key=lambda look: (getattr(look, name), look.heading)):
            words = one_line("".join(look.words for look in neighbours))
            if words and (look or aspect == Aspect.LOOKS):
                place = heading if heading >= 0 else "the footnotes"
                yield PerceptibleItem(aspect, place, f"{look}: {words}" if name == "unseen" else (look, words))


def properties(content: WordContent) -> dict[str, str]:
    """Return the properties of a file without its language, which is in its styles too: some programs drop it here."""
    return {name: text for name, text in content.properties.items() if name != "language"}


def _ordered_notes(content: WordContent) -> Iterator[tuple[Block, ...]]:
    """Yield the notes of a content in the order of their references; unreferenced ones last."""
    referenced = dict.fromkeys(run.note for block in paragraphs(content.blocks) for run in block.runs if run.note)
    ids = dict.fromkeys([*referenced, *content.notes])
    yield from (content.notes[id] for id in ids if id in content.notes)


def has_content(paragraph: Paragraph) -> bool:
    """Return whether a reader sees anything in a paragraph."""
    return any(run.text.strip() or run.note or run.image for run in paragraph.runs)


def paragraph_text(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, with "\0" for each note reference."""
    return one_line("".join("\0" if run.note else run.text for run in paragraph.runs))


def describe_structure(blocks: tuple[Block, ...], has_styles: bool = True) -> Iterator[tuple[object, ...]]:
    """Yield the style, heading level and list level of paragraphs, and the tables around them.

    Without styles, neither they nor the alignment of cells, which comes from them.
    """
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "row", row.is_header, *((cell.span, cell.is_continued) for cell in row.cells)
                for cell in row.cells:
                    yield ("cell", ALIGNMENTS.get(cell.align, cell.align) if has_styles else "")
                    yield from describe_structure(cell.blocks, has_styles)
        elif has_content(block):
            listed = block.numbering
            marker = (listed.marker or "•") if listed else ""  # LibreOffice adds a bullet to a continued item
            numbered = (listed.level if listed else -1, listed.format if listed else "", marker)
            yield (block.style if has_styles else "", block.outline, *numbered)


def _emphasised_words(marked_paragraphs: Iterable[tuple[Paragraph, bool]]) -> Iterator[tuple[str, str]]:
    """Yield the bold or italic words of the text: in headings and table headers emphasis is only a look."""
    for paragraph, is_head in marked_paragraphs:
        if not paragraph.outline and not is_head:
            for marks, words in _group_runs(paragraph.runs, lambda run: (run.bold, run.italic)):
                if any(marks):
                    yield " and ".join(compress(("bold", "italic"), marks)), words


def emphasis_by_paragraph(content: WordContent) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the words of each paragraph, and those of them that are bold or italic."""
    for _, blocks in split_by_heading(content):
        yield from (
            (paragraph_text(marked[0]), tuple(_emphasised_words([marked]))) for marked in paragraphs_with_header(blocks)
        )


def describe_shapes(content: WordContent) -> Iterator[tuple[str, str]]:
    """Yield alignments and marks of letters that no submission can hold, with their words."""
    for _, blocks in split_by_heading(content):
        yield from _looks(blocks)


def _group_runs(runs: Sequence[Run], key: Callable[[Run], Any]) -> Iterator[tuple[Any, str]]:
    """Yield each value of a key with the words of the neighbouring runs that share it, however they are split.

    A space or a note reference has the value of the text before it, at the beginning that of the first text, and "\0"
    represents an image. Runs without any text or image have no value.
    """
    first = next((run for run in runs if run.text.strip() or run.image), None)
    if first is None:
        return
    last = key(first)
    pieces = []
    for run in runs:
        last = key(run) if run.text.strip() or run.image else last
        pieces.append((last, "\0" if run.image else run.text))
    for value, neighbours in groupby(pieces, key=lambda pair: pair[0]):
        yield value, one_line("".join(text for _, text in neighbours))


def _looks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the looks of letters that no submission can hold, with those letters, for every stretch with one look."""
    for block in blocks:
        if isinstance(block, Paragraph) and has_content(block) and ALIGNMENTS.get(block.align, block.align):
            yield f"{block.style} aligned to {block.align}", paragraph_text(block)
    for paragraph, is_head in paragraphs_with_header(blocks):
        for look, runs in groupby(paragraph.runs, key=lambda run: _run_look(run, paragraph, is_head)):
            if look:
                yield f"{paragraph.style} {look}", one_line("".join(run.text for run in runs))


def _run_look(run: Run, paragraph: Paragraph, is_header: bool) -> str:
    """Return the look of a run that no submission can hold. Table headers are bold by style or directly."""
    names = [name for name in _LOOKS if getattr(run, name) and not (name == "underline" and run.link)]
    if paragraph.outline or is_header:
        names += [name for name in ("bold", "italic") if getattr(run, name) and not (is_header and name == "bold")]
    return " ".join(names) if run.text.strip() else ""


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
ROW, PARAGRAPH = "row", "paragraph"
"""Kinds of items in the inventory."""

_PROPERTY = re.compile(r"(?<!\S)(\w+)=")


def build_inventory(content: WordContent, has_words: bool = True, has_styles: bool = True) -> Inventory:
    """Return what a reader perceives, by place, with tracked changes of formatting and without comments.

    Looks from styles count as layout. Without `has_words` (words are known to differ), items of looks have no words;
    without `has_styles` paragraphs have no names of styles, which another version can have changed.
    """
    items = [
        InventoryItem(item.aspect.value, item.place, _item_text(item, has_words), item.aspect == Aspect.LOOKS)
        for item in list_items(content)
        if item.aspect not in (Aspect.WORDS, Aspect.STRUCTURE)
    ]
    blocks = [
        item
        for place, place_blocks in split_by_heading(content)
        for item in _block_items(place, place_blocks, has_styles)
    ]
    formats = [
        InventoryItem("tracked formatting", "the text", _describe_formatting(change))
        for change in content.formatting_changes
    ]
    return Inventory(heading_texts(content), blocks + items + formats)


def _block_items(place: ItemPlace, blocks: tuple[Block, ...], has_styles: bool) -> Iterator[InventoryItem]:
    """Yield paragraphs and table rows with their words, and with their formatting as notes."""
    for block in blocks:
        shapes = list(describe_structure((block,), has_styles))
        if isinstance(block, Paragraph):
            shape = "; ".join(" ".join(_describe_shape(shape)) for shape in shapes)
            yield from (
                InventoryItem(PARAGRAPH, place, f"{_to_text(paragraph_text(block))}{NOTE_SEPARATOR}{shape}")
                for _ in shapes
            )
        else:
            yield from (InventoryItem(ROW, place, _row_text(row, has_styles)) for row in block.rows)


def _row_text(row: Row, has_styles: bool) -> str:
    """Return the words of a row, cell by cell, and the formatting of its cells as notes."""
    texts = [[_to_text(paragraph_text(paragraph)) for paragraph in paragraphs(cell.blocks)] for cell in row.cells]
    cells = [" ".join(filter(None, cell_texts)) for cell_texts in texts]
    notes = ["header row"] if row.is_header else []
    for number, cell in enumerate(row.cells, 1):
        align = ALIGNMENTS.get(cell.align, cell.align) if has_styles else ""
        notes += [f"cell {number} over {cell.span} columns"] if cell.span != 1 else []
        notes += [f"cell {number} continues from above"] if cell.is_continued else []
        notes += [f"cell {number} aligned {align}"] if align else []
        notes += [
            f"cell {number}: {' '.join(_describe_shape(step))}" for step in describe_structure(cell.blocks, has_styles)
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
    return " ".join(text for member in value if (text := _to_text(member)) not in ("", "False"))
