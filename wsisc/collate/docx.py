"""A compendium -> a Word file: a section for each chapter that starts a page, with footnotes numbered from 1.

If chapters are run on, footnotes are numbered through the whole file.
"""

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from wsisc import resources, theme
from wsisc.collate import document_check
from wsisc.collate.conversion_pool import ConversionPool, PieceConversion
from wsisc.collate.joined_parts import BodyJoiner
from wsisc.collate.pieces import Chapter, Compendium, CompendiumPiece
from wsisc.locale import Locale
from wsisc.readers import docx as reader
from wsisc.readers.office_xml import SPACE, W
from wsisc.writers.docx import bidi, figures, package
from wsisc.writers.docx.body import DocxBody
from wsisc.writers.docx.pandoc_input import FILTERS, protect_soft_hyphens
from wsisc.writers.docx.styles import ensure_first

_AFTER_LANGUAGE = {f"{W}{name}" for name in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")}
_CONTENTS_FIELD = ' TOC \\o "1-1" \\h \\z '  # a field that lists the headings of level 1
_PAGE_PLACEHOLDER = "…"  # replaces a page number, which only Word knows, until the fields are updated there
_KINDS_WITHOUT_HEADER = ("title", "contents")  # chapters without a running header
_SPACE_ABOVE_CHAPTER = "560"  # space above the heading of a run-on chapter, in twentieths of a point
_SPACE_ABOVE_HEADING = "40"  # space between the label of a passage and its heading, in twentieths of a point


def conversion(piece: CompendiumPiece) -> PieceConversion:
    """Return the conversion of a piece."""
    return PieceConversion(protect_soft_hyphens(piece.render_markdown()), "docx", FILTERS)


def write(compendium: Compendium, pool: ConversionPool) -> bytes:
    """Return the file. Raises WsiscError if Pandoc fails, or if a word would be lost."""
    pieces = [piece for chapter in compendium.chapters for piece in chapter.pieces]
    conversions = zip(pieces, pool.convert([conversion(piece) for piece in pieces]), strict=True)
    look, whole = theme.load_compendium(), BodyJoiner()
    for chapter in compendium.chapters:
        bodies = [_build_body(*next(conversions), compendium, look) for _ in chapter.pieces]
        section = _section_properties(chapter, look)
        if chapter.kind == "contents":  # which do not list their own heading
            for style in bodies[0].document.iterfind(f".//{W}pStyle[@{W}val='Heading1']"):
                style.set(f"{W}val", "TOCHeading")
        if chapter.kind == "index":
            _set_in_columns(bodies[0].document, section)
        if chapter.is_run_on:
            _set_space_above(bodies[0].document[0][0], _SPACE_ABOVE_CHAPTER)
        whole.add(bodies, section, chapter.is_run_on)
    body = whole.finish()
    if any(chapter.is_run_on for chapter in compendium.chapters):
        _make_continuous(body.document, "numRestart")  # LibreOffice would restart at every heading of level 1
    document_check.check(compendium, reader.extract_words(body.document, body.footnotes))
    _insert_page_fields(body.document, compendium.locale)
    all_images = {name: image for piece in pieces for name, image in piece.manuscript.images.items()}
    images = figures.build_parts(replace(pieces[0].manuscript, images=all_images))
    header = package.related_part("header", "header1.xml", resources.text("templates/docx/running.xml"))
    added, locale = package.join_parts([images, header]), compendium.locale
    properties = package.Properties(compendium.title, locale.compendium["author"], compendium.subject, locale.tag)
    return package.assemble(package.own_parts(properties, added.content_types, look), body, added)


def _build_body(piece: CompendiumPiece, content: bytes, compendium: Compendium, look: theme.Theme) -> DocxBody:
    """Return the body that Pandoc made of a piece, in the theme, language and direction of the piece."""
    body = DocxBody(content)
    figures.place(body.document, piece.manuscript)
    body.apply_theme(look)
    roots = (body.document, body.footnotes)
    if piece.locale.direction == "rtl":
        bidi.make_right_to_left(roots)
    if not piece.manuscript.submission.parts:
        _remove_link_styles(body.document)
        _mark_link_languages(body.document, compendium)
    for label in _paragraphs_with_style(body.document, "Passage"):
        _set_space_above(label.getnext(), _SPACE_ABOVE_HEADING)
    if piece.locale.tag != compendium.locale.tag:
        for run in (run for root in roots for run in root.iter(f"{W}r")):
            _mark_language(run, piece.locale)
    return body


def _set_in_columns(document: etree._Element, section: etree._Element) -> None:
    """Set all but the heading of a body in two columns. `section` describes its pages, and becomes that of the columns.

    Neither has footnotes, but the section of the heading must continue their numbering: LibreOffice 25.2 renumbers all
    footnotes of a file when the setting it last read changes, and shows 0 for most if it never changes.
    """
    heading_section = deepcopy(section)
    _make_continuous(heading_section, "numRestart")
    _make_continuous(section, "type")
    columns = etree.Element(f"{W}cols", {f"{W}num": "2", f"{W}space": "360"})
    section.insert([each.tag for each in section].index(f"{W}titlePg"), columns)
    properties = document[0][0].find(f"{W}pPr")
    assert properties is not None
    properties.append(heading_section)


def _make_continuous(root: etree._Element, setting: str) -> None:
    """Set a setting of sections to "continuous"."""
    for each in root.iter(f"{W}{setting}"):
        each.set(f"{W}val", "continuous")


def _insert_page_fields(document: etree._Element, locale: Locale) -> None:
    """Insert page number fields behind the entries of contents and index, and turn the contents into a field."""
    entries = _paragraphs_with_style(document, "Toc1")
    for paragraph in entries:
        for link in paragraph.iter(f"{W}hyperlink"):
            tab = etree.SubElement(link, f"{W}r")
            etree.SubElement(tab, f"{W}tab")
            link.extend(_field_runs(f" PAGEREF {link.get(f'{W}anchor')} \\h ", _PAGE_PLACEHOLDER))
    begin, instruction, separate, _, end = _field_runs(_CONTENTS_FIELD, "")
    for run in (separate, instruction, begin):
        entries[0].insert(1, run)
    entries[-1].append(end)
    mark = "\u200f" if locale.direction == "rtl" else "\u200e"
    for paragraph in _paragraphs_with_style(document, "IndexEntry"):
        for link in paragraph.findall(f"{W}hyperlink"):
            lead_text = _text_run(locale.compendium["before-page"] + mark)
            for run in (*_field_runs(f" PAGEREF {link.get(f'{W}anchor')} \\h ", _PAGE_PLACEHOLDER)[::-1], lead_text):
                link.addnext(run)


def _remove_link_styles(document: etree._Element) -> None:
    """Remove the link style from the entries of contents and index, so that they look like their paragraphs."""
    for paragraph in (*_paragraphs_with_style(document, "Toc1"), *_paragraphs_with_style(document, "IndexEntry")):
        for properties in paragraph.iter(f"{W}rPr"):
            for style in properties.findall(f"{W}rStyle"):
                properties.remove(style)


def _paragraphs_with_style(document: etree._Element, name: str) -> list[etree._Element]:
    return document.findall(f".//{W}pStyle[@{W}val='{name}']/../..")


def _set_space_above(paragraph: etree._Element | None, before: str) -> None:
    """Override the space that the style of a paragraph sets above it."""
    if paragraph is not None and (properties := paragraph.find(f"{W}pPr")) is not None:
        index = sum(each.tag in (f"{W}pStyle", f"{W}bidi") for each in properties)
        properties.insert(index, etree.Element(f"{W}spacing", {f"{W}before": before}))


def _mark_link_languages(document: etree._Element, compendium: Compendium) -> None:
    """Mark the language of links whose words are from submissions in other languages."""
    for link in document.iter(f"{W}hyperlink"):
        if locale := compendium.foreign_anchors.get(link.get(f"{W}anchor", "")):
            if locale.direction == "rtl" and compendium.locale.direction != "rtl":
                bidi.make_runs_right_to_left(link)
            for run in link.iter(f"{W}r"):
                _mark_language(run, locale)


def _mark_language(run: etree._Element, locale: Locale) -> None:
    properties = ensure_first(run, "rPr")
    kind = "bidi" if locale.direction == "rtl" else "val"
    indexes = [index for index, each in enumerate(properties) if each.tag in _AFTER_LANGUAGE]
    language = etree.Element(f"{W}lang", {f"{W}{kind}": locale.tag})
    properties.insert(indexes[0] if indexes else len(properties), language)


def _section_properties(chapter: Chapter, look: theme.Theme) -> etree._Element:
    """Return the `w:sectPr` of a chapter: its page, header, footer, and the direction of its first piece."""
    number = '<w:footerReference w:type="first" r:id="footer"/>'
    header = '<w:headerReference w:type="default" r:id="header"/>'
    references = (header if chapter.kind not in _KINDS_WITHOUT_HEADER else "") + (
        number if chapter.kind != "title" else ""
    )
    section = etree.fromstring(theme.section_xml(look, references, "templates/docx/chapter.xml"))
    if chapter.pieces[0].locale.direction == "rtl":
        bidi.make_right_to_left((section,))
    return section


def _field_runs(instruction: str, result: str) -> list[etree._Element]:
    """Return the runs of a field."""
    code = etree.Element(f"{W}r")
    etree.SubElement(code, f"{W}instrText", {SPACE: "preserve"}).text = instruction
    return [_field_character("begin"), code, _field_character("separate"), _text_run(result), _field_character("end")]


def _field_character(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
    return run


def _text_run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run
