"""A submission -> a Word file: Pandoc's body in a package of our own.

Pandoc writes the paragraphs, lists, tables, links and footnotes. Everything else (styles, settings, page, footer,
properties) is created here from the theme, so that nothing of Pandoc's own look remains and a document depends on its
source alone: fixed order, fixed dates, counted ids.
"""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from html import escape
from string import Template

from lxml import etree

from wsisc import resources, theme
from wsisc.diagnostic import WsiscError
from wsisc.document import checksum, integrity, outline, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.engines import pandoc
from wsisc.readers import docx as reader
from wsisc.writers import markdown, source
from wsisc.writers.docx import bidi, comments, figures, styles
from wsisc.writers.docx.ooxml import NO_PARTS, PackageParts, R, W

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STATIC_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/settings.xml",
    "word/theme/theme1.xml",
)
_SOURCE_TYPE = (
    '<Override PartName="/customXml/itemProps1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>\n  '
)
_SOURCE_RELATIONSHIP = {"Id": "source", "Type": f"{R[1:-1]}/customXml", "Target": "../customXml/item1.xml"}
_HEADER_TYPE = (
    '<Override PartName="/word/header1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\n  '
)
_HEADER_RELATIONSHIP = {"Id": "header", "Type": f"{R[1:-1]}/header", "Target": "header1.xml"}
_HEADER_REFERENCES = "".join(f'<w:headerReference w:type="{each}" r:id="header"/>' for each in ("default", "first"))
_PACKAGE_FOLDER = "templates/docx/package/"
FILTERS = ("refuse.lua", "tables.lua", "docx/filter.lua")
_SOFT_HYPHEN = "\ufdd0"
"""Replaces a soft hyphen while Pandoc runs, which drops one at the end of a run. No valid text contains it."""


class DocxDocument:
    """The Word file of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._submission = manuscript, manuscript.submission
        self._blocks = outline.build(manuscript)
        text = protect_soft_hyphens(markdown.render(manuscript.submission, self._blocks))
        self._conversion = pandoc.start(text, "docx", *FILTERS)

    def finish(self) -> bytes:
        """Return the file.

        Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
        """
        manuscript, look = self._manuscript, theme.load()
        # Everything that needs no body comes first, while Pandoc is running.
        expected = integrity.expected_words(self._submission, self._blocks)
        header = _draft_header(manuscript)
        added = [figures.build_parts(manuscript), comments.build_parts(manuscript), _source_parts(manuscript), header]
        parts = _own_parts(manuscript, "".join(each.content_types for each in added))
        body = DocxBody(self._conversion.result())
        figures.place(body.document, manuscript)
        body.apply_theme(look)
        body.set_page(theme.section_xml(look, _HEADER_REFERENCES if header.parts else ""))
        comments.place(body.document, manuscript)
        if manuscript.locale.direction == "rtl":
            bidi.make_right_to_left((body.document, body.footnotes))
        difference = integrity.find_difference(expected, reader.extract_words(body.document, body.footnotes))
        if difference:
            hint = "please report this bug with the file, and simplify the text there; nothing was written"
            raise WsiscError(f"internal error: {difference}", hint)
        return assemble(parts, body, added)

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()


def protect_soft_hyphens(text: str) -> str:
    """Return Markdown whose soft hyphens survive Pandoc; `DocxBody.apply_theme` restores them."""
    return text.replace("\xad", _SOFT_HYPHEN)


class DocxBody:
    """The parts of Pandoc's package that are used: document, footnotes, numbering and relationships."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.document = etree.fromstring(archive.read("word/document.xml"))
            self.footnotes = etree.fromstring(archive.read("word/footnotes.xml"))
            self.numbering = etree.fromstring(archive.read("word/numbering.xml"))
            self.relationships = etree.fromstring(archive.read("word/_rels/document.xml.rels"))

    def apply_theme(self, look: theme.Theme) -> None:
        """Replace Pandoc's styles, ids and tables by those of the theme."""
        for root in (self.document, self.footnotes):
            styles.separate_tables(root)
            for paragraph in root.iter(f"{W}p"):
                styles.style_paragraph(paragraph, root is self.footnotes, look)
            for text in [each for each in root.iter(f"{W}t") if _SOFT_HYPHEN in (each.text or "")]:
                _restore_soft_hyphens(text)
            styles.join_runs(root)
            for table in root.iter(f"{W}tbl"):
                styles.style_table(table, theme.text_width(look))
        self._renumber_footnotes()
        for level in self.numbering.iter(f"{W}lvl"):
            styles.style_bullet(level)
        for number, nsid in enumerate(self.numbering.iter(f"{W}nsid"), 1):
            nsid.set(f"{W}val", f"{number:08X}")  # Pandoc writes nine digits for a list that starts at 1,000
        _move_bookmarks_into_headings(self.document)

    def set_page(self, section: str) -> None:
        """Replace Pandoc's page by a `w:sectPr`."""
        body = self.document[0]
        body.replace(body[-1], etree.fromstring(section))

    def _renumber_footnotes(self) -> None:
        """Number the footnotes 1, 2, 3 ... in the order of their references."""
        references = list(self.document.iter(f"{W}footnoteReference"))
        numbers = {reference.get(f"{W}id"): str(number) for number, reference in enumerate(references, 1)}
        for reference in references:
            reference.set(f"{W}id", numbers[reference.get(f"{W}id")])
        notes = {note.get(f"{W}id"): note for note in self.footnotes}
        for id, number in numbers.items():
            notes[id].set(f"{W}id", number)
        self.footnotes[:] = sorted(self.footnotes, key=lambda note: int(note.get(f"{W}id", "0")))


