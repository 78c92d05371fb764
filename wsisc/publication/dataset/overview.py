"""Tables -> the sheet of who answered what: a line for each file, columns of words and pages for each part."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wsisc.calls import locale
from wsisc.messages import t
from wsisc.messages.localization import translate
from wsisc.publication.collate.collection import LeftOutSubmission
from wsisc.publication.collate.submission_keys import fold_name
from wsisc.publication.dataset.dataset_tables import Tables
from wsisc.publication.dataset.rows import PartRow, PartState, SubmissionRow
from wsisc.publication.dataset.sheet import SheetCell, SheetColumn, SheetTable, StyledCell, WorkbookBuilder
from wsisc.text.sequences import group_values
from wsisc.text.slots import fill

_FIRST = {"entity": 30, "acronym": 11, "type": 20, "language": 11, "state": 15}
_LAST = {"call": 13, "title": 34, "date": 19, "file": 22, "note": 26}
_WORDS, _PAGES = 9, 13
_DAY_ZERO = datetime.date(1899, 12, 30)
_DAY_ONE = datetime.date(1900, 3, 1)  # Excel counts a 29 February 1900, so programs disagree on earlier days


class _PartColumns(NamedTuple):
    """Parts that share columns: their label, their rows by submission, and their limits."""

    label: str
    rows: Mapping[str, PartRow]
    limits: frozenset[float | None]


def build_overview(book: WorkbookBuilder, tables: Tables, wording: Any) -> SheetTable:
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
    for other in tables.left_out:
        cells = {
            "entity": other.entity or wording["unknown"],
            "state": wording["taken"][other.kind],
            "title": other.title,
            "file": other.file,
            "note": _note(related_files[other.file], tables.language, t("reason on the sheet “Left out”")),
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


def short_names(rows: Sequence[SubmissionRow]) -> dict[str, str]:
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
        file: [other for other in own_files if other != file] if entity else []
        for entity, own_files in files.items()
        for file in own_files
    }
