"""The parts of a Word file -> their components, found independently of the reader, so that none gets lost.

A relationship of an unknown kind (ECMA-376-2, 9) is an embedded part: so anything that a later version of Word embeds
is reported.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.ooxml.names import W
from wsisc.ooxml.relationships import Relationship
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import authorship, descriptions, word_count
from wsisc.readers.word.bindings import Bindings
from wsisc.readers.word.components import ComponentFinder, PartReader
from wsisc.readers.word.content import Component, ComponentKind
from wsisc.readers.word.descriptions import DescriptionKind
from wsisc.readers.word.styles import Styles
from wsisc.text.spaces import one_line

_PART_PLACES = {"footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "footer"}
_EMBEDDED_KINDS = {
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "aFChunk": "embedded document",
    "oleObject": "OLE object",
    "package": "embedded file",
    "control": "ActiveX control",
    "vbaProject": "macros",
}
# Kinds of relationships to parts without visible content, or whose content is found in the XML.
_HARMLESS_KINDS = {
    *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "customXml"),
    *("footnotes", "endnotes", "header", "footer", "comments", "commentsExtended", "commentsIds", "people"),
    *("commentsExtensible", "documenttasks", "glossaryDocument", "hyperlink", "image", "diagramLayout", "drawing"),
    *("diagramQuickStyle", "diagramColors", "diagramDrawing", "printerSettings", "keyMapCustomizations", "hdphoto"),
    *("attachedTemplate", "attachedToolbars"),
}


def find_components(
    archive: WordArchive,
    relationships: Mapping[str, Relationship],
    roots: Mapping[str, etree._Element],
    styles: Styles,
    read_part: PartReader,
) -> Iterator[Component]:
    """Yield the components of a file. `roots` are the parts that were read, by kind; "document" is the text.

    `read_part` returns the bytes of a part.
    """
    bindings = Bindings(archive)
    yield from _part_components(roots["document"], archive, relationships, "text", styles, read_part, bindings)
    for link in archive.find_parts(relationships, _PART_PLACES):
        root = roots.get(link.kind)
        root = archive.read_xml(link.target) if root is None else root
        part_relationships, place = archive.relationships(link.target), _PART_PLACES[link.kind]
        yield from _part_components(root, archive, part_relationships, place, styles, read_part, bindings)
        if link.kind == "comments":
            yield from _comment_components(root)
    texts = [*descriptions.read_settings(roots["settings"])] if "settings" in roots else []
    for link in archive.find_parts(relationships, ("glossaryDocument",)):
        texts += _read_building_blocks(archive, link.target)
    yield from (Component(ComponentKind.DESCRIPTION, name, text, "", "file") for name, text in texts)


def _read_building_blocks(archive: WordArchive, name: str) -> list[tuple[DescriptionKind, str]]:
    try:
        return list(descriptions.read_glossary(archive.read_xml(name)))
    except WsiscError as error:  # building blocks are on no page
        return [(DescriptionKind.UNREADABLE_BLOCKS, str(error))]


def _part_components(
    root: etree._Element,
    archive: WordArchive,
    relationships: Mapping[str, Relationship],
    place: str,
    styles: Styles,
    read_part: PartReader,
    bindings: Bindings,
) -> Iterator[Component]:
    read_or_empty: PartReader = lambda file: read_part(file) if archive.has_part(file) else b""  # noqa: E731
    yield from ComponentFinder(place, relationships, styles, read_or_empty, bindings).find(root)
    for link in dict.fromkeys(relationships.values()):
        if link.kind not in _HARMLESS_KINDS:
            yield Component(ComponentKind.EMBEDDED, _EMBEDDED_KINDS.get(link.kind, link.kind), "", link.target, place)


def _comment_components(root: etree._Element) -> Iterator[Component]:
    for comment in root.iterchildren(f"{W}comment"):
        text = one_line(word_count.full_text(comment))
        yield Component(
            ComponentKind.COMMENT, comment.get(f"{W}id", ""), text, authorship.read_author(comment), "comment"
        )
