"""Columns and rows -> a table on a sheet of a workbook, in which texts of authors stay texts.

Every text is written with `write_string`, so none becomes a formula, a link or a number. A text that exceeds the limit
of a cell continues in the next column.
"""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

MAX_CELL_CHARACTERS = 32_767
"""The limit of an Excel cell in UTF-16 code units (Excel specifications and limits)."""

MAX_CELL_LINE_ENDS = 253
"""The limit of line feeds in an Excel cell, from the same page."""

# A line of Arial 10 in Excel is 12.75 points high. With 2 points more, a row of one line has the default height, which
# xlsxwriter does not write: programs then choose a height of their own.
_POINTS, _PADDING, _MAX_LINES = 12.75, 1, 12
_NUMBERS = ("whole", "pages", "limit")
_A4 = 9
_PLAIN: dict[str, object] = {"font_name": "Arial", "font_size": 10, "bottom": 1, "bottom_color": "#D9D9D9"}


class SheetColumn(NamedTuple):
    """A column: heading, width in characters, and format of its cells (a key of `WorkbookBuilder.formats`)."""

    heading: str
    width: float
    style: str = "text"


class StyledCell(NamedTuple):
    """A cell with another format than its column, or (`is_rtl`) a text that is read from right to left."""

    value: str | float | None
    style: str = ""
    is_rtl: bool = False


type SheetCell = str | float | StyledCell | None


