"""Contents of two Word files -> in what a reader sees them differ, whichever programs have saved them.

Programs write XML anew in their own ways: LibreOffice renumbers notes, renames images, and gives a bullet to what goes
on with an item. What a reader perceives stays, and is compared kind by kind. Comments are not: they are about a text.
It is found together with its place, under a heading or beside the text, for those who must say where two files differ.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import compress, groupby
from typing import Any, NamedTuple

from wsisc.document.provenance import digest
from wsisc.readers.inventory import ItemPlace
from wsisc.readers.word import accept_reject, appearance, unread_items
from wsisc.readers.word.content import Block, ComponentKind, Look, Paragraph, Run, Table, WordContent, paragraphs
from wsisc.readers.word.pictures import CROPPED
from wsisc.readers.word.threads import KINDS_IN_WORDS

type ValuesByAspect = dict[Aspect, tuple[Any, ...]]

ALIGNMENTS = {"start": "", "left": "", "end": "right"}
_LOOKS = ("underline", "caps", "raised")
_PART_PLACES = {"note": "the footnotes", "header": "the header of the pages", "footer": "the footer of the pages"}


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
    DESCRIPTIONS = "descriptions"
    BESIDE = "headers, footers and boxes"
    FORMATTING = "formatting"
    LOOKS = "looks"
    PROPERTIES = "properties"


_ASPECTS = {
    ComponentKind.LINK: Aspect.LINKS,
    ComponentKind.IMAGE: Aspect.IMAGES,
    ComponentKind.EQUATION: Aspect.EQUATIONS,
    ComponentKind.FIELD: Aspect.FIELDS,
    ComponentKind.EMBEDDED: Aspect.EMBEDDED,
    ComponentKind.DESCRIPTION: Aspect.DESCRIPTIONS,
}
"""What components are for a reader; notes are words, and comments are about them."""


class PerceptibleItem(NamedTuple):
    """Something that a reader perceives, as a value that is equal in two files where that is, and its place."""

    aspect: Aspect
    place: ItemPlace
    value: Any


def heading_texts(content: WordContent) -> list[str]:
    """Return the words of headings by their numbers; 0 is what stands before the first."""
    return ["the cover", *(paragraph_text(each) for each in paragraphs(content.blocks) if is_heading(each))]


def is_heading(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins a place of its own."""
    return appearance.is_heading(paragraph.outline, paragraph.style)


def group_by_aspect(content: WordContent) -> ValuesByAspect:
    """Return what a reader perceives, kind by kind, in order."""
    held: dict[Aspect, list[Any]] = {aspect: [] for aspect in Aspect}
    for each in list_items(content):
        held[each.aspect].append(each.value)
    return {aspect: tuple(values) for aspect, values in held.items()}


def list_items(content: WordContent) -> Iterator[PerceptibleItem]:
    """Yield what a reader perceives, of each kind in order."""
    for place, blocks in split_by_heading(content):
        yield from (PerceptibleItem(aspect, place, value) for aspect, value in _text_items(blocks))
    yield from _other_items(content)
    yield from _look_items(content.looks)
    yield PerceptibleItem(Aspect.PROPERTIES, "the properties", ("language", content.language))
    yield from (
        PerceptibleItem(Aspect.PROPERTIES, "the properties", each) for each in sorted(properties(content).items())
    )


def split_by_heading(content: WordContent) -> Iterator[tuple[ItemPlace, tuple[Block, ...]]]:
    """Yield the blocks of the text by the headings over them, and those of the notes in the order of their calls."""
    number, held = 0, list[Block]()
    for block in content.blocks:
        if isinstance(block, Paragraph) and is_heading(block):
            yield number, tuple(held)
            number, held = number + 1, []
        held.append(block)
        within = sum(map(is_heading, paragraphs((block,)))) if isinstance(block, Table) else 0
        if within:  # headings in a table, which is one place
            yield number, tuple(held)
            number, held = number + within, []
    yield number, tuple(held)
    yield from ((f"footnote {at}", blocks) for at, blocks in enumerate(_ordered_notes(content), 1))


