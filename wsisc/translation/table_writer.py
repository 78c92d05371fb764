"""A submission -> a Word file with a table for translators: number, original and translation of each sentence.

Footnotes are codes such as {1}, and an opening brace of the text is two. Bold, italics and links are those of Word.
The rows of a footnote follow the paragraph that refers to it. What the file itself says is in both languages.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from wsisc.calls import locale
from wsisc.messages import resources
from wsisc.ooxml.builders import create_paragraph, create_run, create_table
from wsisc.ooxml.names import SPACE, R, W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.readers.word import phrase_languages
from wsisc.source.markup import languages
from wsisc.source.model import Submission
from wsisc.theme import load as load_theme
from wsisc.translation import units
from wsisc.translation.coded_text import Code, Piece
from wsisc.translation.exchange import Origin
from wsisc.translation.units import Unit
from wsisc.writers.docx import bidi
from wsisc.writers.docx.document_package import Properties, own_parts, own_relationships, zip_package

MARK = "{file} · {source} → {target} · {digest}"
"""The line by which a table is known."""

_WIDTHS = (1900, 6330, 6330)  # of the columns, in twentieths of a point; together a page of A4 on its side
_PAGE = {"w": "16838", "h": "11906", "orient": "landscape"}
_MARGIN = "1134"


class _Column(NamedTuple):
    """The language of a column: its code, its tag for proofing, and whether it is read from right to left."""

    language: str
    tag: str
    is_right_to_left: bool


def write(submission: Submission, origin: Origin, language: str, former: Mapping[str, Unit] | None = None) -> bytes:
    """Return the Word file of a submission for a translation; `former` are the units that are translated already."""
    return _TableWriter(submission, origin, language, former or {}).write()


@cache
def wording(language: str) -> Any:
    """Return what a file for translators says beside the texts, in a language."""
    return resources.read_strings(f"templates/translation/{language}.yaml")


def row_id(unit: Unit, segment: int) -> str:
    """Return what identifies a row: the id of the unit, and the number of the sentence."""
    return f"{unit.id}/{segment + 1}"


def _language_name(language: str, reader: str) -> str:
    """Return the name of a language in the language of a reader."""
    name: str = resources.read_strings(f"templates/site/{reader}.yaml")["languages"][language]
    return name


class _TableWriter:
    def __init__(self, submission: Submission, origin: Origin, language: str, former: Mapping[str, Unit]) -> None:
        self.submission, self.origin, self.language, self.former = submission, origin, language, former
        self.columns = _column(origin.language), _column(language)
        self.relationships = own_relationships("link")

    def write(self) -> bytes:
        mark = MARK.format(
            file=self.origin.file, source=self.origin.language, target=self.language, digest=self.origin.short_digest
        )
        document = etree.Element(f"{W}document", nsmap={"w": W[1:-1], "r": R[1:-1]})
        body = etree.SubElement(document, f"{W}body")
        body.extend(_join_spacing(_own_paragraph("CoverSubject", self._title(each), each)) for each in self.readers)
        for each in self.readers:
            body.extend(_own_paragraph("BodyText", line.format(), each) for line in wording(each.language)["help"])
        body.append(create_paragraph("BodyText", [create_run(mark)]))
        body.append(self._table())
        body.append(_section())
        return self._package(document)

    @property
    def readers(self) -> tuple[_Column, ...]:
        """The languages of what the file itself says, that of the translator first."""
        return self.columns[::-1]

    def _title(self, reader: _Column) -> str:
        names = {"file": self.origin.file, "language": _language_name(self.language, reader.language)}
        title: str = wording(reader.language)["title"].format(**names)
        return title

    def _package(self, document: etree._Element) -> bytes:
        reader = self.readers[0]
        properties = Properties(self._title(reader), self.submission.entity.name, self.origin.file, reader.tag)
        parts = own_parts(properties, (), load_theme(), ())
        parts |= {
            "word/document.xml": serialize_part(document),
            "word/footnotes.xml": serialize_part(_footnotes()),
            "word/numbering.xml": serialize_part(etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})),
            "word/_rels/document.xml.rels": serialize_part(self.relationships.root),
        }
        return zip_package(parts)

    def _table(self) -> etree._Element:
        rows = chain([self._heads()], self._rows())
        return create_table(wording(self.language)["caption"], _WIDTHS, rows, line_colour="808080")

    def _rows(self) -> Iterator[list[list[etree._Element]]]:
        """Yield the cells of each sentence."""
        for unit, code in units.list_with_footnotes(self.submission):
            former = self.former.get(unit.id)
            usable = former if former and len(former.segments) == len(unit.segments) else None
            for at, segment in enumerate(unit.segments):
                translated = usable.segments[at].pieces if usable else ()
                yield [
                    [create_paragraph("TableText", [create_run(row_id(unit, at))]), *self._footnote_labels(code)],
                    [self._text(segment.pieces, self.columns[0])],
                    [self._text(translated, self.columns[1])],
                ]

    def _heads(self) -> list[list[etree._Element]]:
        """Return the paragraphs of the cells of the first row: each in both languages."""
        heads: list[list[etree._Element]] = [[] for _ in _WIDTHS]
        for reader in self.readers:
            for at, text in enumerate(wording(reader.language)["columns"]):
                language = self.origin.language if at == 1 else self.language
                line = text.format(language=_language_name(language, reader.language))
                heads[at].append(_own_paragraph("TableText", line, reader))
        return heads

    def _footnote_labels(self, code: Code | None) -> Iterator[etree._Element]:
        """Yield which footnote the text of a row is, in both languages; `code` is that in the paragraph before."""
        for reader in self.readers if code else ():
            words = wording(reader.language)["footnote"].format(code=f"{{{code.id}}}" if code else "")
            yield _own_paragraph("TableText", words, reader)

    def _text(self, content: Sequence[Piece], column: _Column) -> etree._Element:
        """Return the paragraph of a sentence, in the language of its column."""
        paragraph = create_paragraph("TableText")
        active: list[Code] = []
        for piece in content:
            if piece.edge == "start" and piece.code:
                active.append(piece.code)
            elif piece.edge == "end":
                active = [each for each in active if each != piece.code]
            else:
                self._add_run(paragraph, piece, active, column)
        return _set_direction(paragraph, column)

    def _add_run(self, paragraph: etree._Element, piece: Piece, active: Sequence[Code], column: _Column) -> None:
        holder = paragraph
        link = next((each for each in active if each.kind == "link"), None)
        if link:
            address = self.submission.links.get(link.target, link.target)
            link_id = self.relationships.link(address)
            holder = etree.SubElement(paragraph, f"{W}hyperlink", {f"{R}id": link_id})
        run = etree.SubElement(holder, f"{W}r")
        look = etree.SubElement(run, f"{W}rPr")
        kinds = {each.kind: each.target for each in active}
        if link or "language" in kinds:
            etree.SubElement(look, f"{W}rStyle", {f"{W}val": "Hyperlink" if link else "ForeignPhrase"})
        for kind, names in (("strong", ("b", "bCs")), ("em", ("i", "iCs"))):
            for name in names if kind in kinds else ():
                etree.SubElement(look, f"{W}{name}")
        if link and "language" in kinds:
            look.append(phrase_languages.link_mark())
        _add_language(look, languages.load()[kinds["language"]].tag if "language" in kinds else column.tag)
        if piece.code and piece.code.kind == "break":
            etree.SubElement(run, f"{W}br")
        else:
            text = f"{{{piece.code.id}}}" if piece.code else piece.text.replace("{", "{{")
            etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text


def _column(language: str) -> _Column:
    known = locale.load(language)
    return _Column(language, known.tag, known.direction == "rtl")


def _own_paragraph(style: str, text: str, reader: _Column) -> etree._Element:
    """Return a paragraph of what the file itself says, in the language of a reader."""
    run, look = create_run(text), etree.Element(f"{W}rPr")
    _add_language(look, reader.tag)
    run.insert(0, look)
    return _set_direction(create_paragraph(style, [run]), reader)


def _join_spacing(paragraph: etree._Element) -> etree._Element:
    """Return a paragraph without a space between it and its neighbour of the same style."""
    properties = paragraph[0]
    at = next((at for at, each in enumerate(properties) if each.tag == f"{W}rPr"), len(properties))
    properties.insert(at, etree.Element(f"{W}contextualSpacing"))
    return paragraph


def _add_language(look: etree._Element, tag: str) -> None:
    etree.SubElement(look, f"{W}lang", {f"{W}{each}": tag for each in ("val", "eastAsia", "bidi")})


def _set_direction(paragraph: etree._Element, column: _Column) -> etree._Element:
    """Return a paragraph after giving it the direction of a column's language."""
    if column.is_right_to_left:
        bidi.make_right_to_left([_wrap(paragraph)])
        mark = etree.SubElement(paragraph[0], f"{W}rPr")
        etree.SubElement(mark, f"{W}rtl")
    return paragraph


def _wrap(paragraph: etree._Element) -> etree._Element:
    """Return an element that holds a paragraph, as functions on a body expect it."""
    body = etree.Element(f"{W}body")
    body.append(paragraph)
    return body


def _section() -> etree._Element:
    section = etree.Element(f"{W}sectPr")
    etree.SubElement(section, f"{W}pgSz", {f"{W}{name}": value for name, value in _PAGE.items()})
    sides = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), _MARGIN)
    etree.SubElement(section, f"{W}pgMar", {f"{W}{side}": value for side, value in {**sides, "gutter": "0"}.items()})
    return section


def _footnotes() -> etree._Element:
    """Return the separators that the settings name; the table has no footnotes of its own."""
    root = etree.Element(f"{W}footnotes", nsmap={"w": W[1:-1]})
    for id, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        note = etree.SubElement(root, f"{W}footnote", {f"{W}type": kind, f"{W}id": id})
        etree.SubElement(etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r"), f"{W}{kind}")
    return root
