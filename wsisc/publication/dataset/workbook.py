"""Tables -> an Excel workbook: overview, sections, tags, coverage, charts, suggestions, files left out."""

import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import xlsxwriter

from wsisc import __version__
from wsisc.calls import locale
from wsisc.calls.vocabularies import Vocabulary, localize
from wsisc.messages import resources
from wsisc.messages.diagnostic import json_pointer
from wsisc.messages.localization import translate
from wsisc.publication.dataset import csv_table, overview, workbook_notes
from wsisc.publication.dataset.dataset_tables import Tables
from wsisc.publication.dataset.overview import build_overview
from wsisc.publication.dataset.rows import CoverageRow
from wsisc.publication.dataset.sheet import SheetCell, SheetColumn, SheetTable, StyledCell, WorkbookBuilder
from wsisc.text.slots import fill

_COLOURS = {"tagged": "#1F4E79", "suggested": "#E0A030"}
_CHART_FONT = {"name": "Arial", "size": 9}
_ON_BARS = {"tagged": "#FFFFFF", "suggested": "#1C1C1C"}  # of numbers, each with a contrast of more than 7 on its bar
_CHART_WIDTH, _BAR, _AROUND, _BETWEEN = 620, 22, 120, 24  # pixels; both charts fit a portrait page
_CHART_COLUMNS = {"tagged": 3, "suggested": 6}  # of the sheet of coverage

type _SheetRows = Iterator[Sequence[SheetCell]]
_TAGS = ""  # in the place of the columns of vocabularies
_EPOCH = datetime.datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Arial", "font_size": 10}  # column widths are in digits of this font
_SECTION_WIDTHS = {
    "entity": 20, "part": 12, "number": 9, "heading": 24, "text": 62, "words": 9, _TAGS: 0, "notes": 40,
    "alternatives": 26, "own-tags": 24, "figures": 34, "type": 24, "level": 8, "acronym": 11, "language": 11,
    "call": 13, "title": 34, "file": 22, "key": 26,
}  # fmt: skip
_TAG_WIDTHS = {
    "entity": 34, "part": 14, "number": 9, "heading": 29, "tag": 19, "name": 34, "words": 9, "how": 28,
    "vocabulary": 13, "type": 24, "file": 22, "key": 26,
}  # fmt: skip
_COVERAGE_WIDTHS = {
    "vocabulary": 13, "code": 24, "name": 38, "submissions": 14, "sections": 12, "words": 10,
    "suggested-submissions": 14, "suggested-sections": 14, "who": 44,
}  # fmt: skip
_SUGGESTION_WIDTHS = {
    "entity": 28, "part": 14, "heading": 34, "vocabulary": 13, "tag": 19, "name": 34, "words": 34, "count": 9,
    "file": 22, "key": 26, "place": 44,
}  # fmt: skip
_PAIR_WIDTHS = {
    "matrix": 18, "first": 19, "first-name": 38, "second": 12, "second-name": 38, "submissions": 14, "sections": 12,
    "who": 44, "doubtful": 10,
}  # fmt: skip
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


class _SheetLayout(NamedTuple):
    """The layout of a sheet: its table's name, column widths, frozen and printed columns, maximum lines of a row.

    `style` is that of its texts: "line" keeps each on one line, for a sheet of many short rows.
    """

    table: str
    widths: Mapping[str, int]
    frozen: int = 0
    printed: int = 0
    lines: int = 12
    style: str = "text"
    is_portrait: bool = False


_SHEETS = {
    "sections": _SheetLayout("Sections", _SECTION_WIDTHS, frozen=1, printed=6, lines=6),
    "tags": _SheetLayout("Tags", _TAG_WIDTHS, frozen=1, printed=7, style="line", is_portrait=True),
    "coverage": _SheetLayout("Coverage", _COVERAGE_WIDTHS, frozen=2),
    "suggestions": _SheetLayout("Suggestions", _SUGGESTION_WIDTHS, frozen=1, printed=8, lines=3),
    "pairs": _SheetLayout("Matrix", _PAIR_WIDTHS, frozen=2, style="line"),
    "left-out": _SheetLayout("LeftOut", {"file": 30, "entity": 34, "title": 44, "why": 70}),
    "about": _SheetLayout("About", {"sheet": 16, "column": 34, "meaning": 100}, is_portrait=True),
}


