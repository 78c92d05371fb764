"""A body and the parts that go with it -> the package of a Word file, with a checksum.

Styles, settings, footer and properties come from the theme and from `templates/docx/package/`, so that nothing of
Pandoc's own look remains and a document depends on its source alone: fixed order, fixed dates, counted ids.
"""

import io
import zipfile
from collections.abc import Collection, Sequence
from copy import deepcopy
from html import escape
from string import Template
from typing import NamedTuple

from lxml import etree

from wsisc import resources
from wsisc.document import checksum, fonts, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.ooxml.names import R
from wsisc.theme import Theme, word_styles
from wsisc.writers import source
from wsisc.writers.docx import lists
from wsisc.writers.docx.body import DocxBody

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STATIC_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "word/fontTable.xml",
    "word/settings.xml",
    "word/theme/theme1.xml",
)
_FONT_FAMILIES = {"serif": "roman", "sans-serif": "swiss"}  # ECMA-376, Part 1, 17.18.30
_PACKAGE_FOLDER = "templates/docx/package/"
_RELATIONSHIP_TYPES = R[1:-1]


class PackageParts(NamedTuple):
    """Parts to add to a Word file: their contents, relationships, and lines of [Content_Types].xml."""

    parts: dict[str, bytes]
    relationships: list[dict[str, str]]
    content_types: str


NO_PARTS = PackageParts({}, [], "")


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
        {name: content for each in added for name, content in each.parts.items()},
        [relationship for each in added for relationship in each.relationships],
        "".join(each.content_types for each in added),
    )


def related_part(
    kind: str, name: str, xml: str, relationship_types: str = _RELATIONSHIP_TYPES, id: str = ""
) -> PackageParts:
    """Return a part of the folder word/ to which the document refers by an id, by default the name of its kind."""
    relationship = {"Id": id or kind, "Type": f"{relationship_types}/{kind}", "Target": name}
    content_type = _content_type(f"/word/{name}", f"wordprocessingml.{kind}")
    return PackageParts({f"word/{name}": xml.encode()}, [relationship], content_type)


def source_parts(manuscript: Manuscript) -> PackageParts:
    """Return the parts of the embedded source, if the manuscript is to embed one."""
    if not manuscript.embed:
        return NO_PARTS
    parts = provenance.docx_parts(source.build_package(manuscript))
    relationship = {"Id": "source", "Type": f"{_RELATIONSHIP_TYPES}/customXml", "Target": "../customXml/item1.xml"}
    return PackageParts(parts, [relationship], _content_type("/customXml/itemProps1.xml", "customXmlProperties"))


def own_parts(
    properties: Properties, content_types: str, look: Theme, headings: Collection[tuple[str, int]]
) -> dict[str, bytes]:
    """Return the parts that do not depend on Pandoc's body.

    `content_types` are lines of [Content_Types].xml, `headings` the meanings and levels of the headings.
    """
    values = {"types": content_types, "tag": properties.tag, **look.colours}
    values["spacing"] = "compressPunctuation" if properties.is_east_asian else "doNotCompress"
    text = look.fonts["text"]
    values |= {name: look.fonts[name]["word"] for name in ("arabic", "han")}
    values |= {"font": text["word"], "family": _FONT_FAMILIES[fonts.families()[text["pdf"]]["generic"]]}
    parts = {
        name: Template(resources.text(_PACKAGE_FOLDER + name)).substitute(values).encode() for name in _STATIC_PARTS
    }
    kind = "right-to-left" if properties.is_right_to_left else "east-asian" if properties.is_east_asian else ""
    styles = word_styles.styles_xml(look, properties.tag, headings, kind).encode()
    return parts | {"word/styles.xml": styles, "docProps/core.xml": _core_properties(properties)}


def assemble(parts: dict[str, bytes], body: DocxBody, added: PackageParts) -> bytes:
    """Return the Word file of a body, of parts that do not depend on it, and of added parts."""
    return zip_package(parts | _body_parts(body, added.relationships) | added.parts)


def serialize_part(root: etree._Element) -> bytes:
    """Return an XML part, encoded as in a Word file."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8")


def zip_package(parts: dict[str, bytes]) -> bytes:
    """Return the Word file of these parts by name, with a checksum of them."""
    buffer, parts = io.BytesIO(), checksum.add_to_parts(parts)
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _content_type(part: str, kind: str) -> str:
    """Return a line of [Content_Types].xml."""
    return f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>\n  '


def _core_properties(properties: Properties) -> bytes:
    title, author, subject = map(escape, properties[:3])
    stamp = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{properties.date}T00:00:00Z</dcterms:{{0}}>'
    dates = stamp.format("created") + stamp.format("modified") if properties.date else ""
    return (
        _DECLARATION
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


def _body_parts(body: DocxBody, relationships: list[dict[str, str]]) -> dict[str, bytes]:
    """Return the parts that contain Pandoc's body, footnotes and numbering, and their relationships."""
    lists.complete(body.numbering, (body.document, body.footnotes))
    of_document = etree.fromstring(resources.text(_PACKAGE_FOLDER + "word/_rels/document.xml.rels").encode())
    of_footnotes = deepcopy(of_document)
    of_footnotes.clear()
    for relationship in relationships:
        etree.SubElement(of_document, of_document[0].tag, relationship)
    of_document.extend(body.used_relationships(body.document))
    of_footnotes.extend(body.used_relationships(body.footnotes))
    return {
        "word/document.xml": serialize_part(body.document),
        "word/footnotes.xml": serialize_part(body.footnotes),
        "word/numbering.xml": serialize_part(body.numbering),
        "word/_rels/document.xml.rels": serialize_part(of_document),
        "word/_rels/footnotes.xml.rels": serialize_part(of_footnotes),
    }
