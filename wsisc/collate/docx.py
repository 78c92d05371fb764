"""A compendium -> a Word file: a section for each chapter, in which footnotes are numbered from 1."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from wsisc import resources, theme
from wsisc.collate import checked
from wsisc.collate.fragments import Job, Kitchen
from wsisc.collate.joined import Joined
from wsisc.collate.pieces import Chapter, Compendium, Piece
from wsisc.locale import Locale
from wsisc.manuscript import Manuscript
from wsisc.readers import docx as reader
from wsisc.writers import direction, docx, drawing

_W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = f"{{{_W_SPACE}}}"
_HEADER_LINK = {"Id": "header", "Type": f"{_R_SPACE}/header", "Target": "header1.xml"}
_HEADER_TYPE = (
    '<Override PartName="/word/header1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\n  '
)
_AFTER_LANGUAGE = {f"{_W}{name}" for name in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")}
_TOC = ' TOC \\o "1-1" \\h \\z '
"""A field of the first headings. Numbers of pages, which only Word knows, come when it is brought up to date there."""
_FRONT = ("title", "contents")
"""What no header stands over."""


def job(piece: Piece) -> Job:
    """Return what Pandoc does with a piece."""
    return Job(docx.guarded(piece.markdown()), "docx", docx.FILTERS)


def write(compendium: Compendium, kitchen: Kitchen) -> bytes:
    """Return the file. Raises WsiscError where Pandoc fails, or where a word of it is lost."""
    pieces = [piece for chapter in compendium.chapters for piece in chapter.pieces]
    done = zip(pieces, kitchen.converted([job(piece) for piece in pieces]), strict=True)
    look, whole = theme.compendium(), Joined()
    for chapter in compendium.chapters:
        bodies = [_body(*next(done), compendium, look) for _ in chapter.pieces]
        if chapter.kind == "contents":
            _make_field(bodies[0].document)
        whole.add(bodies, _section(chapter, look))
    body = whole.finish()
    checked.check(compendium, reader.words(body.document, body.footnotes))
    images = drawing.images(_pictured(pieces))
    own = _own_parts(compendium, images.types, look)
    return docx.zipped({**own, **docx.body_parts(body, [*images.links, _HEADER_LINK]), **images.parts})


def _pictured(pieces: Sequence[Piece]) -> Manuscript:
    """Return a manuscript that has the images of all pieces."""
    images = {name: image for piece in pieces for name, image in piece.manuscript.images.items()}
    return replace(pieces[0].manuscript, images=images)


def _own_parts(compendium: Compendium, types: str, look: theme.Theme) -> dict[str, bytes]:
    locale = compendium.locale
    author = locale.compendium["author"]
    return docx.fixed_parts(locale.tag, types + _HEADER_TYPE, look) | {
        "docProps/core.xml": docx.properties(compendium.title, author, compendium.subject, locale.tag, ""),
        "word/header1.xml": resources.text("templates/docx/running.xml").encode(),
    }


def _body(piece: Piece, content: bytes, compendium: Compendium, look: theme.Theme) -> docx.Body:
    """Return what Pandoc made of a piece, in the look, language and direction that are its own."""
    body = docx.Body(content)
    drawing.place(body.document, piece.manuscript)
    body.dress(look)
    roots = (body.document, body.footnotes)
    if piece.locale.direction == "rtl":
        direction.turn(roots)
    if not piece.manuscript.submission.parts:
        _plain_entries(body.document)
    if piece.locale.tag != compendium.locale.tag:
        for run in (run for root in roots for run in root.iter(f"{_W}r")):
            _tell_language(run, piece.locale)
    return body


def _plain_entries(document: etree._Element) -> None:
    """Let the entries of contents and index, which are links one and all, look as their paragraphs."""
    for paragraph in (*_of_style(document, "Toc1"), *_of_style(document, "IndexEntry")):
        for properties in paragraph.iter(f"{_W}rPr"):
            for style in properties.findall(f"{_W}rStyle"):
                properties.remove(style)


def _of_style(document: etree._Element, name: str) -> list[etree._Element]:
    """Return the paragraphs of a style."""
    return document.findall(f".//{_W}pStyle[@{_W}val='{name}']/../..")


def _tell_language(run: etree._Element, locale: Locale) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    kind = "bidi" if locale.direction == "rtl" else "val"
    behind = [at for at, each in enumerate(properties) if each.tag in _AFTER_LANGUAGE]
    language = etree.Element(f"{_W}lang", {f"{_W}{kind}": locale.tag})
    properties.insert(behind[0] if behind else len(properties), language)


def _section(chapter: Chapter, look: theme.Theme) -> etree._Element:
    """Return the `w:sectPr` of a chapter: its page, header and footer, and the direction of its first piece."""
    number = '<w:footerReference w:type="first" r:id="footer"/>'
    header = '<w:headerReference w:type="default" r:id="header"/>'
    references = (header if chapter.kind not in _FRONT else "") + (number if chapter.kind != "title" else "")
    section = etree.fromstring(theme.section_xml(look, references, "templates/docx/chapter.xml"))
    if chapter.pieces[0].locale.direction == "rtl":
        direction.turn((section,))
    return section


def _make_field(document: etree._Element) -> None:
    """Make the entries of the contents the result of a field, which Word brings up to date when it is asked to."""
    for style in document.iterfind(f".//{_W}pStyle[@{_W}val='Heading1']"):
        style.set(f"{_W}val", "TOCHeading")
    entries = _of_style(document, "Toc1")
    for run in (_field("separate"), _field("instruction"), _field("begin")):
        entries[0].insert(1, run)
    entries[-1].append(_field("end"))


def _field(kind: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    if kind == "instruction":
        etree.SubElement(run, f"{_W}instrText").text = _TOC
    else:
        etree.SubElement(run, f"{_W}fldChar", {f"{_W}fldCharType": kind})
    return run
