"""Tables -> a workbook for Excel: who answered what, sections, coverage with charts, suggestions, what was left out."""

import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter

from wsisc import __version__, lengths, resources
from wsisc.dataset import charts, flat, vocabulary
from wsisc.dataset.overview import overview
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.dataset.sheet import Book, Cell, Column, Styled, Table
from wsisc.dataset.tables import Tables

_EPOCH = datetime.datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SECTIONS = {
    "entity": 28, "type": 18, "part": 14, "number": 8, "heading": 34, "text": 90, "notes": 40, "alternatives": 26,
    "action-lines": 14, "sdgs": 14, "countries": 22, "kinds": 16, "own-tags": 24, "figures": 34, "words": 9, "level": 8,
    "acronym": 10, "language": 10, "call": 12, "title": 34, "file": 22, "key": 26,
}  # fmt: skip
_COVERAGE = {
    "vocabulary": 12, "code": 26, "name": 44, "submissions": 12, "sections": 9, "words": 9, "suggested-submissions": 16,
    "suggested-sections": 14, "who": 44,
}  # fmt: skip
_SUGGESTIONS = {
    "entity": 24, "file": 22, "part": 14, "heading": 34, "key": 26, "vocabulary": 12, "tag": 16, "name": 34,
    "words": 34, "count": 7, "place": 44,
}  # fmt: skip
_LEFT_OUT = {"file": 30, "entity": 34, "title": 44, "why": 70}
_ABOUT = {"sheet": 16, "column": 34, "meaning": 100}
_WHOLE = ("level", "words", "submissions", "sections", "suggested-submissions", "suggested-sections", "count")
_OF_AUTHORS = ("entity", "acronym", "title", "heading", "text", "notes", "alternatives", "figures", "words")


def write(tables: Tables, date: str = "") -> bytes:
    """Return the workbook; it tells the date where one is given, and none else."""
    said = resources.strings("templates/dataset/en.yaml")
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"title": said["title"], "created": _EPOCH, "comments": ""})
    book = Book(workbook)
    sheets = {name: book.sheet(title, 2 if name == "sections" else 1) for name, title in said["sheets"].items()}
    book.fill(sheets["overview"], overview(book, tables, said), said["nothing"], frozen=2)
    book.fill(sheets["sections"], _sections(tables.sections, said), said["nothing"], frozen=1)
    groups = (tables.action_lines, tables.sdgs, tables.kinds, tables.countries)
    width = book.fill(sheets["coverage"], _coverage(groups, tables, said), said["nothing"], frozen=2)
    charts.insert(workbook, sheets["coverage"], groups, said, width + 1)
    book.fill(sheets["suggestions"], _suggestions(tables.suggestions, said), said["nothing"], frozen=1)
    left_out = [[each.file, each.entity, each.title, each.why] for each in tables.left_out]
    book.fill(sheets["left-out"], _table("LeftOut", "left-out", _LEFT_OUT, left_out, said), said["nothing"])
    book.fill(sheets["about"], _about(tables, date, said), said["nothing"])
    workbook.close()
    return stream.getvalue()


def _table(name: str, sheet: str, widths: Mapping[str, int], rows: Sequence[Sequence[Cell]], said: Any) -> Table:
    def heading(id: str) -> str:
        found = said[sheet][id]
        return str(found if isinstance(found, str) else found["title"])

    columns = [Column(heading(id), width, "whole" if _is_whole(sheet, id) else "text") for id, width in widths.items()]
    return Table(name, columns, rows)


def _is_whole(sheet: str, id: str) -> bool:
    return id in _WHOLE and not (sheet == "suggestions" and id == "words")


def _sections(rows: Sequence[SectionRow], said: Any) -> Table:
    lines: list[list[Cell]] = []
    for row in rows:
        cells: Mapping[str, Cell] = {**flat.section(row), "part": row.part_label}
        is_rtl = row.submission.direction == "rtl"
        lines.append([_own(cells[id.replace("-", "_")], id, is_rtl) for id in _SECTIONS])
    return _table("Sections", "sections", _SECTIONS, lines, said)


def _own(cell: Cell, id: str, is_rtl: bool) -> Cell:
    """Return a cell so that an author's words are read in their direction."""
    is_words = is_rtl and id in _OF_AUTHORS and isinstance(cell, str) and any(map(_is_rtl, cell))
    return Styled(str(cell), is_rtl=True) if is_words else cell


def _is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _coverage(groups: Sequence[Sequence[CoverageRow]], tables: Tables, said: Any) -> Table:
    names = {row.key: row.name for row in tables.submissions}
    lines: list[list[Cell]] = [
        [
            said["vocabularies"][row.vocabulary],
            vocabulary.shown(row.vocabulary, row.code),
            row.name,
            len(row.submissions),
            row.sections,
            row.words,
            len(row.suggested_submissions),
            row.suggested_sections,
            "; ".join(names[key] for key in row.submissions),
        ]
        for group in groups
        for row in group
    ]
    return _table("Coverage", "coverage", _COVERAGE, lines, said)


def _suggestions(rows: Sequence[Suggestion], said: Any) -> Table:
    lines: list[list[Cell]] = []
    for row in rows:
        section = row.section
        is_rtl = section.submission.direction == "rtl"
        own = {"entity": section.submission.entity, "heading": section.heading, "words": row.words}
        cells: dict[str, Cell] = {
            **{id: _own(text, id, is_rtl) for id, text in own.items()},
            "file": section.submission.file,
            "part": section.part_label,
            "key": section.key,
            "vocabulary": said["vocabularies"][row.vocabulary],
            "tag": vocabulary.shown(row.vocabulary, row.code),
            "name": row.name,
            "count": row.count,
            "place": row.pointer,
        }
        lines.append([cells[id] for id in _SUGGESTIONS])
    return _table("Suggestions", "suggestions", _SUGGESTIONS, lines, said)


def _about(tables: Tables, date: str, said: Any) -> Table:
    facts: dict[str, str | int] = {
        "made": f"wsisc {__version__}",
        "date": date,
        "submissions": len(tables.submissions),
        "left-out": len(tables.left_out),
        "words": sum(row.words for row in tables.submissions),
    }
    lines: list[Sequence[Cell]] = []
    for name, value in facts.items():
        told = f"{value:,}" if isinstance(value, int) else value
        if told:
            lines.append(["", said["facts"][name], told])
    lines += _meanings(said)
    return _table("About", "about", _ABOUT, lines, said)


def _meanings(said: Any) -> Iterator[Sequence[Cell]]:
    """Yield what every column of every other sheet means."""
    slots = {"words-per-page": str(lengths.WORDS_PER_PAGE), "part": "…", **said["states"]}
    for sheet, title in said["sheets"].items():
        for column in said[sheet].values() if sheet != "about" else ():
            yield [title, charts.filled(column["title"], slots), charts.filled(column["about"], slots)]
