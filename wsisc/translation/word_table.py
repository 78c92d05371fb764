"""A submission -> a Word file with a table for translators, and such a table, filled in -> its units.

A row has the number, the original and the translation of a sentence.

Footnotes are codes such as {1}, and an opening brace of the text is two. Bold, italics and links are those of Word.
The rows of a footnote follow the paragraph that refers to it. What the file itself says is in both languages. In a
table that comes back, a sentence can have several paragraphs, tracked changes are accepted, and rows are known by their
numbers alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from wsisc.calls import locale
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.ooxml.builders import create_paragraph, create_run, create_table, phrase_link_mark
from wsisc.ooxml.names import SPACE, R, W
from wsisc.ooxml.package_writing import serialize_part
from wsisc.readers.word import accept_reject
from wsisc.readers.word import reader as word_reader
from wsisc.readers.word.content import Block, Cell, Paragraph, Run, Table
from wsisc.source.markup import languages, marked_text
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.model import Submission
from wsisc.text.slots import fill
from wsisc.theme import load as load_theme
from wsisc.translation import coded_text, units
from wsisc.translation.coded_text import Code, Piece
from wsisc.translation.units import Origin, TranslatedFile, TranslatedUnit, Unit
from wsisc.writers.docx import phrase_runs
from wsisc.writers.docx.document_package import Properties, own_parts, own_relationships, zip_package

MARK = "{file} · {source} → {target} · {digest}"
"""The line by which a table is known."""

_WIDTHS = (1900, 6330, 6330)  # of the columns, in twentieths of a point; together a page of A4 on its side
_PAGE = {"w": "16838", "h": "11906", "orient": "landscape"}
_MARGIN = "1134"
_MARK = re.compile(r"(?P<file>.+) · (?P<source>[a-z]{2}) → (?P<target>[a-z]{2}) · (?P<digest>[0-9a-f]{12})")
_CODE = re.compile(r"\{\{|\{(\d{1,5})\}")
_UNKNOWN = "?"
_COLUMNS = 3
_MOVE = t("move its words to the row that they belong to, or delete it")


class _Column(NamedTuple):
    """The language of a column: its code, its tag for proofing, and whether it is read from right to left."""

    language: str
    tag: str
    is_right_to_left: bool


def write(submission: Submission, origin: Origin, language: str, former: Mapping[str, Unit] | None = None) -> bytes:
    """Return the Word file of a submission for a translation; `former` are the units that are translated already."""
    return _TableWriter(submission, origin, language, former or {}).write()


def wording(language: str) -> Any:
    """Return what a file for translators says beside the texts, in a language."""
    return resources.read_language_file("translation", language)


def row_id(unit: Unit, segment: int) -> str:
    """Return what identifies a row: the id of the unit, and the number of the sentence."""
    return f"{unit.id}/{segment + 1}"


def _language_name(language: str, reader: str) -> str:
    """Return the name of a language in the language of a reader."""
    name: str = resources.read_language_file("site", reader)["languages"][language]
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
        body.extend(
            _join_spacing(_own_paragraph("CoverSubject", self._title(reader), reader)) for reader in self.readers
        )
        for reader in self.readers:
            body.extend(_own_paragraph("BodyText", line, reader) for line in wording(reader.language)["help"])
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
        return fill(wording(reader.language)["title"], names)

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
                line = fill(text, language=_language_name(language, reader.language))
                heads[at].append(_own_paragraph("TableText", line, reader))
        return heads

    def _footnote_labels(self, code: Code | None) -> Iterator[etree._Element]:
        """Yield which footnote the text of a row is, in both languages; `code` is that in the paragraph before."""
        for reader in self.readers if code else ():
            words = fill(wording(reader.language)["footnote"], code=f"{{{code.id}}}" if code else "")
            yield _own_paragraph("TableText", words, reader)

    def _text(self, content: Sequence[Piece], column: _Column) -> etree._Element:
        """Return the paragraph of a sentence, in the language of its column."""
        paragraph = create_paragraph("TableText")
        active: list[Code] = []
        for piece in content:
            if piece.edge == "start" and piece.code:
                active.append(piece.code)
            elif piece.edge == "end":
                active = [active_code for active_code in active if active_code != piece.code]
            else:
                self._add_run(paragraph, piece, active, column)
        return _set_direction(paragraph, column)

    def _add_run(self, paragraph: etree._Element, piece: Piece, active: Sequence[Code], column: _Column) -> None:
        holder = paragraph
        link = next((active_code for active_code in active if active_code.kind == "link"), None)
        if link:
            address = self.submission.links.get(link.target, link.target)
            link_id = self.relationships.link(address)
            holder = etree.SubElement(paragraph, f"{W}hyperlink", {f"{R}id": link_id})
        run = etree.SubElement(holder, f"{W}r")
        look = etree.SubElement(run, f"{W}rPr")
        kinds = {active_code.kind: active_code.target for active_code in active}
        if link or "language" in kinds:
            etree.SubElement(look, f"{W}rStyle", {f"{W}val": "Hyperlink" if link else "ForeignPhrase"})
        for kind, names in (("strong", ("b", "bCs")), ("em", ("i", "iCs"))):
            for name in names if kind in kinds else ():
                etree.SubElement(look, f"{W}{name}")
        if link and "language" in kinds:
            look.append(phrase_link_mark())
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
    at = next((at for at, element in enumerate(properties) if element.tag == f"{W}rPr"), len(properties))
    properties.insert(at, etree.Element(f"{W}contextualSpacing"))
    return paragraph


def _add_language(look: etree._Element, tag: str) -> None:
    etree.SubElement(look, f"{W}lang", {f"{W}{script}": tag for script in ("val", "eastAsia", "bidi")})


def _set_direction(paragraph: etree._Element, column: _Column) -> etree._Element:
    """Return a paragraph after giving it the direction of a column's language."""
    if column.is_right_to_left:
        body = etree.Element(f"{W}body")
        body.append(paragraph)
        phrase_runs.make_right_to_left([body])
        mark = etree.SubElement(paragraph[0], f"{W}rPr")
        etree.SubElement(mark, f"{W}rtl")
    return paragraph


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