def write(tables: Tables, date: str) -> bytes:
    """Return the workbook; it contains the date, unless that is ""."""
    wording = _load_wording(tables)
    format_number = locale.load(tables.language).format_number
    slots = {
        "submissions": format_number(len(tables.submissions)),
        "sections": format_number(len(tables.sections)),
        "part": "…",
        **wording["states"],
    }
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {**_OPTIONS, "default_format_properties": {**_FONT}})
    workbook.set_properties({"title": wording["title"], "created": _EPOCH, "comments": ""})
    book = WorkbookBuilder(workbook, locale.load(tables.language).direction == "rtl")
    sheets = {id: book.add_sheet(title, 2 if id == "overview" else 1) for id, title in wording["sheets"].items()}
    book.write_table(sheets["overview"], build_overview(book, tables, wording), wording["nothing"], frozen_columns=2)
    ordered = sorted(tables.vocabularies, key=lambda vocabulary: vocabulary.is_open)
    groups = [(vocabulary, tables.coverage[vocabulary.one]) for vocabulary in ordered]
    rows: dict[str, _SheetRows] = {
        "sections": _section_rows(tables),
        "tags": _tag_rows(tables, wording),
        "coverage": _coverage_rows(groups, tables, wording),
        "suggestions": _suggestion_rows(tables, wording),
        "pairs": _pair_rows(tables, wording),
        "left-out": ([left_out.file, left_out.entity, left_out.title, left_out.reason] for left_out in tables.left_out),
        "about": _about_rows(tables, date, wording, slots),
    }
    for id, lines in ((id, lines) for id, lines in rows.items() if id in sheets):
        if _SHEETS[id].is_portrait:
            sheets[id].set_portrait()
        book.write_table(
            sheets[id], _build_table(id, list(lines), wording, slots), wording["nothing"], _SHEETS[id].frozen
        )
    _insert_charts(workbook, sheets["charts"], wording["sheets"]["coverage"], groups, wording, slots)
    workbook.close()
    return stream.getvalue()


def _build_table(id: str, rows: Sequence[Sequence[SheetCell]], wording: Any, slots: Mapping[str, str]) -> SheetTable:
    sheet = _SHEETS[id]
    widths = dict(_widths(sheet, wording))
    whole_numbers = {*_WHOLE_NUMBER_COLUMNS} - ({"words"} if id == "suggestions" else set())
    columns = [
        SheetColumn(_find_title(wording, id, name, slots), width, "whole" if name in whole_numbers else sheet.style)
        for name, width in widths.items()
    ]
    printed = sheet.printed + len(widths) - len(sheet.widths) + 1 if _TAGS in sheet.widths else sheet.printed
    return SheetTable(sheet.table, columns, rows, sheet.lines, printed)


def _widths(sheet: _SheetLayout, wording: Any) -> Iterator[tuple[str, int]]:
    """Yield the columns of a sheet with their widths, those of vocabularies in their place."""
    for name, width in sheet.widths.items():
        if name == _TAGS:
            known = wording["tag-widths"]
            yield from ((id, int(known.get(id, known["other"]))) for id in wording["tag-columns"])
        else:
            yield name, width


def _load_wording(tables: Tables) -> Any:
    """Return the words of the workbook, with columns of sections for the vocabularies of the dataset."""
    wording = resources.read_language_file("dataset", tables.language)
    known, names = wording["sections"], wording["vocabularies"]
    columns = {
        vocabulary.id: known.get(vocabulary.id) or vocabulary.text("titles") for vocabulary in tables.vocabularies
    }
    standard = set(wording["tag-widths"])
    place = next(index for index, id in enumerate(known) if id in standard)
    others = [(id, column) for id, column in known.items() if id not in standard]
    sheets = {id: title for id, title in wording["sheets"].items() if id != "pairs" or tables.matrices}
    return {
        **wording,
        "sheets": sheets,
        "sections": dict([*others[:place], *columns.items(), *others[place:]]),
        "tag-columns": list(columns),
        "vocabularies": {
            vocabulary.one: names.get(vocabulary.one) or vocabulary.text("singulars")
            for vocabulary in tables.vocabularies
        },
    }


def _section_rows(tables: Tables) -> _SheetRows:
    ids = [vocabulary.id for vocabulary in tables.vocabularies]
    columns = [id for name in _SECTION_WIDTHS for id in (ids if name == _TAGS else [name])]
    for row in tables.sections:
        labels = {"part": row.part_label, "type": row.submission.type_label}
        cells: Mapping[str, SheetCell] = {**csv_table.flatten_section(row, tables.vocabularies), **labels}
        is_rtl = row.submission.direction == "rtl"
        yield [_author_cell(cells[id.replace("-", "_")], id, is_rtl) for id in columns]


