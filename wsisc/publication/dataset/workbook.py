"""Tables -> an Excel workbook: overview, sections, tags, coverage, charts, suggestions, files left out."""

import datetime
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import xlsxwriter

from wsisc import __version__
from wsisc.calls import locale
from wsisc.calls.vocabularies import Vocabulary, localize
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import json_pointer
from wsisc.messages.localization import translate
from wsisc.publication.collate.collection import LeftOutSubmission
from wsisc.publication.collate.submission_keys import fold_name
from wsisc.publication.dataset import csv_table, workbook_notes
from wsisc.publication.dataset.dataset_tables import CoverageRow, PartRow, PartState, SubmissionRow, Tables
from wsisc.publication.dataset.sheet import SheetCell, SheetColumn, SheetTable, StyledCell, WorkbookBuilder
from wsisc.text.shared import group_values
from wsisc.text.slots import fill

_FIRST = {"entity": 30, "acronym": 11, "type": 20, "language": 11, "state": 15}
_LAST = {"call": 13, "title": 34, "date": 19, "file": 22, "note": 26}
_WORDS, _PAGES = 9, 13
_DAY_ZERO = datetime.date(1899, 12, 30)
_DAY_ONE = datetime.date(1900, 3, 1)  # Excel counts a 29 February 1900, so programs disagree on earlier days
_COLOURS = {"tagged": "#1F4E79", "suggested": "#E0A030"}
_CHART_FONT = {"name": "Arial", "size": 9}
_ON_BARS = {"tagged": "#FFFFFF", "suggested": "#1C1C1C"}  # of numbers, each with a contrast of more than 7 on its bar
_CHART_WIDTH, _BAR, _AROUND, _BETWEEN = 620, 22, 120, 24  # pixels; both charts fit a portrait page
_CHART_COLUMNS = {"tagged": 3, "suggested": 6}  # of the sheet of coverage
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


type _SheetRows = Iterator[Sequence[SheetCell]]


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
    book.write_table(sheets["overview"], _build_overview(book, tables, wording), wording["nothing"], frozen_columns=2)
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
        cells = {**csv_table.flatten_section(row, tables.vocabularies), **labels}
        yield _arrange({id: cells[id.replace("-", "_")] for id in columns}, columns, row.submission)


def _tag_rows(tables: Tables, wording: Any) -> _SheetRows:
    """Yield a row for every tag that applies to a section, so that a filter finds exactly this tag.

    Its origin is "here", "above" (it is a tag of the part or a section above) or "wider" (it includes such a
    tag). So these rows add up to the coverage.
    """
    for section, vocabulary in product(tables.sections, tables.vocabularies):
        own_codes, codes = section.own_tags.codes(vocabulary.id), section.tags.codes(vocabulary.id)
        for code in vocabulary.with_broader(codes):
            cells: dict[str, SheetCell] = {
                "entity": section.submission.entity,
                "part": section.part_label,
                "number": section.number,
                "heading": section.heading,
                "vocabulary": wording["vocabularies"][vocabulary.one],
                "tag": vocabulary.format_cell(code),
                "name": vocabulary.name(code),
                "how": wording["how"]["here" if code in own_codes else "above" if code in codes else "wider"],
                "words": section.words,
                "type": section.submission.type_label,
                "file": section.submission.file,
                "key": section.key,
            }
            yield _arrange(cells, _TAG_WIDTHS, section.submission)


def _arrange(cells: Mapping[str, SheetCell], columns: Iterable[str], submission: SubmissionRow) -> list[SheetCell]:
    """Return cells in the order of columns, and words of authors so that they are shown in their direction."""
    is_rtl = submission.direction == "rtl"
    return [_author_cell(cells[id]) if is_rtl and id in _AUTHOR_COLUMNS else cells[id] for id in columns]


def _author_cell(cell: SheetCell) -> SheetCell:
    is_rtl = isinstance(cell, str) and any(unicodedata.bidirectional(character) in ("R", "AL") for character in cell)
    return StyledCell(str(cell), is_rtl=True) if is_rtl else cell


