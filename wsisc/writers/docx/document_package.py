"""A body and the parts that go with it -> the package of a Word file, with a checksum.

Styles, settings, footer and properties come from the theme and from `templates/docx/package/`, so that nothing of
Pandoc's own look remains and a document depends on its source alone: fixed order, fixed dates, counted ids.
"""

from collections.abc import Collection, Sequence
from html import escape
from string import Template
from typing import NamedTuple

from lxml import etree

from wsisc.document import checksum, fonts, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.messages import resources
from wsisc.ooxml import package_writing
from wsisc.ooxml.package_writing import (
    DECLARATION,
    ContentType,
    new_entry,
    office_content,
    serialize_part,
    write_archive,
)
from wsisc.ooxml.relationships import RelationshipEntry, Relationships, office_type, relationships_part
from wsisc.theme import Theme, word_styles
from wsisc.writers import source
from wsisc.writers.docx.body import DocxBody, complete

_STATIC_PARTS = (
    package_writing.CONTENT_TYPES,
    "_rels/.rels",
    "docProps/app.xml",
    "word/fontTable.xml",
    "word/settings.xml",
    "word/theme/theme1.xml",
)
_FONT_FAMILIES = {"serif": "roman", "sans-serif": "swiss"}  # ECMA-376, Part 1, 17.18.30
_PACKAGE_FOLDER = "templates/docx/package/"
_DOCUMENT = "word/document.xml"


class PackageParts(NamedTuple):
    """Parts to add to a Word file: their contents, relationships of the text, and types."""

    parts: dict[str, bytes]
    relationships: list[RelationshipEntry]
    content_types: list[ContentType]


NO_PARTS = PackageParts({}, [], [])


class Properties(NamedTuple):
    """The properties of a document: title, author, subject, language (BCP 47) and date ("" for none).

    `is_right_to_left` is for documents that have no text in another direction, `is_east_asian` for Chinese ones.
    """

    title: str
    author: str
    subject: str
    tag: str
    date: str = ""
    is_right_to_left: bool = False
    is_east_asian: bool = False


def join_parts(added: Sequence[PackageParts]) -> PackageParts:
    """Return parts to add as one value."""
    return PackageParts(
        {name: content for parts in added for name, content in parts.parts.items()},
        [relationship for parts in added for relationship in parts.relationships],
        [content_type for parts in added for content_type in parts.content_types],
    )


def related_part(kind: str, name: str, xml: str, type: str = "", id: str = "") -> PackageParts:
    """Return a part of the folder word/ to which the document refers by an id, by default the name of its kind.

    `type` is that of the relationship, by default one of Office.
    """
    relationship = RelationshipEntry(id or kind, type or office_type(kind), name)
    content_type = office_content(f"word/{name}", f"wordprocessingml.{kind}")
    return PackageParts({f"word/{name}": xml.encode()}, [relationship], [content_type])


def source_parts(manuscript: Manuscript) -> PackageParts:
    """Return the parts of the embedded source, if the manuscript is to embed one."""
    if not manuscript.embed:
        return NO_PARTS
    parts = provenance.docx_parts(source.build_package(manuscript))
    relationship = RelationshipEntry("source", office_type("customXml"), "../customXml/item1.xml")
    return PackageParts(parts, [relationship], [office_content("customXml/itemProps1.xml", "customXmlProperties")])


def own_parts(
    properties: Properties, added_types: Sequence[ContentType], look: Theme, headings: Collection[tuple[str, int]]
) -> dict[str, bytes]:
    """Return the parts that do not depend on Pandoc's body.

    `added_types` are those of parts that are added, `headings` the meanings and levels of the headings.
    """
    values = {"tag": properties.tag, **look.colours}
    values["spacing"] = "compressPunctuation" if properties.is_east_asian else "doNotCompress"
    text = look.fonts["text"]
    values |= {name: look.fonts[name]["word"] for name in ("arabic", "han")}
    values |= {"font": text["word"], "family": _FONT_FAMILIES[fonts.families()[text["pdf"]]["generic"]]}
    parts = {
        name: Template(resources.text(_PACKAGE_FOLDER + name)).substitute(values).encode() for name in _STATIC_PARTS
    }
    parts[package_writing.CONTENT_TYPES] = _add_types(parts[package_writing.CONTENT_TYPES], added_types)
    kind = "right-to-left" if properties.is_right_to_left else "east-asian" if properties.is_east_asian else ""
    styles = word_styles.styles_xml(look, properties.tag, headings, kind).encode()
    return parts | {"word/styles.xml": styles, "docProps/core.xml": core_properties(properties)}


def assemble(parts: dict[str, bytes], body: DocxBody, added: PackageParts) -> bytes:
    """Return the Word file of a body, of parts that do not depend on it, and of added parts."""
    return zip_package(parts | _body_parts(body, added.relationships) | added.parts)


def zip_package(parts: dict[str, bytes]) -> bytes:
    """Return the Word file of these parts by name, with a checksum of them."""
    parts = checksum.add_to_parts(parts)
    names = sorted(parts, key=lambda name: (name != package_writing.CONTENT_TYPES, name))
    return write_archive((new_entry(name), parts[name]) for name in names)


def _add_types(part: bytes, added: Sequence[ContentType]) -> bytes:
    """Return the types of our own parts and of added ones, a line for each."""
    root = etree.fromstring(part)
    elements = [package_writing.create_type(parts) for parts in added]
    for element in elements:
        element.tail = root[0].tail
    root[2:2] = elements  # after those of the extensions .rels and .xml
    return serialize_part(root) + b"\n"


def core_properties(properties: Properties) -> bytes:
    """Return the part with the title, author, subject, language and date of a document."""
    title, author, subject = map(escape, properties[:3])
    stamp = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{properties.date}T00:00:00Z</dcterms:{{0}}>'
    dates = stamp.format("created") + stamp.format("modified") if properties.date else ""
    return (
        DECLARATION
        + (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{title}</dc:title>"
            f"<dc:subject>{subject}</dc:subject>"
            f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>{dates}"
            f"<dc:language>{properties.tag}</dc:language></cp:coreProperties>"
        ).encode()
    )


def own_relationships(stem: str = "") -> Relationships:
    """Return the relationships that the text of each Word file has; the ids of added ones begin with the stem."""
    content = resources.text(_PACKAGE_FOLDER + relationships_part(_DOCUMENT))
    return Relationships(etree.fromstring(content.encode()), stem)


def _body_parts(body: DocxBody, relationships: Sequence[RelationshipEntry]) -> dict[str, bytes]:
    """Return the parts that contain Pandoc's body, footnotes and numbering, and their relationships."""
    complete(body.numbering, (body.document, body.footnotes))
    of_document, of_footnotes = own_relationships(), Relationships()
    for relationship in relationships:
        of_document.insert(relationship)
    of_document.root.extend(body.used_relationships(body.document))
    of_footnotes.root.extend(body.used_relationships(body.footnotes))
    return {
        _DOCUMENT: serialize_part(body.document),
        "word/footnotes.xml": serialize_part(body.footnotes),
        "word/numbering.xml": serialize_part(body.numbering),
        relationships_part(_DOCUMENT): serialize_part(of_document.root),
        relationships_part("word/footnotes.xml"): serialize_part(of_footnotes.root),
    }
