"""Contents of two Word files -> in what a reader sees them differ, whichever programs have saved them.

Programs write XML anew in their own ways: LibreOffice renumbers notes, renames images, and gives a bullet to what goes
on with an item. What a reader perceives stays, and is compared kind by kind. Comments are not: they are about a text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any

from wsisc.provenance import digest
from wsisc.readers.word import unread
from wsisc.readers.word.content import Block, Content, Kind, Paragraph, Run, Table, changes, paragraphs
from wsisc.readers.word.pictures import CROPPED

type Account = dict[Aspect, tuple[Any, ...]]

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


def differences(one: Content, other: Content) -> list[Aspect]:
    """Return the kinds in which two files differ for a reader."""
    first, second = account(one), account(other)
    found = [aspect for aspect in Aspect if first[aspect] != second[aspect]]
    if Aspect.WORDS in found and Aspect.LOOKS in found and not any(_new_looks(first, second)):
        found.remove(Aspect.LOOKS)  # they are those of other words
    return found


def unplaced(one: Content, other: Content, wording: Collection[str]) -> Iterator[str]:
    """Yield in what the second file differs from the first that no submission can hold, in a few words each.

    `wording` are the texts of the call, which no submission holds. What was added beside the text is in the inventory.
    """
    first, second = account(one), account(other)
    yield from _wording(first[Aspect.WORDS], second[Aspect.WORDS], one, other, wording)
    for aspect in (Aspect.EQUATIONS, Aspect.FIELDS, Aspect.EMBEDDED, Aspect.BESIDE):
        for gone in Counter(first[aspect]) - Counter(second[aspect]):
            yield f"{aspect}: gone: {' '.join(dict.fromkeys(each for each in gone if each))}"
    held = [_properties(each) for each in (one, other)]
    for name in {**held[0], **held[1]}:
        if held[0].get(name) != held[1].get(name):
            yield f"{name} in the properties: {held[1].get(name, '')}"
    if one.language != other.language:
        yield f"language: {other.language}"
    yield from _new_looks(first, second)


def _wording(
    first: Collection[str], second: Collection[str], one: Content, other: Content, wording: Collection[str]
) -> Iterator[str]:
    """Yield the texts of the call that are no longer there, and what else stands on the cover."""
    fixed = {" ".join(text.split()) for text in wording}
    yield from (f"wording of the call, gone: {text}" for text in first if text in fixed and text not in second)
    covers = [[_words(each) for each in paragraphs(content.blocks) if _is_cover(each)] for content in (one, other)]
    yield from (f"on the cover: {text}" for text in covers[1] if text and text not in covers[0])


def _is_cover(paragraph: Paragraph) -> bool:
    style = paragraph.style.lower().replace(" ", "-")
    return style == "draft" or (style.startswith("cover-") and style != "cover-entity")


def _new_looks(first: Account, second: Account) -> Iterator[str]:
    """Yield the looks that the second file has and the first has not, with the words that have them.

    Where words were changed too, no look is reported that the first file has somewhere: it may be that of new words.
    """
    looks = [Counter(each[Aspect.LOOKS]) for each in (first, second)]
    if first[Aspect.WORDS] == second[Aspect.WORDS]:
        yield from _by_look(looks[1] - looks[0], "{0}")
        if not looks[1] - looks[0]:
            yield from _by_look(looks[0] - looks[1], "no longer {0}")
        return
    known = {look for look, _ in looks[0]}
    yield from _by_look(Counter({each: count for each, count in looks[1].items() if each[0] not in known}), "{0}")


def _by_look(found: Counter[tuple[str, str]], wording: str) -> Iterator[str]:
    """Yield each look once, with the first words that have it."""
    places: dict[str, list[str]] = {}
    for look, words in found:
        places.setdefault(look, []).append(words)
    for look, texts in places.items():
        more = f" (and {len(texts) - 1} more)" if len(texts) > 1 else ""
        yield f"{wording.format(look or 'as usual')}: {texts[0]}{more}"


def account(content: Content) -> Account:
    """Return what a reader perceives, kind by kind, in order."""
    notes = list(_notes(content))
    blocks = (content.blocks, *notes)
    runs = [run for found in blocks for each in paragraphs(found) for run in each.runs]
    others = sorted((each.kind, each.name, each.text, each.place) for each in unread.components(content))
    beside = {kind: tuple(each[1:] for each in others if each[0] == kind) for kind in Kind}
    images = (
        (digest(content.images.get(run.image.file, b"")), run.image.alt, run.image.is_decorative)
        for run in runs
        if run.image
    )
    cropped = (each.name for each in content.inventory if each.kind == Kind.IMAGE and each.detail.endswith(CROPPED))
    struck = tuple(run.text for run in runs if run.struck and run.text.strip())
    return {
        Aspect.WORDS: tuple(_words(each) for found in blocks for each in paragraphs(found) if _is_inked(each)),
        Aspect.STRUCTURE: tuple(step for found in blocks for step in _structure(found)),
        Aspect.EMPHASIS: tuple(_emphasis(found for each in blocks for found in _with_heads(each))),
        Aspect.STRUCK: (*struck, *((change.kind, text) for change, text in changes(content))),
        Aspect.LINKS: (*_links(runs), *beside[Kind.LINK]),
        Aspect.IMAGES: (*images, *cropped, *beside[Kind.IMAGE]),
        Aspect.EQUATIONS: beside[Kind.EQUATION],
        Aspect.FIELDS: beside[Kind.FIELD],
        Aspect.EMBEDDED: beside[Kind.EMBEDDED],
        Aspect.BESIDE: tuple(sorted({(each.kind, each.text) for each in content.asides if not each.text.isdigit()})),
        Aspect.LOOKS: tuple(_looks(content, blocks)),
        Aspect.PROPERTIES: (content.language, *sorted(_properties(content).items())),
    }


def _properties(content: Content) -> dict[str, str]:
    """Return the properties of a file but its language, which stands in its styles too: some programs drop it here."""
    return {name: text for name, text in content.properties.items() if name != "language"}


def _notes(content: Content) -> Iterator[tuple[Block, ...]]:
    """Yield the notes of a content in the order of their calls, those that nothing calls last."""
    called = dict.fromkeys(run.note for each in paragraphs(content.blocks) for run in each.runs if run.note)
    yield from (content.notes[id] for id in [*called, *(content.notes.keys() - called.keys())] if id in content.notes)


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
            marker = (listed.marker or "•") if listed else ""  # LibreOffice gives a bullet to what goes on with an item
            yield block.style, block.outline, listed.level if listed else -1, listed.format if listed else "", marker


def _emphasis(found: Iterable[tuple[Paragraph, bool]]) -> Iterator[tuple[str, bool, bool]]:
    """Yield the letters that are bold or italic in the text: in headings and the heads of tables they are looks."""
    for paragraph, is_head in found:
        if not paragraph.outline and not is_head:
            runs = [run for run in paragraph.runs if run.text.strip()]
            for (bold, italic), alike in groupby(runs, key=lambda run: (run.bold, run.italic)):
                if bold or italic:
                    yield "".join("".join(run.text.split()) for run in alike), bold, italic


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


def _looks(content: Content, blocks: Sequence[tuple[Block, ...]]) -> Iterator[tuple[str, str]]:
    """Yield what a submission cannot say of letters, and those letters, for every stretch that looks alike."""
    yield from ((each.look, each.words) for each in content.looks)
    for found in blocks:
        for block in found:
            if isinstance(block, Paragraph) and _is_inked(block) and _ALIGNS.get(block.align, block.align):
                yield f"{block.style} aligned to {block.align}", _words(block)
        for paragraph, is_head in _with_heads(found):
            for look, runs in groupby(paragraph.runs, key=lambda run: _look(run, paragraph, is_head)):
                if look:
                    yield f"{paragraph.style} {look}", " ".join("".join(run.text for run in runs).split())


def _look(run: Run, paragraph: Paragraph, is_head: bool) -> str:
    """Return what a submission cannot say of a run. A head of a table is bold by a style or on its own, as it comes."""
    names = [name for name in _LOOKS if getattr(run, name) and not (name == "underline" and run.link)]
    if paragraph.outline or is_head:
        names += [name for name in ("bold", "italic") if getattr(run, name) and not (is_head and name == "bold")]
    return " ".join(names) if run.text.strip() else ""