def _coverage_rows(
    groups: Sequence[tuple[Vocabulary, Sequence[CoverageRow]]], tables: Tables, wording: Any
) -> _SheetRows:
    names = _short_names(tables.submissions)
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
                "; ".join(names[key] for key in row.submissions),
            ]


def _suggestion_rows(tables: Tables, wording: Any) -> _SheetRows:
    vocabularies = {vocabulary.one: vocabulary for vocabulary in tables.vocabularies}
    for row in tables.suggestions:
        cells: dict[str, SheetCell] = {
            "entity": row.section.submission.entity,
            "heading": row.section.heading,
            "words": row.words,
            "file": row.section.submission.file,
            "part": row.section.part_label,
            "key": row.section.key,
            "vocabulary": wording["vocabularies"][row.vocabulary],
            "tag": vocabularies[row.vocabulary].format_cell(row.code),
            "name": row.name,
            "count": row.count,
            "place": json_pointer(row.path),
        }
        yield _arrange(cells, _SUGGESTION_WIDTHS, row.section.submission)


def _pair_rows(tables: Tables, wording: Any) -> _SheetRows:
    by_id = {vocabulary.id: vocabulary for vocabulary in tables.vocabularies}
    names = _short_names(tables.submissions)
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
                "; ".join(names[key] for key in row.submissions),
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


class _PartColumns(NamedTuple):
    """Parts that share columns: their label, their rows by submission, and their limits."""

    label: str
    rows: Mapping[str, PartRow]
    limits: frozenset[float | None]


def _build_overview(book: WorkbookBuilder, tables: Tables, wording: Any) -> SheetTable:
    """Return the table. Parts of the same place and label share columns, even if they are of different calls."""
    by_part = group_values(((part.place, part.label), part) for part in tables.parts)
    shared = [
        _PartColumns(label, {part.submission.key: part for part in parts}, frozenset(part.limit for part in parts))
        for (_, label), parts in by_part.items()
    ]
    headings, format_pages = wording["overview"], locale.load(tables.language).format_pages
    columns = [SheetColumn(headings[id], width) for id, width in _FIRST.items()]
    columns += [
        SheetColumn(headings["words"], _WORDS, "whole"),
        SheetColumn(headings["pages"], _PAGES, "pages"),
    ]
    for shared_part in shared:
        columns += _part_headings(shared_part, headings, format_pages)
    columns += [SheetColumn(headings[id], width) for id, width in _LAST.items()]
    related_files = _files_of_same_entity(tables.submissions, tables.left_out)
    lines = []
    for row in tables.submissions:
        parts = [cell for part in shared for cell in _part_cells(part, row.key, book, wording, format_pages)]
        note = _note(related_files[row.file], tables.language, *_translation_note(row))
        own = {**_submission_cells(row, wording), "note": note}
        words = [row.words, _exact_pages(row)]
        lines.append([*(own[id] for id in _FIRST), *words, *parts, *(own[id] for id in _LAST)])
    for submission in tables.left_out:
        cells = {
            "entity": submission.entity or wording["unknown"],
            "state": wording["taken"][submission.kind],
            "title": submission.title,
            "file": submission.file,
            "note": _note(related_files[submission.file], tables.language, t("reason on the sheet “Left out”")),
        }
        between = [None] * (len(columns) - len(_FIRST) - len(_LAST))
        lines.append([*_quiet_cells(cells, _FIRST), *between, *_quiet_cells(cells, _LAST)])
    return SheetTable("Overview", columns, lines)


