"""Tables -> the sheet that shows who answered what: a line for each submission, two columns for each part."""

from collections.abc import Iterable, Sequence
from typing import Any

from wsisc.dataset.charts import filled
from wsisc.dataset.rows import PartRow, State, SubmissionRow
from wsisc.dataset.sheet import Book, Cell, Column, Styled, Table
from wsisc.dataset.tables import Tables

_FIRST = {"entity": 34, "acronym": 11, "type": 22, "language": 10}
_LAST = {"call": 13, "title": 44, "date": 12, "file": 26}
_NARROW = 11


def overview(book: Book, tables: Tables, said: Any) -> Table:
    """Return the table; parts of the same place and label share columns, whichever calls they are of."""
    by_part: dict[tuple[str, str], dict[str, PartRow]] = {}
    for part in tables.parts:
        by_part.setdefault((part.place, part.label), {})[part.submission.key] = part
    heads = said["overview"]
    columns = [Column(heads[id]["title"], width) for id, width in _FIRST.items()]
    columns += [Column(heads["words"]["title"], _NARROW, "whole"), Column(heads["pages"]["title"], _NARROW, "decimal")]
    for (_, label), rows in by_part.items():
        columns.append(Column(filled(heads["part-words"]["title"], {"part": label}), _NARROW, "whole"))
        columns.append(Column(_pages_heading(label, list(rows.values()), heads["part-pages"]), _NARROW, "decimal"))
    columns += [Column(heads[id]["title"], width) for id, width in _LAST.items()]
    lines = []
    for row in tables.submissions:
        parts = [cell for rows in by_part.values() for cell in _of_part(rows.get(row.key), book, said)]
        lines.append([*_told(row, _FIRST), row.words, row.pages, *parts, *_told(row, _LAST)])
    return Table("Overview", columns, lines)


def _pages_heading(label: str, rows: Sequence[PartRow], said: Any) -> str:
    """Return the heading of a part's pages, with the limit where all submissions have the same."""
    limits = {row.limit for row in rows}
    limit = limits.pop() if len(limits) == 1 else None
    slots = {"part": label, "limit": f"{limit:g}" if limit else ""}
    return filled(said["limited"] if limit else said["title"], slots)


def _told(row: SubmissionRow, ids: Iterable[str]) -> list[Cell]:
    is_rtl = row.direction == "rtl"
    cells = ((id, str(getattr(row, id))) for id in ids)
    return [Styled(cell, is_rtl=True) if is_rtl and id in ("entity", "title") else cell for id, cell in cells]


def _of_part(row: PartRow | None, book: Book, said: Any) -> tuple[Cell, Cell]:
    if row is None:
        return None, None
    if row.state in (State.MISSING, State.NONE):
        return Styled(said["states"][row.state], str(row.state)), None
    if row.state == State.OVER and row.pages is not None and row.limit:
        over = book.behind(filled(said["states"]["over"], {"limit": f"{row.limit:g}"}))
        return row.words, Styled(row.pages, over)
    return row.words, row.pages
