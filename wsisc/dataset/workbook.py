"""Tables -> a workbook for Excel: who answered what, sections, tags, coverage, charts, suggestions, left out files."""

import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from wsisc import resources
from wsisc.dataset import charts, flat, names, tag_rows, vocabulary
from wsisc.dataset.about import about
from wsisc.dataset.overview import overview
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.dataset.sheet import Book, Cell, Column, Styled, Table
from wsisc.dataset.tables import Tables
from wsisc.markup import word_count

type _Rows = Iterator[Sequence[Cell]]


class _Sheet(NamedTuple):
    """A sheet: its table, the widths of its columns, how many stay in sight and are printed, the lines of its rows."""

    table: str
    widths: Mapping[str, int]
    frozen: int = 0
    printed: int = 0
    lines: int = 12


_EPOCH = datetime.datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Arial", "font_size": 10}  # the width of columns is counted in its digits
_SECTIONS = {
    "entity": 20, "part": 12, "number": 9, "heading": 24, "text": 62, "words": 9, "action-lines": 17, "sdgs": 11,
    "countries": 16, "kinds": 14, "notes": 40, "alternatives": 26, "own-tags": 24, "figures": 34, "type": 24,
    "level": 8, "acronym": 11, "language": 11, "call": 13, "title": 34, "file": 22, "key": 26,
}  # fmt: skip
_TAGS = {
    "entity": 30, "part": 14, "number": 9, "heading": 28, "vocabulary": 13, "tag": 19, "name": 34, "how": 18,
    "words": 9, "type": 24, "file": 22, "key": 26,
}  # fmt: skip
_COVERAGE = {
    "vocabulary": 13, "code": 24, "name": 38, "submissions": 14, "sections": 12, "words": 10,
    "suggested-submissions": 14, "suggested-sections": 14, "who": 44,
}  # fmt: skip
_SUGGESTIONS = {
    "entity": 28, "part": 14, "heading": 34, "vocabulary": 13, "tag": 19, "name": 34, "words": 34, "count": 9,
    "file": 22, "key": 26, "place": 44,
}  # fmt: skip
_SHEETS = {
    "sections": _Sheet("Sections", _SECTIONS, frozen=1, printed=10, lines=6),
    "tags": _Sheet("Tags", _TAGS, frozen=1, printed=9, lines=3),
    "coverage": _Sheet("Coverage", _COVERAGE, frozen=2),
    "suggestions": _Sheet("Suggestions", _SUGGESTIONS, frozen=1, printed=8, lines=3),
    "left-out": _Sheet("LeftOut", {"file": 30, "entity": 34, "title": 44, "why": 70}),
    "about": _Sheet("About", {"sheet": 16, "column": 34, "meaning": 100}),
}
_WHOLE = ("level", "words", "submissions", "sections", "suggested-submissions", "suggested-sections", "count")
_OF_AUTHORS = ("entity", "acronym", "title", "heading", "text", "notes", "alternatives", "figures", "words")


def write(tables: Tables, date: str = "") -> bytes:
    """Return the workbook; it tells the date where one is given, and none else."""
    said = resources.strings("templates/dataset/en.yaml")
    slots = {
        "words-per-page": str(word_count.WORDS_PER_PAGE),
        "submissions": f"{len(tables.submissions):,}",
        "sections": f"{len(tables.sections):,}",
        "part": "…",
        **said["states"],
    }
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {**_OPTIONS, "default_format_properties": {**_FONT}})
    workbook.set_properties({"title": said["title"], "created": _EPOCH, "comments": ""})
    book = Book(workbook)
    sheets = {id: book.sheet(title, 2 if id == "overview" else 1) for id, title in said["sheets"].items()}
    book.fill(sheets["overview"], overview(book, tables, said), said["nothing"], frozen=2)
    groups = (tables.action_lines, tables.sdgs, tables.kinds, tables.countries)
    rows: dict[str, _Rows] = {
        "sections": _sections(tables.sections, said),
        "tags": _tags(tables.sections, said),
        "coverage": _coverage(groups, tables, said),
        "suggestions": _suggestions(tables.suggestions, said),
        "left-out": ([each.file, each.entity, each.title, each.why] for each in tables.left_out),
        "about": about(tables, date, said, slots),
    }
    for id, lines in rows.items():
        book.fill(sheets[id], _table(id, list(lines), said, slots), said["nothing"], _SHEETS[id].frozen)
    charts.insert(workbook, sheets["charts"], said["sheets"]["coverage"], groups, said, slots)
    workbook.close()
    return stream.getvalue()


def _table(id: str, rows: Sequence[Sequence[Cell]], said: Any, slots: Mapping[str, str]) -> Table:
    def heading(column: str) -> str:
        found = said[id][column]
        return charts.filled(found if isinstance(found, str) else found["title"], slots)

    sheet = _SHEETS[id]
    columns = [
        Column(heading(name), width, "whole" if _is_whole(id, name) else "text") for name, width in sheet.widths.items()
    ]
    return Table(sheet.table, columns, rows, sheet.lines, sheet.printed)


def _is_whole(sheet: str, id: str) -> bool:
    return id in _WHOLE and not (sheet == "suggestions" and id == "words")


def _sections(rows: Sequence[SectionRow], said: Any) -> _Rows:
    for row in rows:
        told = {"part": row.part_label, "type": said["types"].get(row.submission.type, row.submission.type)}
        cells: Mapping[str, Cell] = {**flat.section(row), **told}
        is_rtl = row.submission.direction == "rtl"
        yield [_own(cells[id.replace("-", "_")], id, is_rtl) for id in _SECTIONS]


def _tags(rows: Sequence[SectionRow], said: Any) -> _Rows:
    for each in tag_rows.of(rows):
        section, submission = each.section, each.section.submission
        is_rtl = submission.direction == "rtl"
        cells: dict[str, Cell] = {
            "entity": _own(submission.entity, "entity", is_rtl),
            "part": section.part_label,
            "number": section.number,
            "heading": _own(section.heading, "heading", is_rtl),
            "vocabulary": said["vocabularies"][each.vocabulary],
            "tag": vocabulary.shown(each.vocabulary, each.code),
            "name": each.name,
            "how": said["how"][each.how],
            "words": section.words,
            "type": said["types"].get(submission.type, submission.type),
            "file": submission.file,
            "key": section.key,
        }
        yield [cells[id] for id in _TAGS]


def _own(cell: Cell, id: str, is_rtl: bool) -> Cell:
    """Return a cell so that an author's words are read in their direction."""
    is_words = is_rtl and id in _OF_AUTHORS and isinstance(cell, str) and any(map(_is_rtl, cell))
    return Styled(str(cell), is_rtl=True) if is_words else cell


def _is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _coverage(groups: Sequence[Sequence[CoverageRow]], tables: Tables, said: Any) -> _Rows:
    called = names.short(tables.submissions)
    for group in groups:
        for row in group:
            yield [
                said["vocabularies"][row.vocabulary],
                vocabulary.shown(row.vocabulary, row.code),
                row.name,
                len(row.submissions),
                row.sections,
                row.words,
                len(row.suggested_submissions),
                row.suggested_sections,
                "; ".join(called[key] for key in row.submissions),
            ]


def _suggestions(rows: Sequence[Suggestion], said: Any) -> _Rows:
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
        yield [cells[id] for id in _SUGGESTIONS]
