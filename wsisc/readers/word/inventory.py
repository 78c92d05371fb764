"""The parts of a Word file -> what they hold beside words, found apart from all reading, so that none gets lost.

A relationship of an unknown kind (ECMA-376-2, 9) is an embedded part: what a later version of Word embeds is reported.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.readers.word import authorship, components, descriptions, word_count
from wsisc.readers.word.archive import Archive, Link
from wsisc.readers.word.bindings import Bindings
from wsisc.readers.word.components import Read
from wsisc.readers.word.content import Component, Kind
from wsisc.readers.word.styles import Styles, W

_PARTS = {"footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "footer"}
_EMBEDDED = {
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "aFChunk": "embedded document",
    "oleObject": "OLE object",
    "package": "embedded file",
    "control": "ActiveX control",
}
_HARMLESS = {
    *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "customXml"),
    *("footnotes", "endnotes", "header", "footer", "comments", "commentsExtended", "commentsIds", "people"),
    *("commentsExtensible", "documenttasks", "glossaryDocument", "hyperlink", "image", "diagramLayout", "drawing"),
    *("diagramQuickStyle", "diagramColors", "diagramDrawing", "printerSettings", "keyMapCustomizations", "hdphoto"),
    *("attachedTemplate", "attachedToolbars"),
}
"""Kinds of relationships that bring nothing which a reader sees, or what is found in the XML."""


def of(
    archive: Archive, links: Mapping[str, Link], roots: Mapping[str, etree._Element], styles: Styles, read: Read
) -> Iterator[Component]:
    """Yield the components of a file. `roots` are the parts that were read, the text as "document", by their kinds.

    `read` gives the bytes of a part.
    """
    bindings = Bindings(archive)
    yield from _part(roots["document"], archive, links, "text", styles, read, bindings)
    for link in dict.fromkeys(link for link in links.values() if link.kind in _PARTS and not link.is_external):
        if archive.has(link.target):
            root = roots.get(link.kind)
            root = archive.xml(link.target) if root is None else root
            yield from _part(root, archive, archive.links(link.target), _PARTS[link.kind], styles, read, bindings)
            if link.kind == "comments":
                yield from _comments(root)
    told = [*descriptions.of_settings(roots["settings"])] if "settings" in roots else []
    for link in dict.fromkeys(links.values()):
        if link.kind == "glossaryDocument" and not link.is_external and archive.has(link.target):
            told += _building_blocks(archive, link.target)
    yield from (Component(Kind.DESCRIPTION, name, text, "", "file") for name, text in told)


def _building_blocks(archive: Archive, name: str) -> list[tuple[str, str]]:
    try:
        return list(descriptions.of_glossary(archive.xml(name)))
    except WsiscError as error:  # nothing of it is on a page
        return [("building blocks", str(error))]


def _part(
    root: etree._Element,
    archive: Archive,
    links: Mapping[str, Link],
    place: str,
    styles: Styles,
    read: Read,
    bindings: Bindings,
) -> Iterator[Component]:
    bytes_of: Read = lambda file: read(file) if archive.has(file) else b""  # noqa: E731
    yield from components.of(root, place, links, styles, bytes_of, bindings)
    for link in dict.fromkeys(links.values()):
        if link.kind not in _HARMLESS:
            yield Component(Kind.EMBEDDED, _EMBEDDED.get(link.kind, link.kind), "", link.target, place)


def _comments(root: etree._Element) -> Iterator[Component]:
    for comment in root.iterchildren(f"{W}comment"):
        text = " ".join(word_count.text(comment).split())
        yield Component(Kind.COMMENT, comment.get(f"{W}id", ""), text, authorship.author(comment), "comment")
