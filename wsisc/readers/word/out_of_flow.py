"""The parts of a Word file -> the texts outside the flow of the document, each with its kind."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.names import W, is_within, value
from wsisc.ooxml.relationships import Relationship
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import fields, independent_count
from wsisc.readers.word.content import Aside, AsideKind, Block, Paragraph
from wsisc.text.words import one_line

_ASIDE_KINDS = {
    "header": AsideKind.HEADER,
    "footer": AsideKind.FOOTER,
    "chart": AsideKind.CHART,
    "diagramData": AsideKind.DIAGRAM,
    "aFChunk": AsideKind.EMBEDDED,
}
_PART_NAME = re.compile(r"/(header|footer|comment|footnote|endnote)s?\d*\.xml", re.IGNORECASE)
_HTML_EXTENSIONS = (".htm", ".html", ".xhtml")
_MAX_PAGE_BYTES, _MAX_WORDS = 1_000_000, 100  # guesses: a report shows how the page starts, not the page
SEPARATORS = {
    "separator": AsideKind.NOTE_SEPARATOR,
    "continuationSeparator": AsideKind.NOTE_SEPARATOR,
    "continuationNotice": AsideKind.NOTE_CONTINUATION,
}
"""Entries that are not notes: Word prints them between the text and the notes (ECMA-376-1, 17.18.33)."""


def find_asides(
    document: etree._Element,
    archive: WordArchive,
    relationships: Mapping[str, Relationship],
    notes: Sequence[etree._Element],
) -> Iterator[Aside]:
    """Yield the words of text boxes, headers, footers, charts and diagrams, each text once."""
    boxes = (box for root in (document, *notes) for box in root.iter(f"{W}txbxContent"))
    for box in boxes:
        if not is_within(box, f"{W}txbxContent") and (text := _text(box)):
            yield Aside(AsideKind.COPIED_HEADING if text == _text_before(box) else AsideKind.TEXT_BOX, text)
    for target, kind in {link.target: link.kind for link in relationships.values() if not link.is_external}.items():
        if kind in _ASIDE_KINDS and archive.has_part(target):
            is_xml = target.lower().endswith(".xml")
            text = _text(fields.replace_page_numbers(archive.read_xml(target))) if is_xml else ""
            if target.lower().endswith(_HTML_EXTENSIONS):
                yield Aside(_ASIDE_KINDS[kind], _page_text(archive, target), 0)
            elif text or not is_xml:
                yield Aside(_ASIDE_KINDS[kind], text)


def _text_before(box: etree._Element) -> str:
    """Return the text of the paragraph before the one in which a text box is."""
    paragraph = next(box.iterancestors(f"{W}p"), box)
    before = paragraph.getprevious()
    return _text(before) if before is not None and before.tag == f"{W}p" else ""


def _page_text(archive: WordArchive, name: str) -> str:
    """Return the first words of an embedded HTML page, or "" if the page is too large."""
    try:
        content = archive.read(name, _MAX_PAGE_BYTES)
    except WsiscError:
        return ""
    parser = etree.HTMLParser(no_network=True, encoding="utf-8")
    root: etree._Element | None = etree.fromstring(content, parser) if content.strip() else None
    if root is None:
        return ""
    unseen = {text for hidden in root.iter("script", "style", "head") for text in hidden.itertext()}
    text = " ".join(str(text) for text in root.itertext() if text not in unseen)
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return " ".join([*words[:_MAX_WORDS], *(["…"] if len(words) > _MAX_WORDS else [])])


def find_unread(
    document: etree._Element, notes: Sequence[etree._Element], read_elements: Collection[etree._Element]
) -> Iterator[Aside]:
    """Yield the words of a document and its notes that are in none of `read_elements`."""
    for holder in (document, *(note for root in notes for note in root.iterchildren(tag=etree.Element))):
        if text := one_line(independent_count.unread_text(holder, read_elements)):
            yield Aside(SEPARATORS.get(holder.get(f"{W}type", ""), AsideKind.OUTSIDE_PARAGRAPHS), text)


def find_linked_images(placed: Sequence[tuple[str, str]], others: Mapping[str, str]) -> Iterator[Aside]:
    """Yield the images that the file does not contain: those of the text, then those of other parts."""
    known = {address for address, _ in placed}
    texts = [text for _, text in placed]
    for address, part in others.items():
        match = _PART_NAME.search(part)
        texts += (
            []
            if address in known
            else [describe_linked_image(address, "", t("in a {match}", match=match[1]) if match else "")]
        )
    yield from (Aside(AsideKind.LINKED_IMAGE, text, 0) for text in dict.fromkeys(texts))


def describe_linked_image(address: str, alternative: str, place: str) -> str:
    """Return the description of an image that the file does not contain."""
    return (f"{address} ({alternative})" if alternative else address) + (f", {place}" if place else "")


def is_table_of_contents(element: etree._Element) -> bool:
    """Return whether a content control holds a table of contents, which repeats the headings."""
    gallery = value(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery") if element.tag == f"{W}sdt" else ""
    return gallery == "Table of Contents"


def _text(root: etree._Element) -> str:
    return one_line(independent_count.full_text(root))


def trim_note(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a note without the space or tab after its number."""
    if not blocks or not isinstance(blocks[0], Paragraph) or not blocks[0].runs:
        return blocks
    first = blocks[0].runs[0]
    spaces = len(first.text) - len(first.text.lstrip(" \t"))
    rest = [first.cut(spaces) if spaces else first] if first.text.strip(" \t") or not first.text else []
    return (replace(blocks[0], runs=(*rest, *blocks[0].runs[1:])), *blocks[1:])