class SheetTable(NamedTuple):
    """A table on a sheet: name, columns, rows, maximum height of rows in lines, and number of printed columns.

    0 printed columns means all.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[SheetCell]]
    max_lines: int = _MAX_LINES
    printed_columns: int = 0


class WorkbookBuilder:
    """A workbook under construction, and the formats of its cells."""

    def __init__(self, workbook: Any, is_rtl: bool = False) -> None:
        self.workbook, self.is_rtl = workbook, is_rtl
        plain = {**_PLAIN, "valign": "top"}
        text = {**plain, "text_wrap": True, "align": "right" if is_rtl else "left", "indent": 1}
        number = {**plain, "align": "right"}
        heading = {**text, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "border": 1}
        heading["border_color"] = "#FFFFFF"
        looks: dict[str, dict[str, object]] = {
            "text": text,
            "text-rtl": {**text, "reading_order": 2, "align": "right"},
            "line": {**text, "text_wrap": False},
            "line-rtl": {**text, "text_wrap": False, "reading_order": 2, "align": "right"},
            "quiet": {**text, "font_color": "#595959", "italic": True},
            "date": {**text, "num_format": "d mmmm yyyy"},
            "whole": {**number, "num_format": "#,##0_)"},
            "pages": {**number, "num_format": '[=0]0_);[<0.05]"<0.1"_);0.0_)'},
            "limit": {**number, "num_format": "General_)"},
            "missing": {**number, "bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
            "none": {**number, "font_color": "#595959"},
            "heading": heading,
            "heading-number": {**heading, "align": "right"},
        }
        self.formats = {name: workbook.add_format(look) for name, look in looks.items()}

    def suffix_style(self, suffix: str) -> str:
        """Return the style of a number that is too large, with a suffix that says so."""
        if suffix not in self.formats:
            plain = {"font_name": "Arial", "font_size": 10, "valign": "top", "align": "right", "bold": True}
            escaped = suffix.replace('"', "")
            colours = {"font_color": "#7F4F00", "bg_color": "#FFEB9C", "num_format": f'0.0" {escaped}"_)'}
            self.formats[suffix] = self.workbook.add_format({**plain, **colours})
        return suffix

    def add_sheet(self, name: str, pages_wide: int = 1) -> Any:
        """Return a new sheet, printed on A4 landscape, `pages_wide`, with the first column repeated on each page."""
        sheet = self.workbook.add_worksheet(name)
        if self.is_rtl:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(pages_wide, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.set_footer("&L&A&R&P / &N")
        if pages_wide > 1:
            sheet.repeat_columns(0)
        return sheet

    def write_table(self, sheet: Any, table: SheetTable, empty_text: str, frozen_columns: int = 0) -> None:
        """Write a table; one without rows contains `empty_text`.

        Its headings and its first `frozen_columns` stay visible.
        """
        piece_counts = [_count_pieces(table, index) for index in range(len(table.columns))]
        columns = [
            (column if piece == 0 else column._replace(heading=f"{column.heading} ({piece + 1})"), index, piece)
            for index, column in enumerate(table.columns)
            for piece in range(piece_counts[index])
        ]
        rows = table.rows or [[empty_text, *[None] * (len(table.columns) - 1)]]
        headings = _make_unique([column.heading for column, *_ in columns])
        for position, (column, _, _) in enumerate(columns):
            sheet.set_column(position, position, column.width)
        self._write_headings(
            sheet,
            table.name,
            [column._replace(heading=heading) for (column, *_), heading in zip(columns, headings, strict=True)],
            len(rows),
        )
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, _row_height(row, table.columns, table.max_lines))
            for position, (column, index, piece) in enumerate(columns):
                self._write_cell(sheet, number, position, row[index], column.style, piece)
        sheet.freeze_panes(1, frozen_columns)
        sheet.repeat_rows(0)
        if table.printed_columns:
            sheet.print_area(0, 0, len(rows), sum(piece_counts[: table.printed_columns]) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})

    def _write_headings(self, sheet: Any, name: str, columns: Sequence[SheetColumn], row_count: int) -> None:
        """Write the headings, and declare a table of them and the rows below, with filters and banded rows."""
        heads = [
            {
                "header": column.heading,
                "header_format": self.formats["heading-number" if column.style in _NUMBERS else "heading"],
            }
            for column in columns
        ]
        options = {"name": name, "columns": heads, "style": "Table Style Light 1"}
        sheet.add_table(0, 0, row_count, len(columns) - 1, options)
        lines = max(len(textwrap.wrap(column.heading, int(column.width))) for column in columns)
        sheet.set_row(0, (lines + 1) * _POINTS)  # one more line for the filter buttons

    def _write_cell(self, sheet: Any, row: int, column: int, cell: SheetCell, style: str, piece: int) -> None:
        styled = cell if isinstance(cell, StyledCell) else StyledCell(cell)
        look = self.formats[f"{style}-rtl" if styled.is_rtl else styled.style or style]
        pieces: list[str | float | None] = (
            [*split_text(styled.value)] if isinstance(styled.value, str) else [styled.value]
        )
        if piece >= len(pieces) or pieces[piece] is None:
            sheet.write_blank(row, column, None, self.formats[style])
        elif isinstance(styled.value, str):
            sheet.write_string(row, column, pieces[piece], look)
        else:
            sheet.write_number(row, column, pieces[piece], look)


def split_text(text: str) -> Iterator[str]:
    """Yield a text in pieces that fit a cell, cut after white space if there is some near the end."""
    start = 0
    while start < len(text):
        end = min(start + MAX_CELL_CHARACTERS, len(text))
        while len(text[start:end].encode("utf-16-le")) > 2 * MAX_CELL_CHARACTERS:
            end -= max(1, (len(text[start:end].encode("utf-16-le")) // 2 - MAX_CELL_CHARACTERS) // 2)
        ends = [index for index, character in enumerate(text[start:end], start) if character == "\n"]
        if len(ends) > MAX_CELL_LINE_ENDS:
            end = ends[MAX_CELL_LINE_ENDS]
        if end < len(text) and text[end - 1] not in " \n":
            space = max(text.rfind(" ", end - 200, end), text.rfind("\n", end - 200, end))
            end = space + 1 if space > start else end
        yield text[start:end]
        start = end


def _count_pieces(table: SheetTable, index: int) -> int:
    """Return the number of columns that the longest text of a column needs."""
    texts = (cell.value if isinstance(cell, StyledCell) else cell for cell in (row[index] for row in table.rows))
    long = (text for text in texts if isinstance(text, str) and len(text) > MAX_CELL_LINE_ENDS)
    return max((sum(1 for _ in split_text(text)) for text in long), default=1)


def _make_unique(headings: Sequence[str]) -> list[str]:
    """Return headings without line ends, unique, as tables require."""
    unique: list[str] = []
    for heading in (" ".join(heading.split())[:250] or "-" for heading in headings):
        names = chain([heading], (f"{heading} ({number})" for number in count(2)))
        unique.append(next(name for name in names if name.casefold() not in map(str.casefold, unique)))
    return unique


def _row_height(row: Sequence[SheetCell], columns: Sequence[SheetColumn], max_lines: int) -> float:
    """Return the height at which a row shows its texts, or their first lines."""
    cells = (
        (cell.value if isinstance(cell, StyledCell) else cell, column)
        for cell, column in zip(row, columns, strict=True)
    )
    wrapped = [
        _count_lines(cell, column.width) for cell, column in cells if isinstance(cell, str) and column.style == "text"
    ]
    return min(max(wrapped, default=1), max_lines) * _POINTS + _PADDING


def _count_lines(text: str, width: float) -> int:
    """Return the approximate number of lines of a text at a width; only what can be visible is counted."""
    line_length = max(int((width - 1) * 1.12), 1)
    return sum(_count_wrapped_lines(line, line_length) for line in text[:2000].split("\n"))


def _count_wrapped_lines(line: str, line_length: int) -> int:
    if len(line) <= line_length:
        return 1
    return len(textwrap.wrap(line, line_length)) if len(line) < line_length * 6 else 1 + len(line) // line_length
