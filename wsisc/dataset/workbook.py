"""Tables -> an Excel workbook: overview, sections, tags, coverage, charts, suggestions, files left out."""

import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import xlsxwriter

from wsisc import resources
from wsisc.collate import vocabulary
from wsisc.dataset import charts, names, section_columns
from wsisc.dataset.about import about_rows
from wsisc.dataset.overview import build_overview
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.dataset.sheet import SheetCell, SheetColumn, SheetTable, StyledCell, WorkbookBuilder
from wsisc.dataset.tables import Tables
from wsisc.diagnostic import json_pointer
from wsisc.markup import word_count

type _SheetRows = Iterator[Sequence[SheetCell]]


class _SheetLayout(NamedTuple):
    """The layout of a sheet: its table's name, column widths, frozen and printed columns, maximum lines of a row."""

    table: str
    widths: Mapping[str, int]
    frozen: int = 0
    printed: int = 0
    lines: int = 12


_EPOCH = datetime.datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Arial", "font_size": 10}  # column widths are in digits of this font
_SECTION_WIDTHS = {
    "entity": 20, "part": 12, "number": 9, "heading": 24, "text": 62, "words": 9, "action-lines": 17, "sdgs": 11,
    "countries": 16, "kinds": 14, "notes": 40, "alternatives": 26, "own-tags": 24, "figures": 34, "type": 24,
    "level": 8, "acronym": 11, "language": 11, "call": 13, "title": 34, "file": 22, "key": 26,
}  # fmt: skip
_TAG_WIDTHS = {
    "entity": 30, "part": 14, "number": 9, "heading": 28, "vocabulary": 13, "tag": 19, "name": 34, "how": 18,
    "words": 9, "type": 24, "file": 22, "key": 26,
}  # fmt: skip
_COVERAGE_WIDTHS = {
    "vocabulary": 13, "code": 24, "name": 38, "submissions": 14, "sections": 12, "words": 10,
    "suggested-submissions": 14, "suggested-sections": 14, "who": 44,
}  # fmt: skip
_SUGGESTION_WIDTHS = {
    "entity": 28, "part": 14, "heading": 34, "vocabulary": 13, "tag": 19, "name": 34, "words": 34, "count": 9,
    "file": 22, "key": 26, "place": 44,
}  # fmt: skip
_SHEETS = {
    "sections": _SheetLayout("Sections", _SECTION_WIDTHS, frozen=1, printed=10, lines=6),
    "tags": _SheetLayout("Tags", _TAG_WIDTHS, frozen=1, printed=9, lines=3),
    "coverage": _SheetLayout("Coverage", _COVERAGE_WIDTHS, frozen=2),
    "suggestions": _SheetLayout("Suggestions", _SUGGESTION_WIDTHS, frozen=1, printed=8, lines=3),
    "left-out": _SheetLayout("LeftOut", {"file": 30, "entity": 34, "title": 44, "why": 70}),
    "about": _SheetLayout("About", {"sheet": 16, "column": 34, "meaning": 100}),
}
_WHOLE_NUMBER_COLUMNS = (
    "level",
    "words",
    "submissions",
    "sections",
    "suggested-submissions",
    "suggested-sections",
    "count",
)
_AUTHOR_COLUMNS = ("entity", "acronym", "title", "heading", "text", "notes", "alternatives", "figures", "words")


def write(tables: Tables, date: str) -> bytes:
    """Return the workbook. It contains the date if one is given; otherwise no date."""
    wording = resources.read_strings("templates/dataset/en.yaml")
    slots = {
        "words-per-page": str(word_count.WORDS_PER_PAGE),
        "submissions": f"{len(tables.submissions):,}",
        "sections": f"{len(tables.sections):,}",
        "part": "…",
        **wording["states"],
    }
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {**_OPTIONS, "default_format_properties": {**_FONT}})
    workbook.set_properties({"title": wording["title"], "created": _EPOCH, "comments": ""})
    book = WorkbookBuilder(workbook)
    sheets = {id: book.add_sheet(title, 2 if id == "overview" else 1) for id, title in wording["sheets"].items()}
    book.write_table(sheets["overview"], build_overview(book, tables, wording), wording["nothing"], frozen_columns=2)
    groups = [tables.coverage[name] for name in ("action-line", "sdg", "kind", "country")]
    rows: dict[str, _SheetRows] = {
        "sections": _section_rows(tables.sections, wording),
        "tags": _tag_rows(tables.sections, wording),
        "coverage": _coverage_rows(groups, tables, wording),
        "suggestions": _suggestion_rows(tables.suggestions, wording),
        "left-out": ([each.file, each.entity, each.title, each.reason] for each in tables.left_out),
        "about": about_rows(tables, date, wording, slots),
    }
    for id, lines in rows.items():
        book.write_table(
            sheets[id], _build_table(id, list(lines), wording, slots), wording["nothing"], _SHEETS[id].frozen
        )
    charts.insert(workbook, sheets["charts"], wording["sheets"]["coverage"], groups, wording, slots)
    workbook.close()
    return stream.getvalue()


