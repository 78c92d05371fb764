"""A Word file with a table that a translator filled in -> its original, its language, and its units.

A sentence can have several paragraphs, tracked changes are accepted, and rows are known by their numbers alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.readers.word import accept_reject, reader
from wsisc.readers.word.content import Block, Cell, Paragraph, Run, Table
from wsisc.source.markup import languages, marked_text
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.model import Submission
from wsisc.translation import coded_text, exchange, units
from wsisc.translation.coded_text import Code, Piece
from wsisc.translation.exchange import Origin, TranslatedFile, TranslatedUnit
from wsisc.translation.table_writer import row_id
from wsisc.translation.units import Unit

_MARK = re.compile(r"(?P<file>.+) · (?P<source>[a-z]{2}) → (?P<target>[a-z]{2}) · (?P<digest>[0-9a-f]{12})")
_CODE = re.compile(r"\{\{|\{(\d{1,5})\}")
_UNKNOWN = "?"
_COLUMNS = 3
_MOVE = t("move its words to the row that they belong to, or delete it")


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
    return not any("".join(each.text for each in row.target).strip() for row in rows.values())


def read(content: bytes) -> TranslatedFile:
    """Return the content of a Word file for translators. Raises WsiscError if it is not one that wsisc exported."""
    mark, rows = _read(content)
    origin = Origin(exchange.check_file_name(mark["file"].strip()), mark["digest"], mark["source"])

    def read_units(original: Submission) -> Mapping[str, TranslatedUnit]:
        return _read_units(original, rows, mark["target"])

    return TranslatedFile(origin, mark["target"], read_units)


def _read(content: bytes) -> tuple[re.Match[str], dict[str, _Row]]:
    read = accept_reject.accept_all(reader.read(content))
    marks = (_MARK.fullmatch(block.text.strip()) for block in read.blocks if isinstance(block, Paragraph))
    mark = next((each for each in marks if each), None)
    if mark is None:
        hint = t("export the submission again, and fill in that table")
        raise WsiscError(t("the Word file is no table for translators of wsisc"), hint, exit_code=2)
    rows: dict[str, _Row] = {}
    for block in read.blocks:
        for at, row in enumerate(block.rows if isinstance(block, Table) else ()):
            texts = [_texts(cell) for cell in row.cells]
            words = _join(texts[0]).split() if texts else []
            id = words[0] if words else ""  # which footnote it is comes behind it
            if "/" in id and len(texts) >= _COLUMNS:
                found = _Row(texts[1], texts[2])
                _refuse_other(id, rows.setdefault(id, found), found)
            elif "/" not in id and at:  # not the head
                _refuse_unnumbered(" ".join(map(_join, texts)))
    _refuse_text_behind(read.blocks)
    return mark, rows


def _refuse_text_behind(blocks: Sequence[Block]) -> None:
    """Raise WsiscError for words behind the table: they would be lost."""
    last = max((at for at, block in enumerate(blocks) if isinstance(block, Table)), default=len(blocks))
    words = " ".join(block.text for block in blocks[last + 1 :] if isinstance(block, Paragraph)).strip()
    if words:
        message = t('there is text below the table: "{words}"', words=excerpt(words))
        raise WsiscError(message, _MOVE, exit_code=2)


def _join(texts: Sequence[MarkedText]) -> str:
    return "".join(each.text for each in texts)


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
        if exchange.is_blank(_plain(target)):
            if exchange.needs_translation(source):
                untranslated.append(source.strip())
            target = row.source
        around = [Piece(_plain(joined))], [Piece(_plain(target))]
        space = exchange.space_between(unit.segments[at - 1].space, *around, language) if at else ""
        joined += [*([MarkedText(space)] if space else []), *target]
    content = _to_pieces(unit, joined, links)
    return TranslatedUnit(tuple(content), tuple(untranslated), "".join(sources))


def _plain(texts: Sequence[MarkedText]) -> str:
    """Return the words of a cell without codes and line breaks."""
    text = "".join(each.text for each in texts).replace("\n", "")
    return _CODE.sub(lambda match: "" if match[1] else "{", text)


def _to_pieces(unit: Unit, texts: Sequence[MarkedText], links: Mapping[str, str]) -> list[Piece]:
    """Return the words of a unit with the codes of the original.

    Footnotes have visible codes; links are known by their addresses, and bold and italics by their order.
    """
    names = {code.id: code.target for code in unit.codes if code.kind == "note"}
    marked = [each for text in texts for each in _split_codes(text, names)]
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
        known = (each for each in unit.codes if each.kind == "note" and each.target == code.target)
        return next(known, Code(code.target.removeprefix(_UNKNOWN), ""))
    for each in free:
        target = links.get(each.target, each.target) if each.kind == "link" else each.target
        if each.kind == code.kind and target == code.target:
            free.remove(each)
            return each
    new = f"new{code.id}"
    return Code(new, code.kind if code.kind != "link" else "", code.target)
