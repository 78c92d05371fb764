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
    blocks = tuple(reader.block(group) for group in _lines(opened.paragraphs))
    targets = {each.get("Id"): each.get("Target") for each in word.part(content, "word/_rels/footnotes.xml.rels")}
    return Document(
        blocks,
        tuple(joined(_note(by_id[id], targets)) for id in reader.called),
        None,
        _margins(opened, "header", pages),
        _margins(opened, "footer", pages),
    )


def _lines(paragraphs):
    """Yield the paragraphs of each block: one whose end is hidden by a style separator goes on in the next."""
    group = []
    for paragraph in paragraphs:
        group.append(paragraph)
        if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:specVanish')}") is None:
            yield group
            group = []
    assert not group


def _margins(opened, kind, pages):
    """Return the words in the head, or the foot, of each page."""
    (section,) = opened.sections
    usual, first, even = (getattr(section, f"{name}{kind}") for name in ("", "first_page_", "even_page_"))
    found = []
    for page in range(1, pages + 1):
        is_even = opened.settings.odd_and_even_pages_header_footer and page % 2 == 0
        shown = first if page == 1 and section.different_first_page_header_footer else even if is_even else usual
        # linked to the one before, in the first section: there is none
        found.append("" if shown.is_linked_to_previous else _printed(shown, {"PAGE": page, "NUMPAGES": pages}))
    return tuple(found)


def _printed(margin, values):
    """Return the words of a head or foot, with the values of fields in place of those that were saved."""
    words, field, in_result = [], "", False
    for each in margin._element.iter(qn("w:t"), qn("w:tab"), qn("w:instrText"), qn("w:fldChar")):
        if each.tag == qn("w:fldChar"):
            kind = each.get(qn("w:fldCharType"))
            if kind == "end" and field in values:
                words.append(str(values[field]))
            field, in_result = ("", False) if kind != "separate" else (field, True)
        elif each.tag == qn("w:instrText"):
            field += each.text.strip()
        elif not (in_result and field in values):
            words.append(each.text or " ")
    return " ".join("".join(words).split())


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

    def block(self, paragraphs):
        """Return the block of paragraphs on one line, which is what the first begins."""
        first, spans = paragraphs[0], []
        for paragraph in paragraphs:
            spans.append(Span(self._number(paragraph)))
            for item in paragraph.iter_inner_content():
                runs, address = ([item], "") if not hasattr(item, "runs") else (item.runs, item.url)
                for run in runs:
                    spans += self._spans(run, paragraph, address)
        return Block(_kind(first), _first(first, "alignment") == WD_ALIGN_PARAGRAPH.CENTER, joined(spans))

    def _spans(self, run, paragraph, address):
        form = [_weight(run, paragraph, name) for name in ("bold", "italic")]
        for call in run._element.iter(qn("w:footnoteReference")):
            self.called.append(call.get(qn("w:id")))
            yield Span("", call=len(self.called))
        yield Span(run.text, *form, address)

    def _number(self, paragraph):
        listed = _setting(paragraph, "numPr")
        if listed is None or (number := listed.find(qn("w:numId")).get(qn("w:val"))) == "0":
            return ""
        level = listed.find(qn("w:ilvl"))
        key = number, "0" if level is None else level.get(qn("w:val"))
        start, form = self._formats[key]
        self._counted[key] = self._counted.get(key, start - 1) + 1
        return form.replace("%1", str(self._counted[key])) + " "


def _kind(paragraph):
    """Return the kind of a block that begins with a paragraph; the level of a heading is that in the outline."""
    style, outline = paragraph.style.name, _setting(paragraph, "outlineLvl")
    if outline is not None:
        return f"heading {int(outline.get(qn('w:val'))) + 1}"
    kind = {"Title": "title", "Body Text": "text", "List Number": "item", "List Bullet": "item"}.get(style)
    return kind or ("cover" if style.startswith("Cover ") else style.lower())


def _setting(paragraph, name):
    """Return an element of a paragraph's properties, or of those of the nearest style that has it."""
    properties = [paragraph._p.pPr, *(style.element.pPr for style in _chain(paragraph.style))]
    found = (each.find(qn(f"w:{name}")) for each in properties if each is not None)
    return next((each for each in found if each is not None), None)


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
