"""Contents of two Word files -> in what a reader sees them differ, whichever programs have saved them.

Programs write XML anew in their own ways: LibreOffice renumbers notes, renames images, and gives a bullet to what goes
on with an item. What a reader perceives stays, and is compared kind by kind. Comments are not: they are about a text.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby

from wsisc.provenance import digest
from wsisc.readers.word.content import Block, Content, Kind, Paragraph, Run, Table, changes, paragraphs

type Account = dict[Aspect, tuple[object, ...]]

_IN_TEXT = ("text", "note", "deleted")
_ALIGNS = {"start": "", "left": "", "end": "right"}
_LOOKS = ("underline", "caps", "raised")


class Aspect(StrEnum):
    """A kind of what a reader perceives."""

    WORDS = "words"
    STRUCTURE = "headings, lists and tables"
    EMPHASIS = "bold and italics"
    STRUCK = "struck or tracked text"
    LINKS = "links"
    IMAGES = "images"
    EQUATIONS = "equations"
    FIELDS = "fields"
    EMBEDDED = "embedded parts"
    BESIDE = "headers, footers and boxes"
    LOOKS = "looks"
    PROPERTIES = "properties"


UNPLACED = (Aspect.LOOKS, Aspect.PROPERTIES)
"""What no submission can hold."""


def differences(one: Content, other: Content) -> list[Aspect]:
    """Return the kinds in which two files differ for a reader."""
    first, second = account(one), account(other)
    return [aspect for aspect in Aspect if first[aspect] != second[aspect]]


def account(content: Content) -> Account:
    """Return what a reader perceives, kind by kind, in order."""
    notes = list(_notes(content))
    blocks = (content.blocks, *notes)
    runs = [run for found in blocks for each in paragraphs(found) for run in each.runs]
    beside = {kind: tuple(sorted(_beside(content, kind))) for kind in Kind}
    images = (
        (digest(content.images.get(run.image.file, b"")), run.image.alt, run.image.is_decorative)
        for run in runs
        if run.image
    )
    struck = tuple(run.text for run in runs if run.struck and run.text.strip())
    return {
        Aspect.WORDS: tuple(_words(each) for found in blocks for each in paragraphs(found) if _is_inked(each)),
        Aspect.STRUCTURE: tuple(step for found in blocks for step in _structure(found)),
        Aspect.EMPHASIS: tuple(step for found in blocks for step in _emphasis(found, is_text=True)),
        Aspect.STRUCK: (*struck, *((change.kind, text) for change, text in changes(content))),
        Aspect.LINKS: (*_links(runs), *beside[Kind.LINK]),
        Aspect.IMAGES: (*images, *beside[Kind.IMAGE]),
        Aspect.EQUATIONS: beside[Kind.EQUATION],
        Aspect.FIELDS: beside[Kind.FIELD],
        Aspect.EMBEDDED: beside[Kind.EMBEDDED],
        Aspect.BESIDE: tuple(sorted({(each.kind, each.text) for each in content.asides if not each.text.isdigit()})),
        Aspect.LOOKS: (*content.looks, *_looks(blocks), *(step for each in blocks for step in _emphasis(each, False))),
        Aspect.PROPERTIES: (content.language, *sorted(content.properties.items())),
    }


def _notes(content: Content) -> Iterator[tuple[Block, ...]]:
    """Yield the notes of a content in the order of their calls, those that nothing calls last."""
    called = dict.fromkeys(run.note for each in paragraphs(content.blocks) for run in each.runs if run.note)
    yield from (content.notes[id] for id in [*called, *(content.notes.keys() - called.keys())] if id in content.notes)


def _beside(content: Content, kind: Kind) -> Iterator[tuple[str, ...]]:
    """Yield what the inventory has of a kind that no run tells of."""
    for each in content.inventory:
        if each.kind == kind and not (kind in (Kind.LINK, Kind.IMAGE, Kind.NOTE) and each.place in _IN_TEXT):
            yield each.name, each.text, each.place


def _is_inked(paragraph: Paragraph) -> bool:
    return any(run.text.strip() or run.note or run.image for run in paragraph.runs)


def _words(paragraph: Paragraph) -> str:
    return " ".join("".join("\0" if run.note else run.text for run in paragraph.runs).split())


def _structure(blocks: tuple[Block, ...]) -> Iterator[tuple[object, ...]]:
    """Yield what paragraphs are, and which tables hold them."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "row", row.is_header, *((cell.span, cell.is_continued) for cell in row.cells)
                for cell in row.cells:
                    yield ("cell", _ALIGNS.get(cell.align, cell.align))
                    yield from _structure(cell.blocks)
        elif _is_inked(block):
            listed = block.numbering
            marker = listed.marker if listed and listed.format != "bullet" else ""
            yield block.style, block.outline, listed.level if listed else -1, listed.format if listed else "", marker


def _emphasis(blocks: tuple[Block, ...], is_text: bool) -> Iterator[tuple[str, bool, bool]]:
    """Yield the letters that are bold or italic: in the text, or else in headings and the heads of tables.

    A head of a table is bold by the table's style, or on its own: programs write it in either way.
    """
    for paragraph, is_head in _with_heads(blocks):
        if is_text == bool(paragraph.outline or is_head):
            continue
        runs = [run for run in paragraph.runs if run.text.strip()]
        for (bold, italic), found in groupby(runs, key=lambda run: (run.bold and not is_head, run.italic)):
            if bold or italic:
                yield "".join("".join(run.text.split()) for run in found), bold, italic


def _with_heads(blocks: tuple[Block, ...], is_head: bool = False) -> Iterator[tuple[Paragraph, bool]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, is_head
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _with_heads(cell.blocks, row.is_header)


def _links(runs: list[Run]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the text with the letters that lead there, however they are split."""
    for address, found in groupby((run for run in runs if run.text.strip() or run.image), key=lambda run: run.link):
        if address:
            yield address, "".join("\0" if run.image else "".join(run.text.split()) for run in found)


def _looks(blocks: tuple[tuple[Block, ...], ...]) -> Iterator[tuple[object, ...]]:
    """Yield the alignment of paragraphs that stand in no table, and what a submission cannot say of runs."""
    for found in blocks:
        for block in found:
            if isinstance(block, Paragraph) and _is_inked(block):
                yield ("align", _ALIGNS.get(block.align, block.align))
        for paragraph in paragraphs(found):
            for run in paragraph.runs:
                own = [getattr(run, name) for name in _LOOKS]
                if any(own) and run.text.strip():
                    yield run.text, *own