def _text_items(blocks: tuple[Block, ...]) -> Iterator[tuple[Aspect, Any]]:
    """Yield what a reader perceives in some blocks."""
    inked = [each for each in paragraphs(blocks) if has_content(each)]
    runs = [run for each in inked for run in each.runs]
    yield from ((Aspect.WORDS, paragraph_text(each)) for each in inked)
    yield from ((Aspect.STRUCTURE, step) for step in describe_structure(blocks))
    yield from ((Aspect.EMPHASIS, each) for each in _emphasised_words(_paragraphs_with_header(blocks)))
    yield from ((Aspect.STRUCK, run.text) for run in runs if run.struck and run.text.strip())
    yield from (
        (Aspect.STRUCK, (change.kind, text)) for change, text in accept_reject.tracked_changes(WordContent(blocks))
    )
    yield from ((Aspect.LINKS, link) for each in inked for link in _links(each))
    yield from ((Aspect.LOOKS, each) for each in _looks(blocks))


def _other_items(content: WordContent) -> Iterator[PerceptibleItem]:
    """Yield images, and what no run tells of: equations, fields, embedded parts, headers and boxes."""
    for place, blocks in split_by_heading(content):
        for image in (run.image for each in paragraphs(blocks) for run in each.runs if run.image):
            shown = digest(content.images.get(image.file, b""))
            yield PerceptibleItem(Aspect.IMAGES, place, (shown, image.alt, image.is_decorative))
    for each in content.components:
        if each.kind == ComponentKind.IMAGE and each.detail.endswith(CROPPED):
            yield PerceptibleItem(Aspect.IMAGES, "the text", each.name)
    for component in sorted(
        unread_items.find_unread(content), key=lambda each: (each.kind, each.name, each.text, each.place)
    ):
        if component.kind in _ASPECTS and not (component.place == "comment" and component.kind in KINDS_IN_WORDS):
            place = _PART_PLACES.get(component.place, f"the {component.place}")
            yield PerceptibleItem(_ASPECTS[component.kind], place, (component.name, component.text, component.place))
    for kind, text in sorted({(each.kind, each.text) for each in content.asides if not each.text.isdigit()}):
        yield PerceptibleItem(Aspect.BESIDE, f"the {kind}", (kind, text))


def _look_items(looks: Sequence[Look]) -> Iterator[PerceptibleItem]:
    """Yield how letters look, apart from it what of that their runs set, and why they are not seen where that is so."""
    for aspect, name in ((Aspect.LOOKS, "look"), (Aspect.FORMATTING, "own"), (Aspect.FORMATTING, "unseen")):
        for (look, heading), alike in groupby(looks, key=lambda each: (getattr(each, name), each.heading)):
            words = " ".join("".join(each.words for each in alike).split())
            if words and (look or aspect == Aspect.LOOKS):
                yield PerceptibleItem(
                    aspect, _heading_place(heading), f"{look}: {words}" if name == "unseen" else (look, words)
                )


def _heading_place(heading: int) -> ItemPlace:
    return heading if heading >= 0 else "the footnotes"


def properties(content: WordContent) -> dict[str, str]:
    """Return the properties of a file but its language, which stands in its styles too: some programs drop it here."""
    return {name: text for name, text in content.properties.items() if name != "language"}


def _ordered_notes(content: WordContent) -> Iterator[tuple[Block, ...]]:
    """Yield the notes of a content in the order of their calls, those that nothing calls last."""
    called = dict.fromkeys(run.note for each in paragraphs(content.blocks) for run in each.runs if run.note)
    yield from (content.notes[id] for id in [*called, *(content.notes.keys() - called.keys())] if id in content.notes)


def has_content(paragraph: Paragraph) -> bool:
    """Return whether a reader sees anything in a paragraph."""
    return any(run.text.strip() or run.note or run.image for run in paragraph.runs)