class _Row(NamedTuple):
    """The original and the translation of a sentence."""

    source: tuple[MarkedText, ...]
    target: tuple[MarkedText, ...]


def is_table(content: bytes) -> bool:
    """Return whether a Word file is a table for translators in which nothing was translated yet."""
    try:
        _, rows = _read(content)
    except WsiscError:
        return False
    return not any("".join(text.text for text in row.target).strip() for row in rows.values())


def read(content: bytes) -> TranslatedFile:
    """Return the content of a Word file for translators. Raises WsiscError if it is not one that wsisc exported."""
    mark, rows = _read(content)
    origin = Origin(units.check_file_name(mark["file"].strip()), mark["digest"], mark["source"])

    def read_units(original: Submission) -> Mapping[str, TranslatedUnit]:
        return _read_units(original, rows, mark["target"])

    return TranslatedFile(origin, mark["target"], read_units)


def _read(content: bytes) -> tuple[re.Match[str], dict[str, _Row]]:
    read = accept_reject.accept_all(word_reader.read(content))
    marks = (_MARK.fullmatch(block.text.strip()) for block in read.blocks if isinstance(block, Paragraph))
    mark = next((mark for mark in marks if mark), None)
    if mark is None:
        hint = t("export the submission again, and fill in that table")
        raise WsiscError(t("the Word file is no table for translators of wsisc"), hint, exit_code=2)
    rows: dict[str, _Row] = {}
    for block in read.blocks:
        for at, row in enumerate(block.rows if isinstance(block, Table) else ()):
            texts = [_texts(cell) for cell in row.cells]
            words = _join(texts[0]).split() if texts else []
            id = words[0] if words else ""  # which footnote it is comes after it
            if "/" in id and len(texts) >= _COLUMNS:
                found = _Row(texts[1], texts[2])
                _refuse_other(id, rows.setdefault(id, found), found)
            elif "/" not in id and at:  # not the head
                _refuse_unnumbered(" ".join(map(_join, texts)))
    _refuse_text_below(read.blocks)
    return mark, rows


def _refuse_text_below(blocks: Sequence[Block]) -> None:
    """Raise WsiscError for words below the table: they would be lost."""
    last = max((at for at, block in enumerate(blocks) if isinstance(block, Table)), default=len(blocks))
    words = " ".join(block.text for block in blocks[last + 1 :] if isinstance(block, Paragraph)).strip()
    if words:
        message = t('there is text below the table: "{words}"', words=excerpt(words))
        raise WsiscError(message, _MOVE, exit_code=2)


def _join(texts: Sequence[MarkedText]) -> str:
    return "".join(text.text for text in texts)


def _refuse_unnumbered(words: str) -> None:
    """Raise WsiscError for the words of a row without a number: they would be lost."""
    if words.strip():
        message = t('the table has a row without a number: "{words}"', words=excerpt(words.strip()))
        raise WsiscError(message, _MOVE, exit_code=2)


