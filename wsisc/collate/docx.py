"""A compendium -> a Word file: a section for each chapter that begins a page, and there footnotes numbered from 1.

Where chapters run on, all footnotes are numbered through.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from wsisc import resources, theme
from wsisc.collate import document_check
from wsisc.collate.conversion_pool import ConversionPool, PieceConversion
from wsisc.collate.joined_parts import BodyJoiner
from wsisc.collate.pieces import Chapter, Compendium, CompendiumPiece
from wsisc.document.manuscript import Manuscript
from wsisc.locale import Locale
from wsisc.readers import docx as reader
from wsisc.writers import docx
from wsisc.writers.docx import bidi, figures

_W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = f"{{{_W_SPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEADER_RELATIONSHIP = {"Id": "header", "Type": f"{_R_SPACE}/header", "Target": "header1.xml"}
_HEADER_TYPE = (
    '<Override PartName="/word/header1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\n  '
)
_AFTER_LANGUAGE = {f"{_W}{name}" for name in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")}
_CONTENTS_FIELD = ' TOC \\o "1-1" \\h \\z '
"""A field of the first headings."""
_PAGE_PLACEHOLDER = "…"
"""What stands for the number of a page, which only Word knows, until the fields are brought up to date there."""
_KINDS_WITHOUT_HEADER = ("title", "contents")
"""What no header stands over."""
_SPACE_ABOVE_CHAPTER = "560"
"""The space above the heading of a chapter that runs on, in twentieths of a point."""
_SPACE_ABOVE_HEADING = "40"
"""The space between the label of a passage and its heading, in twentieths of a point."""


def job(piece: CompendiumPiece) -> PieceConversion:
    """Return what Pandoc does with a piece."""
    return PieceConversion(docx.protect_soft_hyphens(piece.render_markdown()), "docx", docx.FILTERS)


def write(compendium: Compendium, kitchen: ConversionPool) -> bytes:
    """Return the file. Raises WsiscError where Pandoc fails, or where a word of it is lost."""
    pieces = [piece for chapter in compendium.chapters for piece in chapter.pieces]
    done = zip(pieces, kitchen.convert([job(piece) for piece in pieces]), strict=True)
    look, whole = theme.load_compendium(), BodyJoiner()
    for chapter in compendium.chapters:
        bodies = [_build_body(*next(done), compendium, look) for _ in chapter.pieces]
        section = _section_properties(chapter, look)
        if chapter.kind == "contents":
            _style_contents_heading(bodies[0].document)
        if chapter.kind == "index":
            _set_in_columns(bodies[0].document, section)
        if chapter.is_run_on:
            _separate_heading(bodies[0].document)
        whole.add(bodies, section, chapter.is_run_on)
    body = whole.finish()
    if any(chapter.is_run_on for chapter in compendium.chapters):
        _number_notes_continuously(body.document)
    document_check.check(compendium, reader.extract_words(body.document, body.footnotes))
    _insert_page_fields(body.document, compendium.locale)
    images = figures.build_parts(_manuscript_with_images(pieces))
    own = _own_parts(compendium, images.content_types, look)
    return docx.zip_package(
        {**own, **docx.body_parts(body, [*images.relationships, _HEADER_RELATIONSHIP]), **images.parts}
    )


def _manuscript_with_images(pieces: Sequence[CompendiumPiece]) -> Manuscript:
    """Return a manuscript that has the images of all pieces."""
    images = {name: image for piece in pieces for name, image in piece.manuscript.images.items()}
    return replace(pieces[0].manuscript, images=images)


def _own_parts(compendium: Compendium, content_types: str, look: theme.Theme) -> dict[str, bytes]:
    locale = compendium.locale
    author = locale.compendium["author"]
    return docx.fixed_parts(locale.tag, content_types + _HEADER_TYPE, look) | {
        "docProps/core.xml": docx.core_properties(compendium.title, author, compendium.subject, locale.tag, ""),
        "word/header1.xml": resources.text("templates/docx/running.xml").encode(),
    }


def _build_body(piece: CompendiumPiece, content: bytes, compendium: Compendium, look: theme.Theme) -> docx.DocxBody:
    """Return what Pandoc made of a piece, in the look, language and direction that are its own."""
    body = docx.DocxBody(content)
    figures.place(body.document, piece.manuscript)
    body.apply_theme(look)
    roots = (body.document, body.footnotes)
    if piece.locale.direction == "rtl":
        bidi.make_right_to_left(roots)
    if not piece.manuscript.submission.parts:
        _remove_link_styles(body.document)
        _mark_link_languages(body.document, compendium)
    for label in _paragraphs_with_style(body.document, "Passage"):
        _reduce_space_above(label.getnext())
    if piece.locale.tag != compendium.locale.tag:
        for run in (run for root in roots for run in root.iter(f"{_W}r")):
            _mark_language(run, piece.locale)
    return body


def _set_in_columns(document: etree._Element, section: etree._Element) -> None:
    """Set all but the heading of a body in two columns; `section` is that of its pages, and becomes the columns'.

    No note stands in either. That the heading's section counts notes on has a reason: LibreOffice 25.2 numbers all
    notes of a file anew when what it was last told of that changes, and shows 0 for most where it never does.
    """
    head = deepcopy(section)
    for restart in head.iter(f"{_W}numRestart"):
        restart.set(f"{_W}val", "continuous")
    for kind in section.iter(f"{_W}type"):
        kind.set(f"{_W}val", "continuous")
    columns = etree.Element(f"{_W}cols", {f"{_W}num": "2", f"{_W}space": "360"})
    section.insert([each.tag for each in section].index(f"{_W}titlePg"), columns)
    properties = document[0][0].find(f"{_W}pPr")
    assert properties is not None
    properties.append(head)


def _separate_heading(document: etree._Element) -> None:
    """Let the heading of a chapter that runs on stand apart from what is above it."""
    _set_space_above(document[0][0], _SPACE_ABOVE_CHAPTER)


def _number_notes_continuously(document: etree._Element) -> None:
    """Let no section begin its notes anew: LibreOffice would do so at every heading of the first level."""
    for restart in document.iter(f"{_W}numRestart"):
        restart.set(f"{_W}val", "continuous")


def _style_contents_heading(document: etree._Element) -> None:
    """Let the heading of the contents be one that they do not list."""
    for style in document.iterfind(f".//{_W}pStyle[@{_W}val='Heading1']"):
        style.set(f"{_W}val", "TOCHeading")


def _insert_page_fields(document: etree._Element, locale: Locale) -> None:
    """Put the number of its page behind each entry of contents and index, and make the contents a field."""
    entries = _paragraphs_with_style(document, "Toc1")
    for paragraph in entries:
        for link in paragraph.iter(f"{_W}hyperlink"):
            tab = etree.SubElement(link, f"{_W}r")
            etree.SubElement(tab, f"{_W}tab")
            link.extend(_field_runs(f" PAGEREF {link.get(f'{_W}anchor')} \\h ", _PAGE_PLACEHOLDER))
    begin, instruction, separate, _, end = _field_runs(_CONTENTS_FIELD, "")
    for run in (separate, instruction, begin):
        entries[0].insert(1, run)
    entries[-1].append(end)
    mark = "\u200f" if locale.direction == "rtl" else "\u200e"
    for paragraph in _paragraphs_with_style(document, "IndexEntry"):
        for link in paragraph.findall(f"{_W}hyperlink"):
            shown = _text_run(locale.compendium["before-page"] + mark)
            for run in (*_field_runs(f" PAGEREF {link.get(f'{_W}anchor')} \\h ", _PAGE_PLACEHOLDER)[::-1], shown):
                link.addnext(run)


def _remove_link_styles(document: etree._Element) -> None:
    """Let the entries of contents and index, which are links one and all, look as their paragraphs."""
    for paragraph in (*_paragraphs_with_style(document, "Toc1"), *_paragraphs_with_style(document, "IndexEntry")):
        for properties in paragraph.iter(f"{_W}rPr"):
            for style in properties.findall(f"{_W}rStyle"):
                properties.remove(style)


def _paragraphs_with_style(document: etree._Element, name: str) -> list[etree._Element]:
    """Return the paragraphs of a style."""
    return document.findall(f".//{_W}pStyle[@{_W}val='{name}']/../..")


def _reduce_space_above(paragraph: etree._Element | None) -> None:
    """Let a heading follow closely on its label."""
    if paragraph is not None:
        _set_space_above(paragraph, _SPACE_ABOVE_HEADING)


def _set_space_above(paragraph: etree._Element, before: str) -> None:
    """Set the space above a paragraph of a style that has more or less."""
    if (properties := paragraph.find(f"{_W}pPr")) is not None:
        place = sum(each.tag in (f"{_W}pStyle", f"{_W}bidi") for each in properties)
        properties.insert(place, etree.Element(f"{_W}spacing", {f"{_W}before": before}))


def _mark_link_languages(document: etree._Element, compendium: Compendium) -> None:
    """Tell the language of the links that have words of submissions in other languages."""
    for link in document.iter(f"{_W}hyperlink"):
        if locale := compendium.foreign_anchors.get(link.get(f"{_W}anchor", "")):
            if locale.direction == "rtl" and compendium.locale.direction != "rtl":
                bidi.make_runs_right_to_left(link)
            for run in link.iter(f"{_W}r"):
                _mark_language(run, locale)


def _mark_language(run: etree._Element, locale: Locale) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    kind = "bidi" if locale.direction == "rtl" else "val"
    behind = [at for at, each in enumerate(properties) if each.tag in _AFTER_LANGUAGE]
    language = etree.Element(f"{_W}lang", {f"{_W}{kind}": locale.tag})
    properties.insert(behind[0] if behind else len(properties), language)


def _section_properties(chapter: Chapter, look: theme.Theme) -> etree._Element:
    """Return the `w:sectPr` of a chapter: its page, header and footer, and the direction of its first piece."""
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
    told = etree.Element(f"{_W}r")
    etree.SubElement(told, f"{_W}instrText", {_SPACE: "preserve"}).text = instruction
    return [_field_character("begin"), told, _field_character("separate"), _text_run(result), _field_character("end")]


def _field_character(kind: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}fldChar", {f"{_W}fldCharType": kind})
    return run


def _text_run(text: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"}).text = text
    return run