def _part_headings(part: _PartColumns, wording: Any, format_pages: Callable[[float], str]) -> Iterator[SheetColumn]:
    """Yield the columns of a part; the limit is in a heading if it is the same for all, otherwise in a column."""
    limit = next(iter(part.limits)) if len(part.limits) == 1 else None
    slots = {"part": part.label, "limit": format_pages(limit) if limit else ""}
    yield SheetColumn(fill(wording["part-words"], slots), _WORDS, "whole")
    yield SheetColumn(fill(wording["part-pages"]["limited" if limit else "title"], slots), _PAGES, "pages")
    if len(part.limits) > 1:
        yield SheetColumn(fill(wording["part-limit"], slots), _PAGES, "limit")


def _submission_cells(row: SubmissionRow, wording: Any) -> dict[str, SheetCell]:
    is_rtl = row.direction == "rtl"
    return {
        "entity": StyledCell(row.entity, is_rtl=is_rtl),
        "acronym": row.acronym,
        "type": row.type_label,
        "language": row.language,
        "state": wording["taken"]["yes"],
        "call": row.call,
        "title": StyledCell(row.title, is_rtl=is_rtl),
        "date": _date_cell(row.date),
        "file": row.file,
    }


def _quiet_cells(cells: Mapping[str, str], ids: Iterable[str]) -> list[SheetCell]:
    return [StyledCell(cells.get(id, ""), "quiet") for id in ids]


def _note(others: Sequence[str], language: str, *more: str) -> str:
    same = [t("another file of this entity: {files}", files=", ".join(others))] if others else []
    return "; ".join(translate(text, language) for text in [*more, *same])


def _translation_note(row: SubmissionRow) -> Iterator[str]:
    """Yield the files of the translations of a submission, each with its language, as one note."""
    if row.translations:
        files = ", ".join(f"{file} ({language})" for language, file in row.translations)
        yield t("translation: {files}", files=files)


def _date_cell(text: str) -> SheetCell:
    """Return a date as a date cell, or as text if a workbook cannot store it as a date."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return StyledCell((day - _DAY_ZERO).days, "date") if day >= _DAY_ONE else text


def _exact_pages(row: SubmissionRow | PartRow) -> float:
    """Return pages before rounding: the cell shows "<0.1" for small values."""
    return round(row.exact_pages, 4)


def _part_cells(
    part: _PartColumns, key: str, book: WorkbookBuilder, wording: Any, format_pages: Callable[[float], str]
) -> Iterator[SheetCell]:
    row = part.rows.get(key)
    pages = _exact_pages(row) if row else None
    if row is None:
        yield from (None, None)
    elif row.state in (PartState.MISSING, PartState.NONE):
        yield from (StyledCell(wording["states"][row.state], str(row.state)), None)
    elif row.state == PartState.OVER and pages is not None and row.limit:
        over = book.suffix_style(fill(wording["states"]["over"], limit=format_pages(row.limit)))
        yield from (row.words, StyledCell(pages, over))
    else:
        yield from (row.words, pages)
    if len(part.limits) > 1:
        yield row.limit if row else None


def _short_names(rows: Sequence[SubmissionRow]) -> dict[str, str]:
    """Return names of submissions by key: the acronym, or the full name if other entities share the acronym.

    If several submissions have the same name, the file is appended.
    """
    entities = group_values((fold_name(row.name), fold_name(row.entity)) for row in rows)
    names = {row.key: row.name if len({*entities[fold_name(row.name)]}) == 1 else row.entity for row in rows}
    counts = Counter(fold_name(name) for name in names.values())
    return {
        row.key: f"{names[row.key]} ({row.file})" if counts[fold_name(names[row.key])] > 1 else names[row.key]
        for row in rows
    }


def _files_of_same_entity(
    rows: Sequence[SubmissionRow], left_out: Sequence[LeftOutSubmission]
) -> Mapping[str, list[str]]:
    """Return for each file the others of the same entity, ignoring accents and case."""
    entities_and_files = [(submission.entity, submission.file) for submission in rows] + [
        (submission.entity, submission.file) for submission in left_out
    ]
    files = group_values((fold_name(entity), file) for entity, file in entities_and_files)
    return {
        file: [same for same in own_files if same != file] if entity else []
        for entity, own_files in files.items()
        for file in own_files
    }