def _refuse_other(id: str, first: _Row, found: _Row) -> None:
    """Raise WsiscError for two rows with the same number and other words: one of them would be lost."""
    if first != found:
        message = t("the table has two rows with the number {id}, which differ", id=excerpt(id))
        raise WsiscError(message, t("remove one of the two"), exit_code=2)


def _texts(cell: Cell) -> tuple[MarkedText, ...]:
    """Return the words of a cell, its paragraphs separated by spaces."""
    texts: list[MarkedText] = []
    for paragraph in _paragraphs(cell.blocks):
        texts += [MarkedText(" ")] if texts else []
        texts += [
            MarkedText(run.text.replace("\t", " "), run.bold, run.italic, run.link, "", _known_language(run))
            for run in paragraph.runs
        ]
    return tuple(texts)


def _known_language(run: Run) -> str:
    return run.language if run.language in languages.load() else ""


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell, also those of tables that were put into it."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)


def _read_units(original: Submission, rows: Mapping[str, _Row], language: str) -> dict[str, TranslatedUnit]:
    """Return the units of the rows. A row that the original does not have becomes an unknown unit."""
    found, used = {}, set[str]()
    for unit in units.list_units(original):
        ids = [row_id(unit, at) for at in range(len(unit.segments))]
        if not all(id in rows for id in ids):
            continue
        used |= set(ids)
        found[unit.id] = _read_unit(unit, [rows[id] for id in ids], original.links, language)
    rest = [id for id in rows if id not in used]
    return found | {id: TranslatedUnit(()) for id in rest if id.rpartition("/")[0] not in found}


def _read_unit(unit: Unit, rows: Sequence[_Row], links: Mapping[str, str], language: str) -> TranslatedUnit:
    joined: list[MarkedText] = []
    untranslated, sources = [], []
    for at, row in enumerate(rows):
        source = _plain(row.source)
        sources.append(source)
        target = row.target
        if units.is_blank(_plain(target)):
            if units.needs_translation(source):
                untranslated.append(source.strip())
            target = row.source
        around = [Piece(_plain(joined))], [Piece(_plain(target))]
        space = units.space_between(unit.segments[at - 1].space, *around, language) if at else ""
        joined += [*([MarkedText(space)] if space else []), *target]
    content = _to_pieces(unit, joined, links)
    return TranslatedUnit(tuple(content), tuple(untranslated), "".join(sources))


def _plain(texts: Sequence[MarkedText]) -> str:
    """Return the words of a cell without codes and line breaks."""
    text = "".join(text.text for text in texts).replace("\n", "")
    return _CODE.sub(lambda match: "" if match[1] else "{", text)


def _to_pieces(unit: Unit, texts: Sequence[MarkedText], links: Mapping[str, str]) -> list[Piece]:
    """Return the words of a unit with the codes of the original.

    Footnotes have visible codes; links are known by their addresses, and bold and italics by their order.
    """
    names = {code.id: code.target for code in unit.codes if code.kind == "note"}
    marked = [marked for text in texts for marked in _split_codes(text, names)]
    flat = coded_text.flatten(marked_text.nest(marked))
    free = [code for code in unit.codes if code.kind != "note"]
    own: dict[Code, Code] = {}
    for piece in flat:
        if piece.code and piece.edge != "end":
            own[piece.code] = _find_own(piece.code, unit, free, links)
    return [piece._replace(code=own[piece.code]) if piece.code else piece for piece in flat]


def _split_codes(text: MarkedText, names: Mapping[str, str]) -> Iterator[MarkedText]:
    end = 0
    for match in _CODE.finditer(text.text):
        yield text._replace(text=text.text[end : match.start()])
        if match[1]:
            yield text._replace(text="", note=names.get(match[1], f"{_UNKNOWN}{match[1]}"))
        else:
            yield text._replace(text="{")
        end = match.end()
    yield text._replace(text=text.text[end:])


def _find_own(code: Code, unit: Unit, free: list[Code], links: Mapping[str, str]) -> Code:
    """Return the code of the original that a code of the translation is, a new one if there is none."""
    if code.kind == "note":
        known = (
            known_code for known_code in unit.codes if known_code.kind == "note" and known_code.target == code.target
        )
        return next(known, Code(code.target.removeprefix(_UNKNOWN), ""))
    for candidate in free:
        target = links.get(candidate.target, candidate.target) if candidate.kind == "link" else candidate.target
        if candidate.kind == code.kind and target == code.target:
            free.remove(candidate)
            return candidate
    new = f"new{code.id}"
    return Code(new, code.kind if code.kind != "link" else "", code.target)