def paragraph_text(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, "\0" where a note is called."""
    return " ".join("".join("\0" if run.note else run.text for run in paragraph.runs).split())


def describe_structure(blocks: tuple[Block, ...]) -> Iterator[tuple[object, ...]]:
    """Yield what paragraphs are, and which tables hold them."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "row", row.is_header, *((cell.span, cell.is_continued) for cell in row.cells)
                for cell in row.cells:
                    yield ("cell", ALIGNMENTS.get(cell.align, cell.align))
                    yield from describe_structure(cell.blocks)
        elif has_content(block):
            listed = block.numbering
            marker = (listed.marker or "•") if listed else ""  # LibreOffice gives a bullet to what goes on with an item
            yield block.style, block.outline, listed.level if listed else -1, listed.format if listed else "", marker


def _emphasised_words(marked_paragraphs: Iterable[tuple[Paragraph, bool]]) -> Iterator[tuple[str, str]]:
    """Yield the words that are bold or italic in the text: in headings and the heads of tables they are looks."""
    for paragraph, is_head in marked_paragraphs:
        if not paragraph.outline and not is_head:
            for marks, words in _group_runs(paragraph.runs, lambda run: (run.bold, run.italic)):
                if any(marks):
                    yield " and ".join(compress(("bold", "italic"), marks)), words


def emphasis_by_paragraph(content: WordContent) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the words of each paragraph, and which of them are bold or italic."""
    for _, blocks in split_by_heading(content):
        yield from (
            (paragraph_text(each[0]), tuple(_emphasised_words([each]))) for each in _paragraphs_with_header(blocks)
        )


def describe_shapes(content: WordContent) -> Iterator[tuple[str, str]]:
    """Yield how paragraphs are aligned and letters are marked, as no submission can say it, with their words."""
    for _, blocks in split_by_heading(content):
        yield from _looks(blocks)


def _group_runs(runs: Iterable[Run], key: Callable[[Run], Any]) -> Iterator[tuple[Any, str]]:
    """Yield what a key makes of runs, and the words of neighbours of which it makes the same, however they are split.

    A space belongs to what is before it, and "\0" is an image.
    """
    last: Any = None
    made = []
    for run in runs:
        last = key(run) if run.text.strip() or run.image else last
        made.append((last, "\0" if run.image else run.text))
    for each, found in groupby(made, key=lambda pair: pair[0]):
        yield each, " ".join("".join(text for _, text in found).split())


def _paragraphs_with_header(blocks: tuple[Block, ...], is_header: bool = False) -> Iterator[tuple[Paragraph, bool]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, is_header
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs_with_header(cell.blocks, row.is_header)


def _links(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a paragraph with the words that lead there."""
    for address, words in _group_runs(paragraph.runs, lambda run: run.link):
        if address:
            yield address, words


def _looks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield what a submission cannot say of letters, and those letters, for every stretch that looks alike."""
    for block in blocks:
        if isinstance(block, Paragraph) and has_content(block) and ALIGNMENTS.get(block.align, block.align):
            yield f"{block.style} aligned to {block.align}", paragraph_text(block)
    for paragraph, is_head in _paragraphs_with_header(blocks):
        for look, runs in groupby(paragraph.runs, key=lambda run: _run_look(run, paragraph, is_head)):
            if look:
                yield f"{paragraph.style} {look}", " ".join("".join(run.text for run in runs).split())


def _run_look(run: Run, paragraph: Paragraph, is_header: bool) -> str:
    """Return what a submission cannot say of a run. A head of a table is bold by a style or on its own, as it comes."""
    names = [name for name in _LOOKS if getattr(run, name) and not (name == "underline" and run.link)]
    if paragraph.outline or is_header:
        names += [name for name in ("bold", "italic") if getattr(run, name) and not (is_header and name == "bold")]
    return " ".join(names) if run.text.strip() else ""
