"""A manuscript -> the head and the foot of the pages of a Word file: who submits, which session, "Page 2 of 7"."""

import re
from collections.abc import Sequence

from lxml import etree

from wsisc.calls.locale import Locale
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.ooxml.builders import create_field, create_paragraph, create_run, create_tab
from wsisc.ooxml.names import R, W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.theme import text_width
from wsisc.writers.docx import document_package, phrase_runs, theme_styles
from wsisc.writers.docx.document_package import PackageParts

_ROOTS = {"header": "hdr", "footer": "ftr"}
_FIELDS = {"{number}": " PAGE ", "{total}": " NUMPAGES "}


def build_parts(manuscript: Manuscript) -> PackageParts:
    """Return the head and the foot of every page but the first, and the head of the first page of a draft."""
    locale = manuscript.locale
    heads = [head_part(locale, "header1", _head_paragraphs(manuscript))]
    heads += [head_part(locale, "header2", _head_paragraphs(manuscript)[:1])] if manuscript.draft else []
    return document_package.join_parts([*heads, foot_part(locale)])


def landscape_head(manuscript: Manuscript) -> PackageParts:
    """Return the head of pages that are turned on their side."""
    *mark, head = _head_paragraphs(manuscript)
    tabs = etree.SubElement(head[0], f"{W}tabs")
    for kind, is_turned in (("clear", False), ("right", True)):
        position = str(text_width(manuscript.look, is_turned))
        etree.SubElement(tabs, f"{W}tab", {f"{W}val": kind, f"{W}pos": position})
    return head_part(manuscript.locale, theme_styles.TURNED_HEADER, [*mark, head])


def _head_paragraphs(manuscript: Manuscript) -> list[etree._Element]:
    """Return the mark of a draft, if it is one, and the head itself."""
    locale = manuscript.locale
    mark = [create_paragraph("Draft", [create_run(locale.wording["draft"])])] if manuscript.draft else []
    entity, session = (phrase_runs.text_runs(line, locale) for line in outline.running_head(manuscript))
    return [*mark, create_paragraph("Header", [*entity, create_tab(), *session])]


def references(manuscript: Manuscript) -> str:
    """Return the references to heads in the `w:sectPr` of a manuscript."""
    first = '<w:headerReference w:type="first" r:id="header2"/>' if manuscript.draft else ""
    return f'<w:headerReference w:type="default" r:id="header1"/>{first}'


def foot_part(locale: Locale) -> PackageParts:
    """Return the part with the number of each page, and how many there are."""
    pieces = re.split(r"(\{\w+\})", locale.wording["page"])
    runs = [
        run
        for piece in pieces
        if piece
        for run in (create_field(_FIELDS[piece], "2") if piece in _FIELDS else [create_run(piece)])
    ]
    return head_part(locale, "footer1", [create_paragraph("Footer", runs)], "footer")


def head_part(locale: Locale, id: str, paragraphs: Sequence[etree._Element], kind: str = "header") -> PackageParts:
    """Return a part with the paragraphs of a head, or of a foot; sections refer to it by its id."""
    # Some readers fail without the second namespace.
    root = etree.Element(f"{W}{_ROOTS[kind]}", nsmap={"w": W[1:-1], "r": R[1:-1]})
    root.extend(paragraphs)
    if locale.direction == "rtl":
        phrase_runs.make_right_to_left((root,))
    phrase_runs.mark_foreign_phrases((root,), locale)
    return document_package.related_part(kind, f"{id}.xml", serialize_part(root).decode(), id=id)
