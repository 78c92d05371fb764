"""A Word file -> a document as a person sees it, by python-docx and the XML of its parts."""

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from tests import word
from tests.fidelity.document import Block, Document, Span, joined


def read(content: bytes, pages: int) -> Document:
    """Return what a Word file shows on so many pages. Nothing in it says where they begin."""
    opened = docx.Document(io.BytesIO(content))
    reader = _Reader(opened, word.list_formats(content))
    notes = word.part(content, "word/footnotes.xml")
    by_id = {note.get(qn("w:id")): note for note in notes}
    blocks = tuple(reader.block(paragraph) for paragraph in opened.paragraphs)
    targets = {each.get("Id"): each.get("Target") for each in word.part(content, "word/_rels/footnotes.xml.rels")}
    return Document(
        blocks,
        tuple(joined(_note(by_id[id], targets)) for id in reader.called),
        None,
        tuple(p.text for section in opened.sections for head in _headers(section) for p in head.paragraphs if p.text),
        _footers(opened.sections[0], pages),
    )


def _headers(section):
    return section.header, section.first_page_header, section.even_page_header


def _footers(section, pages):
    """Return what stands at the foot of each page, with the number of the page in place of its field."""
    first = section.first_page_footer if section.different_first_page_header_footer else section.footer
    return tuple(_footer(footer, page) for page, footer in enumerate([first, *[section.footer] * (pages - 1)], 1))


def _footer(footer, page):
    if footer.is_linked_to_previous:  # in the first section: there is none
        return ""
    if [each.text.strip() for each in footer._element.iter(qn("w:instrText"))] == ["PAGE"]:
        return str(page)
    return "".join(paragraph.text for paragraph in footer.paragraphs)


def forced_pages(content: bytes) -> list[str]:
    """Return the texts of the paragraphs before which a new page is forced, by them or by a break before."""
    found, forced = [], False
    for paragraph in docx.Document(io.BytesIO(content)).paragraphs:
        if forced or _first(paragraph, "page_break_before"):
            found.append(paragraph.text)
        breaks = {each.get(qn("w:type")) for each in paragraph._p.iter(qn("w:br"))}
        forced = "page" in breaks or next(paragraph._p.iter(qn("w:sectPr")), None) is not None
    return found


def _note(note, targets):
    for run in note.iter(qn("w:r")):
        link = next(run.iterancestors(qn("w:hyperlink")), None)
        text = "".join(each.text or "" for each in run.iter(qn("w:t")))
        yield Span(text, address="" if link is None else targets[link.get(qn("r:id"))])


class _Reader:
    """Counts list items and footnote calls on the way through a document."""

    def __init__(self, opened, formats):
        self._opened, self._formats = opened, formats
        self._counted, self.called = {}, []

    def block(self, paragraph):
        style = paragraph.style.name
        spans = [Span(self._number(paragraph))]
        for item in paragraph.iter_inner_content():
            runs, address = ([item], "") if not hasattr(item, "runs") else (item.runs, item.url)
            for run in runs:
                spans += self._spans(run, paragraph, address)
        kind = {"Title": "title", "Body Text": "text", "List Paragraph": "item"}.get(style)
        kind = kind or ("cover" if style.startswith("Cover ") else style.lower())
        return Block(kind, _first(paragraph, "alignment") == WD_ALIGN_PARAGRAPH.CENTER, joined(spans))

    def _spans(self, run, paragraph, address):
        form = [_weight(run, paragraph, name) for name in ("bold", "italic")]
        for call in run._element.iter(qn("w:footnoteReference")):
            self.called.append(call.get(qn("w:id")))
            yield Span("", call=len(self.called))
        yield Span(run.text, *form, address)

    def _number(self, paragraph):
        listed = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if listed is None:
            return ""
        key = listed.find(qn("w:numId")).get(qn("w:val")), listed.find(qn("w:ilvl")).get(qn("w:val"))
        start, form = self._formats[key]
        self._counted[key] = self._counted.get(key, start - 1) + 1
        return form.replace("%1", str(self._counted[key])) + " "


def _chain(style):
    while style is not None:
        yield style
        style = style.base_style


def _first(paragraph, name):
    """Return a setting of a paragraph, of its style, or of the nearest style that this is based on."""
    formats = [paragraph.paragraph_format, *(style.paragraph_format for style in _chain(paragraph.style))]
    return next((value for each in formats if (value := getattr(each, name)) is not None), None)


def _weight(run, paragraph, name):
    """Return whether a run is bold, or italic, by itself or by the styles of its characters and its paragraph."""
    fonts = [run.font, *(style.font for style in (*_chain(run.style), *_chain(paragraph.style)))]
    return next((value for font in fonts if (value := getattr(font, name)) is not None), False)