def _tag_rows(tables: Tables, wording: Any) -> _SheetRows:
    """Yield a row for every tag that applies to a section, so that a filter finds exactly this tag.

    Its origin is "here", "above" (it is a tag of the part or a section above) or "wider" (it includes such a
    tag). So these rows add up to the coverage.
    """
    for section, vocabulary in product(tables.sections, tables.vocabularies):
        own_codes, codes = section.own_tags.codes(vocabulary.id), section.tags.codes(vocabulary.id)
        submission = section.submission
        is_rtl = submission.direction == "rtl"
        for code in vocabulary.with_broader(codes):
            cells: dict[str, SheetCell] = {
                "entity": _author_cell(submission.entity, "entity", is_rtl),
                "part": section.part_label,
                "number": section.number,
                "heading": _author_cell(section.heading, "heading", is_rtl),
                "vocabulary": wording["vocabularies"][vocabulary.one],
                "tag": vocabulary.format_cell(code),
                "name": vocabulary.name(code),
                "how": wording["how"]["here" if code in own_codes else "above" if code in codes else "wider"],
                "words": section.words,
                "type": submission.type_label,
                "file": submission.file,
                "key": section.key,
            }
            yield [cells[id] for id in _TAG_WIDTHS]


def _author_cell(cell: SheetCell, id: str, is_rtl: bool) -> SheetCell:
    """Return a cell so that words of authors are shown in their direction."""
    is_words = is_rtl and id in _AUTHOR_COLUMNS and isinstance(cell, str)
    if is_words and any(unicodedata.bidirectional(character) in ("R", "AL") for character in str(cell)):
        return StyledCell(str(cell), is_rtl=True)
    return cell


def _coverage_rows(
    groups: Sequence[tuple[Vocabulary, Sequence[CoverageRow]]], tables: Tables, wording: Any
) -> _SheetRows:
    short_names = overview.short_names(tables.submissions)
    for vocabulary, group in groups:
        for row in group:
            yield [
                wording["vocabularies"][row.vocabulary],
                vocabulary.format_cell(row.code),
                row.name,
                len(row.submissions),
                row.sections,
                row.words,
                len(row.suggested_submissions),
                row.suggested_sections,
                "; ".join(short_names[key] for key in row.submissions),
            ]


def _suggestion_rows(tables: Tables, wording: Any) -> _SheetRows:
    vocabularies = {vocabulary.one: vocabulary for vocabulary in tables.vocabularies}
    for row in tables.suggestions:
        section = row.section
        is_rtl = section.submission.direction == "rtl"
        own = {"entity": section.submission.entity, "heading": section.heading, "words": row.words}
        cells: dict[str, SheetCell] = {
            **{id: _author_cell(text, id, is_rtl) for id, text in own.items()},
            "file": section.submission.file,
            "part": section.part_label,
            "key": section.key,
            "vocabulary": wording["vocabularies"][row.vocabulary],
            "tag": vocabularies[row.vocabulary].format_cell(row.code),
            "name": row.name,
            "count": row.count,
            "place": json_pointer(row.path),
        }
        yield [cells[id] for id in _SUGGESTION_WIDTHS]


def _pair_rows(tables: Tables, wording: Any) -> _SheetRows:
    by_id = {vocabulary.id: vocabulary for vocabulary in tables.vocabularies}
    short_names = overview.short_names(tables.submissions)
    for matrix in tables.matrices:
        first, second = (by_id[id] for id in matrix.between)
        for row in tables.pairs[matrix.id]:
            yield [
                localize(matrix.titles, tables.language),
                first.format_cell(row.first),
                first.name(row.first),
                second.format_cell(row.second),
                second.name(row.second),
                len(row.submissions),
                row.sections,
                "; ".join(short_names[key] for key in row.submissions),
                wording["doubtful"] if row.is_doubtful else "",
            ]