def _restore_soft_hyphens(text: etree._Element) -> None:
    first, *others = (text.text or "").split(_SOFT_HYPHEN)
    text.text = first
    for other in reversed(others):
        following = deepcopy(text)
        following.text = other
        text.addnext(following)
        text.addnext(etree.Element(f"{W}softHyphen"))


def _move_bookmarks_into_headings(document: etree._Element) -> None:
    """Move each bookmark into its heading, where Word and other programs keep it, and renumber the ids."""
    ends = {end.get(f"{W}id"): end for end in document.iter(f"{W}bookmarkEnd")}
    for number, start in enumerate(list(document.iter(f"{W}bookmarkStart"))):
        end = ends[start.get(f"{W}id")]
        heading = start.getnext()
        start.set(f"{W}id", str(number))
        end.set(f"{W}id", str(number))
        if heading is not None and heading.tag == f"{W}p":
            heading.insert(1, start)
            heading.append(end)


def core_properties(title: str, author: str, subject: str, tag: str, date: str) -> bytes:
    """Return docProps/core.xml: title, author, subject, language (BCP 47) and date ("" for none)."""
    stamp = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{{0}}>'
    dates = stamp.format("created") + stamp.format("modified") if date else ""
    name = escape(author)
    return (
        _DECLARATION
        + (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title>"
            f"<dc:subject>{escape(subject)}</dc:subject>"
            f"<dc:creator>{name}</dc:creator><cp:lastModifiedBy>{name}</cp:lastModifiedBy>{dates}"
            f"<dc:language>{tag}</dc:language></cp:coreProperties>"
        ).encode()
    )


def _source_parts(manuscript: Manuscript) -> PackageParts:
    """Return the parts of the embedded source, if the manuscript is to embed one."""
    if not manuscript.embed:
        return NO_PARTS
    return PackageParts(provenance.docx_parts(source.build_package(manuscript)), [_SOURCE_RELATIONSHIP], _SOURCE_TYPE)


def _draft_header(manuscript: Manuscript) -> PackageParts:
    """Return the header that marks every page of a draft; no parts for a final document."""
    if not manuscript.draft:
        return NO_PARTS
    mark = escape(manuscript.locale.wording["draft"], quote=False)
    return header_parts(Template(resources.text("templates/docx/header.xml")).substitute(mark=mark))


def header_parts(xml: str) -> PackageParts:
    """Return a page header, to which a section refers by the id "header"."""
    return PackageParts({"word/header1.xml": xml.encode()}, [_HEADER_RELATIONSHIP], _HEADER_TYPE)


def _own_parts(manuscript: Manuscript, content_types: str) -> dict[str, bytes]:
    """Return the parts that do not depend on Pandoc's body. `content_types` are lines of [Content_Types].xml."""
    submission, locale = manuscript.submission, manuscript.locale
    subject = outline.subject(manuscript.call, locale)
    core = core_properties(submission.title, submission.entity.name, subject, locale.tag, submission.date)
    return _fixed_parts(locale.tag, content_types) | {"docProps/core.xml": core}


@cache
def _fixed_parts(tag: str, content_types: str) -> dict[str, bytes]:
    return fixed_parts(tag, content_types, theme.load())


def fixed_parts(tag: str, content_types: str, look: theme.Theme) -> dict[str, bytes]:
    """Return the parts that are the same in all files of a language and theme."""
    values = {"types": content_types, "tag": tag, **look.colours}
    values |= {name: font["word"] for name, font in look.fonts.items()}
    parts = {
        name: Template(resources.text(_PACKAGE_FOLDER + name)).substitute(values).encode() for name in _STATIC_PARTS
    }
    return parts | {"word/styles.xml": theme.styles_xml(look, tag).encode()}


def assemble(parts: dict[str, bytes], body: DocxBody, added: Sequence[PackageParts]) -> bytes:
    """Return the Word file of a body, of parts that do not depend on it, and of added parts."""
    relationships = [relationship for each in added for relationship in each.relationships]
    parts = parts | _body_parts(body, relationships)
    return zip_package(parts | {name: content for each in added for name, content in each.parts.items()})


def _body_parts(body: DocxBody, relationships: list[dict[str, str]]) -> dict[str, bytes]:
    """Return the parts that contain Pandoc's body, footnotes and numbering, and their relationships."""
    of_document = etree.fromstring(resources.text(_PACKAGE_FOLDER + "word/_rels/document.xml.rels").encode())
    of_footnotes = deepcopy(of_document)
    of_footnotes.clear()
    for relationship in relationships:
        etree.SubElement(of_document, of_document[0].tag, relationship)
    of_document.extend(used_relationships(body.relationships, body.document))
    of_footnotes.extend(used_relationships(body.relationships, body.footnotes))
    return {
        "word/document.xml": serialize_part(body.document),
        "word/footnotes.xml": serialize_part(body.footnotes),
        "word/numbering.xml": serialize_part(body.numbering),
        "word/_rels/document.xml.rels": serialize_part(of_document),
        "word/_rels/footnotes.xml.rels": serialize_part(of_footnotes),
    }


def used_relationships(relationships: etree._Element, root: etree._Element) -> list[etree._Element]:
    """Return copies of the relationships that hyperlinks under `root` use."""
    used = {element.get(f"{R}id") for element in root.iter(f"{W}hyperlink")}
    return [deepcopy(relationship) for relationship in relationships if relationship.get("Id") in used]


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