def _build_table(id: str, rows: Sequence[Sequence[SheetCell]], wording: Any, slots: Mapping[str, str]) -> SheetTable:
    def heading(column: str) -> str:
        found = wording[id][column]
        return str((found if isinstance(found, str) else found["title"]).format_map(slots))

    sheet = _SHEETS[id]
    whole_numbers = {*_WHOLE_NUMBER_COLUMNS} - ({"words"} if id == "suggestions" else set())
    columns = [
        SheetColumn(heading(name), width, "whole" if name in whole_numbers else "text")
        for name, width in sheet.widths.items()
    ]
    return SheetTable(sheet.table, columns, rows, sheet.lines, sheet.printed)


def _section_rows(rows: Sequence[SectionRow], wording: Any) -> _SheetRows:
    for row in rows:
        labels = {"part": row.part_label, "type": wording["types"].get(row.submission.type, row.submission.type)}
        cells: Mapping[str, SheetCell] = {**section_columns.flatten_section(row), **labels}
        is_rtl = row.submission.direction == "rtl"
        yield [_author_cell(cells[id.replace("-", "_")], id, is_rtl) for id in _SECTION_WIDTHS]


def _tag_rows(rows: Sequence[SectionRow], wording: Any) -> _SheetRows:
    """Yield a row for every tag that applies to a section, so that a filter finds exactly this tag.

    Its origin is "here", "above" (it was given to the part or a section above) or "wider" (it is the Goal of a target,
    or C7 for one of its applications). So these rows add up to the coverage.
    """
    for section, name in product(rows, vocabulary.VOCABULARIES):
        own_codes, codes = vocabulary.tag_codes(section.own_tags, name), vocabulary.tag_codes(section.tags, name)
        submission = section.submission
        is_rtl = submission.direction == "rtl"
        for code in vocabulary.add_broader_codes(name, codes):
            cells: dict[str, SheetCell] = {
                "entity": _author_cell(submission.entity, "entity", is_rtl),
                "part": section.part_label,
                "number": section.number,
                "heading": _author_cell(section.heading, "heading", is_rtl),
                "vocabulary": wording["vocabularies"][name],
                "tag": vocabulary.format_tag(name, code),
                "name": vocabulary.tag_names(name)[code.partition(".")[0]],
                "how": wording["how"]["here" if code in own_codes else "above" if code in codes else "wider"],
                "words": section.words,
                "type": wording["types"].get(submission.type, submission.type),
                "file": submission.file,
                "key": section.key,
            }
            yield [cells[id] for id in _TAG_WIDTHS]


def _author_cell(cell: SheetCell, id: str, is_rtl: bool) -> SheetCell:
    """Return a cell so that words of authors are shown in their direction."""
    is_words = is_rtl and id in _AUTHOR_COLUMNS and isinstance(cell, str)
    if is_words and any(unicodedata.bidirectional(each) in ("R", "AL") for each in str(cell)):
        return StyledCell(str(cell), is_rtl=True)
    return cell


def _coverage_rows(groups: Sequence[Sequence[CoverageRow]], tables: Tables, wording: Any) -> _SheetRows:
    short_names = names.short_names(tables.submissions)
    for group in groups:
        for row in group:
            yield [
                wording["vocabularies"][row.vocabulary],
                vocabulary.format_tag(row.vocabulary, row.code),
                row.name,
                len(row.submissions),
                row.sections,
                row.words,
                len(row.suggested_submissions),
                row.suggested_sections,
                "; ".join(short_names[key] for key in row.submissions),
            ]


def _suggestion_rows(rows: Sequence[Suggestion], wording: Any) -> _SheetRows:
    for row in rows:
        section = row.section
        is_rtl = section.submission.direction == "rtl"
        own = {"entity": section.submission.entity, "heading": section.heading, "words": row.words}
        cells: dict[str, SheetCell] = {
            **{id: _author_cell(text, id, is_rtl) for id, text in own.items()},
            "file": section.submission.file,
            "part": section.part_label,
            "key": section.key,
            "vocabulary": wording["vocabularies"][row.vocabulary],
            "tag": vocabulary.format_tag(row.vocabulary, row.code),
            "name": row.name,
            "count": row.count,
            "place": json_pointer(row.path),
        }
        yield [cells[id] for id in _SUGGESTION_WIDTHS]