def _about_rows(tables: Tables, date: str, wording: Any, slots: Mapping[str, str]) -> Iterator[Sequence[SheetCell]]:
    """Yield the rows: facts, how to read the sheets, and the columns of each."""
    files = len(tables.submissions) + len(tables.left_out)
    values = {
        "made": f"wsisc {__version__}",
        "date": date,
        "submissions": _share_of_files(len(tables.submissions), files, tables.language, wording),
        "left-out": _share_of_files(len(tables.left_out), files, tables.language, wording),
        "words": locale.load(tables.language).format_number(sum(row.words for row in tables.submissions)),
    }
    for name, value in values.items():
        if value:
            yield ["", wording["facts"][name], value]
    for note in workbook_notes.READING:
        texts = (translate(text, tables.language) for text in (note.on, note.says))
        yield [wording["sheets"].get(note.sheet, ""), *texts]
    for sheet, title in wording["sheets"].items():
        for id in wording[sheet] if sheet not in ("about", "charts") else ():
            name = _find_title(wording, sheet, id, slots)
            meaning = workbook_notes.explain_column(sheet, id, name, slots)
            yield [title, name, translate(meaning, tables.language)]


def _find_title(wording: Any, sheet: str, column: str, slots: Mapping[str, str]) -> str:
    """Return the title of a column; one has another with a limit as well. That of a vocabulary has no slots."""
    title = wording[sheet][column]
    title = str(title if isinstance(title, str) else title["title"])
    return title if column in wording["tag-columns"] else fill(title, slots)


def _share_of_files(count: int, files: int, language: str, wording: Any) -> str:
    format_number = locale.load(language).format_number
    return fill(wording["counted"], count=format_number(count), files=format_number(files))


def _insert_charts(
    workbook: Any,
    sheet: Any,
    name: str,
    groups: Sequence[tuple[Vocabulary, Sequence[CoverageRow]]],
    wording: Mapping[str, Any],
    slots: Mapping[str, str],
) -> None:
    """Insert the charts of vocabularies. `name` is the sheet with the coverage, `groups` its rows by vocabulary."""
    first, offset = 1, 0
    for vocabulary, group in groups:
        titles = wording["chart"]["titles"]
        if group and vocabulary.one in titles:
            height = len(group) * _BAR + _AROUND
            title = titles[vocabulary.one]
            is_suggested = any(row.suggested_submissions for row in group)
            rows, series = (first, first + len(group) - 1), ("tagged", "suggested")[: 1 + is_suggested]
            chart = _chart(workbook, title, fill(wording["chart"]["axis"], slots))
            for kind in series:
                chart.add_series(_series(kind, name, rows, wording["chart"][kind]))
            chart.set_legend({"position": "top", "font": _CHART_FONT} if is_suggested else {"none": True})
            chart.set_size({"width": _CHART_WIDTH, "height": height})
            options = {
                "description": _alternative_text(vocabulary, group, wording, title, slots),
                "object_position": 3,
                "y_offset": offset,
            }
            sheet.insert_chart(0, 0, chart, options)
            offset += height + _BETWEEN
        first += len(group)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _series(kind: str, sheet: str, rows: tuple[int, int], name: str) -> dict[str, Any]:
    """Return the bars of a kind, with the number of submissions on each."""
    column = _CHART_COLUMNS[kind]
    return {
        "name": name,
        "categories": [sheet, rows[0], 1, rows[1], 1],
        "values": [sheet, rows[0], column, rows[1], column],
        "fill": {"color": _COLOURS[kind]},
        "border": {"color": "#FFFFFF"},
        "gap": 40,
        "data_labels": {
            "value": True,
            "position": "center",
            "num_format": "0;;",  # no number on a bar without length
            "font": {**_CHART_FONT, "bold": True, "color": _ON_BARS[kind]},
        },
    }


def _chart(workbook: Any, title: str, axis: str) -> Any:
    """Return a chart without bars; it has no scale, because each bar has its number."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _CHART_FONT, "interval_unit": 1, "major_tick_mark": "none"})
    chart.set_x_axis(
        {
            "name": axis,
            "name_font": {**_CHART_FONT, "bold": False},
            "label_position": "none",
            "line": {"none": True},
            "min": 0,
            "major_gridlines": {"visible": False},
        }
    )
    chart.show_hidden_data()
    return chart


def _alternative_text(
    vocabulary: Vocabulary,
    group: Sequence[CoverageRow],
    wording: Mapping[str, Any],
    title: str,
    slots: Mapping[str, str],
) -> str:
    """Return the contents of a chart in words."""
    most = max(len(row.submissions) for row in group)
    tags = [vocabulary.format_cell(row.code) for row in group if len(row.submissions) == most]
    texts = wording["chart"]
    most_used = fill(texts["most"], tags=", ".join(tags), count=most) if most else texts["no-most"]
    columns = {
        "tagged": fill(wording["coverage"]["submissions"], slots),
        "suggested": wording["coverage"]["suggested-submissions"],
    }
    return fill(texts["alternative"], {**slots, "title": title, "most": most_used, **columns})
