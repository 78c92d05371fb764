"""Tables -> the sheet that shows who answered what: a line for each submission, two columns for each part."""

from collections.abc import Sequence
from typing import Any

from wsisc.dataset.charts import filled
from wsisc.dataset.rows import PartRow, State, SubmissionRow
from wsisc.dataset.sheet import Book, Cell, Column, Styled, Table
from wsisc.dataset.tables import Tables

_WIDTHS = {"entity": 34, "acronym": 11, "type": 16, "language": 9, "call": 11, "title": 40, "date": 11, "file": 24}
_NARROW = 11


def overview(book: Book, tables: Tables, said: Any) -> Table:
    """Return the table; parts of the same place and label share columns, whichever calls they are of."""
    by_part: dict[tuple[str, str], dict[str, PartRow]] = {}
    for part in tables.parts:
        by_part.setdefault((part.place, part.label), {})[part.submission.key] = part
    heads = said["overview"]
    columns = [Column(heads[id]["title"], width) for id, width in _WIDTHS.items()]
    columns += [Column(heads["words"]["title"], _NARROW, "whole"), Column(heads["pages"]["title"], _NARROW, "decimal")]
    for (_, label), rows in by_part.items():
        columns.append(Column(filled(heads["part-words"]["title"], {"part": label}), _NARROW, "whole"))
        columns.append(Column(_pages_heading(label, list(rows.values()), heads["part-pages"]), _NARROW, "decimal"))
    lines = [
        [*_of_submission(row), *(cell for rows in by_part.values() for cell in _of_part(rows.get(row.key), book, said))]
        for row in tables.submissions
    ]
    return Table("Overview", columns, lines)


def _pages_heading(label: str, rows: Sequence[PartRow], said: Any) -> str:
    """Return the heading of a part's pages, with the limit where all submissions have the same."""
    limits = {row.limit for row in rows}
    limit = limits.pop() if len(limits) == 1 else None
    slots = {"part": label, "limit": f"{limit:g}" if limit else ""}
    return filled(said["limited"] if limit else said["title"], slots)


def _of_submission(row: SubmissionRow) -> list[Cell]:
    is_rtl = row.direction == "rtl"
    words = {id: getattr(row, id) for id in _WIDTHS}
    cells: list[Cell] = [
        Styled(value, is_rtl=True) if is_rtl and id in ("entity", "title") else value for id, value in words.items()
    ]
    return [*cells, row.words, row.pages]


def _of_part(row: PartRow | None, book: Book, said: Any) -> tuple[Cell, Cell]:
    if row is None:
        return None, None
    if row.state in (State.MISSING, State.NONE):
        return Styled(said["states"][row.state], str(row.state)), None
    if row.state == State.OVER and row.pages is not None and row.limit:
        over = book.behind(filled(said["states"]["over"], {"limit": f"{row.limit:g}"}))
        return row.words, Styled(row.pages, over)
    return row.words, row.pages
