"""A compendium -> a Word file: a section for each chapter that starts a page, with footnotes numbered from 1.

If chapters are run on, footnotes are numbered through the whole file. Page numbers of contents and index are those of
the PDF of the same compendium: Word has its own after its fields are updated there.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from wsisc.calls.locale import Locale
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.builders import create_field, create_paragraph, create_run, create_tab, ensure_first, ensure_property
from wsisc.ooxml.names import R, W
from wsisc.publication.collate import pdf_compendium, pieces
from wsisc.publication.collate.pieces import (
    Chapter,
    Compendium,
    CompendiumPiece,
    ConversionPool,
    Notify,
    PieceConversion,
)
from wsisc.readers import word_text as reader
from wsisc.theme import Theme, word_styles
from wsisc.writers import markdown
from wsisc.writers.docx import FILTERS, document_package, drawings, phrase_runs, running, theme_styles
from wsisc.writers.docx.body import STYLE_LISTS, DocxBody, set_ids
from wsisc.writers.docx.document_package import PackageParts

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_CONTENTS_FIELD = ' TOC \\o "1-1" \\h \\z '  # a field that lists the headings of level 1
_PAGE_PLACEHOLDER = "…"  # replaces a page number that is not known, until the fields are updated in Word
_SPACE_ABOVE_CHAPTER = "560"  # space above the heading of a run-on chapter, in twentieths of a point
# Headings after which nothing else decides the space: those of `group` and `passage` in the theme.
_NEAR_STYLES = ("Heading2Group", "Heading3Passage")


class BodyJoiner:
    """Joins the chapters of a Word file; their elements are moved, not copied."""

    def __init__(self) -> None:
        self._whole: DocxBody | None = None
        self._section: etree._Element | None = None
        self._bodies = self._notes = self._bookmarks = 0
        self._list_definitions: dict[bytes, etree._Element] = {}
        """The kinds of lists (`w:abstractNum`), by what they say."""
        self._lists: list[etree._Element] = []
        """The lists (`w:num`)."""

    def add(self, bodies: Sequence[DocxBody], section: etree._Element, is_run_on: bool = False) -> None:
        """Add the bodies of a chapter and the `w:sectPr` of its pages, unless it is run on the pages before."""
        if self._whole and self._section is not None and not is_run_on:
            _end_section(self._whole.document[0], self._section)
        for body in bodies:
            self._append(body)
        self._section = self._section if is_run_on else section

    def finish(self) -> DocxBody:
        """Return the joined body. At least one chapter must have been added."""
        assert self._whole is not None
        assert self._section is not None
        self._whole.document[0].append(self._section)
        numbering = self._whole.numbering
        numbering[:] = [*self._list_definitions.values(), *self._lists]
        set_ids(numbering)
        for tag in (f"{_WP}docPr", f"{_PIC}cNvPr"):
            for number, picture in enumerate(self._whole.document.iter(tag), 1):
                picture.set("id", str(number))
        return self._whole

    def _append(self, body: DocxBody) -> None:
        self._bodies += 1
        self._renumber_notes(body)
        self._renumber_bookmarks(body)
        self._renumber_lists(body)
        self._rename_relationships(body)
        content = body.document[0]
        content.remove(content[-1])
        if self._whole is None:
            self._whole = body
            return
        self._whole.document[0].extend(list(content))
        self._whole.footnotes.extend(_authors_notes(body))
        self._whole.relationships.extend(list(body.relationships))

    def _renumber_notes(self, body: DocxBody) -> None:
        """Continue the ids of footnotes, which are unique in the file; the printed numbers depend on the section."""
        references = list(body.document.iter(f"{W}footnoteReference"))
        for numbered in (*references, *_authors_notes(body)):
            numbered.set(f"{W}id", str(int(numbered.get(f"{W}id", "0")) + self._notes))
        self._notes += len(references)

    def _renumber_bookmarks(self, body: DocxBody) -> None:
        count = 0
        for mark in body.document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            count += mark.tag == f"{W}bookmarkStart"
            mark.set(f"{W}id", str(int(mark.get(f"{W}id", "0")) + self._bookmarks))
        self._bookmarks += count

    def _renumber_lists(self, body: DocxBody) -> None:
        """Add the lists that a body uses, and their definitions unless an earlier body has the same."""
        numbers = {instance.get(f"{W}numId"): instance for instance in body.numbering.iter(f"{W}num")}
        kinds = {
            definition.get(f"{W}abstractNumId"): definition for definition in body.numbering.iter(f"{W}abstractNum")
        }
        new_ids = {}
        for reference in (id for root in (body.document, body.footnotes) for id in root.iter(f"{W}numId")):
            id = reference.get(f"{W}val")
            if id not in new_ids and id in numbers:
                new_ids[id] = self._add_list(numbers[id], kinds)
            reference.set(f"{W}val", new_ids.get(id, "0"))

    def _add_list(self, instance: etree._Element, kinds: dict[str | None, etree._Element]) -> str:
        """Add a list, and return its new id."""
        kind = instance[0]
        kind.set(f"{W}val", self._add_list_definition(kinds[kind.get(f"{W}val")]))
        self._lists.append(instance)
        id = str(STYLE_LISTS + len(self._lists))
        instance.set(f"{W}numId", id)
        return id

    def _add_list_definition(self, definition: etree._Element) -> str:
        """Add a list definition unless there is an equal one, and return its new id."""
        content = deepcopy(definition)
        content.attrib.clear()
        for nsid in content.findall(f"{W}nsid"):
            content.remove(nsid)
        kind = self._list_definitions.setdefault(etree.tostring(content, method="c14n"), definition)
        if kind is definition:
            definition.set(f"{W}abstractNumId", str(STYLE_LISTS + len(self._list_definitions)))
        return str(kind.get(f"{W}abstractNumId"))

    def _rename_relationships(self, body: DocxBody) -> None:
        """Keep the relationships that are used, under ids that no other body has."""
        used = [
            relationship for root in (body.document, body.footnotes) for relationship in body.used_relationships(root)
        ]
        body.relationships[:] = list({relationship.get("Id"): relationship for relationship in used}.values())
        for relationship in body.relationships:
            relationship.set("Id", f"{relationship.get('Id')}-{self._bodies}")
        for root in (body.document, body.footnotes):
            for link in root.iter(f"{W}hyperlink"):
                if id := link.get(f"{R}id"):
                    link.set(f"{R}id", f"{id}-{self._bodies}")


def _authors_notes(body: DocxBody) -> list[etree._Element]:
    """Return the footnotes of a body, without the separators that Word counts among them."""
    return [note for note in body.footnotes if int(note.get(f"{W}id", "0")) > 0]


def conversions(piece: CompendiumPiece) -> tuple[PieceConversion, ...]:
    """Return the conversions of a piece: that for the PDF, whose layout takes long, and its own."""
    return (*pdf_compendium.conversions(piece), _conversion(piece))


def _conversion(piece: CompendiumPiece) -> PieceConversion:
    text, filters = piece.prepare_markdown()
    return PieceConversion(markdown.protect_soft_hyphens(text), "docx", (*filters, *FILTERS))


def write(compendium: Compendium, pool: ConversionPool, notify: Notify) -> bytes:
    """Return the file. Raises WsiscError if Pandoc fails, or if a word would be lost."""
    for piece in compendium.pieces:
        for conversion in pdf_compendium.conversions(piece):
            pool.submit(conversion)
    with ThreadPoolExecutor(1) as executor:  # Typst works in a process of its own
        pages = executor.submit(pdf_compendium.find_pages, compendium, pool)
        body = _build_whole_body(compendium, pool)
        insert_page_fields(body.document, compendium.locale, _wait_for_pages(pages, notify))
    images = drawings.build_parts(replace(compendium.pieces[0].manuscript, images=compendium.images))
    heads, locale = _heads(compendium), compendium.locale
    head_parts = (_head_part(chapter, id) for chapter, id in heads.values())
    added = document_package.join_parts([images, *head_parts, running.foot_part(locale)])
    properties = document_package.Properties(
        compendium.title, locale.compendium["author"], compendium.subject, locale.tag
    )
    meanings = theme_styles.find_meanings(block for piece in compendium.pieces for block in piece.blocks)
    return document_package.assemble(
        document_package.own_parts(properties, added.content_types, compendium.look, meanings), body, added
    )


def _wait_for_pages(pages: Future[Mapping[str, int]], notify: Notify) -> Mapping[str, int]:
    """Return the pages of anchors; none, with a note, if they could not be found."""
    try:
        return pages.result()
    except WsiscError as error:
        notify(t("contents and index have no page numbers until fields are updated in Word: {error}", error=error))
        return {}


def _build_whole_body(compendium: Compendium, pool: ConversionPool) -> DocxBody:
    """Return the body of the whole file, without page numbers. Raises LostWordsError if a word would be lost."""
    converted = iter(pool.convert([_conversion(piece) for piece in compendium.pieces]))
    look, whole = compendium.look, BodyJoiner()
    heads = _heads(compendium)
    for chapter in compendium.chapters:
        bodies = [_build_body(piece, next(converted), compendium, look) for piece in chapter.pieces]
        section = _section_properties(chapter, look, heads)
        if chapter.kind == "contents":  # which do not list their own heading
            for style in bodies[0].document.iterfind(f".//{W}pStyle[@{W}val='Heading1']"):
                style.set(f"{W}val", "TOCHeading")
        if chapter.kind == "index":
            set_in_columns(bodies[0].document, section)
        if chapter.is_run_on:
            set_space_above(bodies[0].document[0][0], _SPACE_ABOVE_CHAPTER)
        whole.add(bodies, section, chapter.is_run_on)
    body = whole.finish()
    if any(chapter.is_run_on for chapter in compendium.chapters):
        _make_continuous(body.document, "numRestart")  # LibreOffice would restart at every heading of level 1
    pieces.check_words(compendium, reader.extract_words(body.document, body.footnotes))
    return body


def _build_body(piece: CompendiumPiece, content: bytes, compendium: Compendium, look: Theme) -> DocxBody:
    """Return the body that Pandoc created from a piece, in the theme, language and direction of the piece."""
    body = DocxBody(content)
    drawings.place(body.document, piece.manuscript)
    body.apply_theme(look, piece.locale.wording["table"])
    theme_styles.style_headings(body.document, piece.blocks, look)
    roots = (body.document, body.footnotes)
    if piece.locale.direction == "rtl":
        phrase_runs.make_right_to_left(roots)
    phrase_runs.mark_foreign_phrases(roots, piece.locale)
    if not piece.manuscript.submission.parts:
        _remove_link_styles(body.document)
        _mark_link_languages(body.document, compendium)
    _set_headings_near(body.document)
    if piece.locale.tag != compendium.locale.tag:
        for run in (run for root in roots for run in root.iter(f"{W}r")):
            mark_language(run, piece.locale)
    return body


def set_in_columns(document: etree._Element, section: etree._Element) -> None:
    """Set all but the heading of a body in two columns. `section` describes its pages, and becomes that of the columns.

    Neither has footnotes, but the section of the heading must continue their numbering: LibreOffice 25.2 renumbers all
    footnotes of a file when the setting it last read changes, and shows 0 for most if it never changes.
    """
    heading_section = deepcopy(section)
    _make_continuous(heading_section, "numRestart")
    _make_continuous(section, "type")
    columns = etree.Element(f"{W}cols", {f"{W}num": "2", f"{W}space": "360"})
    section.insert([element.tag for element in section].index(f"{W}titlePg"), columns)
    properties = document[0][0].find(f"{W}pPr")
    assert properties is not None
    properties.append(heading_section)


def _make_continuous(root: etree._Element, setting: str) -> None:
    """Set a setting of sections to "continuous"."""
    for element in root.iter(f"{W}{setting}"):
        element.set(f"{W}val", "continuous")


def insert_page_fields(document: etree._Element, locale: Locale, pages: Mapping[str, int]) -> None:
    """Insert page number fields after the entries of contents and index, and turn the contents into a field.

    `pages` are the pages of anchors.
    """
    entries = _paragraphs_with_style(document, "Toc1")
    for paragraph in entries:
        for link in paragraph.iter(f"{W}hyperlink"):
            link.extend([create_tab(), *_page_field(link.get(f"{W}anchor", ""), pages)])
    begin, instruction, separate, _, end = create_field(_CONTENTS_FIELD, "")
    for run in (separate, instruction, begin):
        entries[0].insert(1, run)
    entries[-1].append(end)
    mark = "\u200f" if locale.direction == "rtl" else "\u200e"
    for paragraph in _paragraphs_with_style(document, "IndexEntry"):
        for link in paragraph.findall(f"{W}hyperlink"):
            lead_text = create_run(locale.compendium["before-page"] + mark)
            for run in (*_page_field(link.get(f"{W}anchor", ""), pages)[::-1], lead_text):
                link.addnext(run)


def _page_field(anchor: str, pages: Mapping[str, int]) -> list[etree._Element]:
    """Return the runs of a field that shows the page of an anchor."""
    return create_field(f" PAGEREF {anchor} \\h ", str(pages.get(anchor, _PAGE_PLACEHOLDER)))


def _remove_link_styles(document: etree._Element) -> None:
    """Remove the link style from the entries of contents and index, so that they look like their paragraphs."""
    for paragraph in (*_paragraphs_with_style(document, "Toc1"), *_paragraphs_with_style(document, "IndexEntry")):
        for properties in paragraph.iter(f"{W}rPr"):
            for style in properties.findall(f"{W}rStyle"):
                properties.remove(style)


def _paragraphs_with_style(document: etree._Element, name: str) -> list[etree._Element]:
    return document.findall(f".//{W}pStyle[@{W}val='{name}']/../..")


def _set_headings_near(document: etree._Element) -> None:
    """Remove the space above headings, which have a bookmark, that follow one of `_NEAR_STYLES`."""
    for style in _NEAR_STYLES:
        for heading in _paragraphs_with_style(document, style):
            following = heading.getnext()
            if following is not None and following.find(f"{W}bookmarkStart") is not None:
                set_space_above(following, "0")


def set_space_above(paragraph: etree._Element | None, before: str) -> None:
    """Override the space that the style of a paragraph sets above it."""
    if paragraph is not None and (properties := paragraph.find(f"{W}pPr")) is not None:
        index = sum(element.tag in (f"{W}pStyle", f"{W}bidi") for element in properties)
        properties.insert(index, etree.Element(f"{W}spacing", {f"{W}before": before}))


def _mark_link_languages(document: etree._Element, compendium: Compendium) -> None:
    """Mark the language of links whose words are from submissions in other languages."""
    for link in document.iter(f"{W}hyperlink"):
        if locale := compendium.foreign_anchors.get(link.get(f"{W}anchor", "")):
            if locale.direction == "rtl" and compendium.locale.direction != "rtl":
                phrase_runs.make_runs_right_to_left(link)
            for run in link.iter(f"{W}r"):
                mark_language(run, locale)


def mark_language(run: etree._Element, locale: Locale) -> None:
    """Mark a run as in a language, unless it has one."""
    kind = "bidi" if locale.direction == "rtl" else "val"
    ensure_property(ensure_first(run, "rPr"), "lang", {kind: locale.tag})  # a phrase has a language of its own


def _heads(compendium: Compendium) -> dict[tuple[str, ...], tuple[Chapter, str]]:
    """Return the different heads of pages, each with the first chapter that has it, and the id of its part."""
    heads = dict[tuple[str, ...], tuple[Chapter, str]]()
    for chapter in compendium.chapters:
        if chapter.anchor:
            heads.setdefault(_head_key(chapter), (chapter, f"header{len(heads) + 1}"))
    return heads


def _head_key(chapter: Chapter) -> tuple[str, ...]:
    """Return what the head of a chapter depends on, besides the heading of level 1."""
    return (chapter.kind == "contents" and chapter.title) or "", chapter.session, chapter.locale.tag


def _head_part(chapter: Chapter, id: str) -> PackageParts:
    """Return the head of the pages of a chapter: its heading of level 1, which the contents lack, and the session."""
    title = create_field(" STYLEREF 1 ", " ") if chapter.kind != "contents" else [create_run(chapter.title)]
    session = [create_tab(), create_run(chapter.session)] if chapter.session else []
    return running.head_part(chapter.locale, id, [create_paragraph("Header", [*title, *session])])


def _section_properties(
    chapter: Chapter, look: Theme, heads: Mapping[tuple[str, ...], tuple[Chapter, str]]
) -> etree._Element:
    """Return the `w:sectPr` of a chapter: its page, header, footer, and the direction of its first piece.

    The first page of a chapter has no header, and the title page no footer either.
    """
    references = ""
    if chapter.anchor:
        _, head = heads[_head_key(chapter)]
        references = (
            f'<w:headerReference w:type="default" r:id="{head}"/><w:footerReference w:type="first" r:id="footer1"/>'
        )
    section = etree.fromstring(word_styles.section_xml(look, references, "templates/docx/chapter.xml"))
    if chapter.locale.direction == "rtl":
        phrase_runs.make_right_to_left((section,))
    return section


def _end_section(body: etree._Element, section: etree._Element) -> None:
    """End a section with the last paragraph of a body, or with an empty paragraph if a table is last."""
    last = body[-1]
    if last.tag != f"{W}p":
        last = create_paragraph("BetweenTables")
        body.append(last)
    properties = last.find(f"{W}pPr")
    assert properties is not None
    properties.append(section)
