"""Columns and rows -> a table on a sheet of a workbook, whose author's texts are texts and nothing else.

Every text goes through `write_string`: nothing becomes a formula, a link or a number. One that is longer than a cell
may be goes on in the next column.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

MOST_CHARACTERS = 32_767
"""A cell of Excel holds no more, counted in units of UTF-16."""

MOST_LINE_ENDS = 253
_POINTS, _MOST_LINES = 14.5, 12
_PLAIN: dict[str, object] = {"font_name": "Arial", "font_size": 10, "bottom": 1, "bottom_color": "#D9D9D9"}


class Column(NamedTuple):
    """A column: its heading, its width in characters, and the format of its cells (a key of `Book.formats`)."""

    heading: str
    width: float
    style: str = "text"


class Styled(NamedTuple):
    """A cell that has another format than its column, or (`is_rtl`) a text that is read from right to left."""

    value: str | float
    style: str = ""
    is_rtl: bool = False


type Cell = str | float | Styled | None


class Table(NamedTuple):
    """A table on a sheet: its name, its columns and rows, and whether rows grow (to a few lines) with their texts."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    grows: bool = True


class Book:
    """A workbook in the making, and the formats of its cells."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        plain = {**_PLAIN, "valign": "top"}
        wrapped = {**plain, "text_wrap": True}
        number = {**plain, "align": "right"}
        looks: dict[str, dict[str, object]] = {
            "text": wrapped,
            "whole": {**number, "num_format": "#,##0_)"},
            "decimal": {**number, "num_format": "0.0_)"},
            "missing": {**number, "bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
            "none": {**number, "font_color": "#595959"},
            "heading": {
                **wrapped,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": "#1F4E79",
                "border": 1,
                "valign": "vcenter",
            },
        }
        looks["heading"]["border_color"] = "#FFFFFF"
        self.formats = {name: workbook.add_format(look) for name, look in looks.items()}
        self.formats["text-rtl"] = workbook.add_format({**wrapped, "reading_order": 2, "align": "right", "indent": 1})

    def behind(self, words: str) -> str:
        """Return the style of a number that is too large, as the words behind it say."""
        if words not in self.formats:
            plain = {
                "font_name": "Arial",
                "font_size": 10,
                "valign": "top",
                "align": "right",
                "indent": 1,
                "bold": True,
            }
            shown = words.replace('"', "")
            colours = {"font_color": "#7F4F00", "bg_color": "#FFEB9C", "num_format": f'0.0" {shown}"_)'}
            self.formats[words] = self.workbook.add_format({**plain, **colours})
        return words

    def sheet(self, name: str, pages: int = 1) -> Any:
        """Return a new sheet, to be printed in landscape, as wide as one page of A4 or (`pages`) more of A3."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9 if pages == 1 else 8)
        sheet.fit_to_pages(pages, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def fill(self, sheet: Any, table: Table, nothing: str, frozen: int = 0) -> int:
        """Write a table, and return over how many columns it goes; one without rows says `nothing`.

        Its headings and its `frozen` first columns stay in sight.
        """
        spread = [_pieces_of(table, index) for index in range(len(table.columns))]
        columns = [
            (column if piece == 0 else column._replace(heading=f"{column.heading} ({piece + 1})"), index, piece)
            for index, column in enumerate(table.columns)
            for piece in range(spread[index])
        ]
        rows = table.rows or [[nothing, *[None] * (len(table.columns) - 1)]]
        headings = _unique([column.heading for column, *_ in columns])
        for at, (column, _, _) in enumerate(columns):
            sheet.set_column(at, at, column.width)
        self._declare(sheet, table, headings, len(rows))
        for number, row in enumerate(rows, 1):
            if table.grows:
                sheet.set_row(number, _height(row, table.columns))
            for at, (column, index, piece) in enumerate(columns):
                self._write(sheet, number, at, row[index], column.style, piece)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})
        return len(columns)

    def _declare(self, sheet: Any, table: Table, headings: list[str], count: int) -> None:
        """Write the headings, and make a table of them and the rows below: with filters, and rows in bands."""
        heads = [{"header": heading, "header_format": self.formats["heading"]} for heading in headings]
        options = {"name": table.name, "columns": heads, "style": "Table Style Light 1"}
        sheet.add_table(0, 0, count, len(headings) - 1, options)
        lines = max(
            _lines(heading, column.width * 0.7)
            for heading, column in zip(headings, _wide(table, headings), strict=True)
        )
        sheet.set_row(0, max(lines, 2) * _POINTS)

    def _write(self, sheet: Any, row: int, column: int, cell: Cell, style: str, piece: int) -> None:
        value = cell.value if isinstance(cell, Styled) else cell
        named = cell.style if isinstance(cell, Styled) and cell.style else style
        if isinstance(cell, Styled) and cell.is_rtl:
            named = "text-rtl"
        if isinstance(value, str):
            pieces = list(split(value))
            if piece < len(pieces):
                sheet.write_string(row, column, pieces[piece], self.formats[named])
                return
        elif value is not None and piece == 0:
            sheet.write_number(row, column, value, self.formats[named])
            return
        sheet.write_blank(row, column, None, self.formats[style])


def split(text: str) -> Iterator[str]:
    """Yield a text in pieces that each fit a cell: cut behind white space where there is some near the end."""
    start = 0
    while start < len(text):
        end = min(start + MOST_CHARACTERS, len(text))
        while len(text[start:end].encode("utf-16-le")) > 2 * MOST_CHARACTERS:
            end -= max(1, (len(text[start:end].encode("utf-16-le")) // 2 - MOST_CHARACTERS) // 2)
        ends = [at for at, character in enumerate(text[start:end], start) if character == "\n"]
        if len(ends) > MOST_LINE_ENDS:
            end = ends[MOST_LINE_ENDS]
        if end < len(text) and text[end - 1] not in " \n":
            space = max(text.rfind(" ", end - 200, end), text.rfind("\n", end - 200, end))
            end = space + 1 if space > start else end
        yield text[start:end]
        start = end


def _pieces_of(table: Table, index: int) -> int:
    """Return over how many columns the longest text of a column goes."""
    texts = (cell.value if isinstance(cell, Styled) else cell for cell in (row[index] for row in table.rows))
    long = (text for text in texts if isinstance(text, str) and len(text) > MOST_LINE_ENDS)
    return max((sum(1 for _ in split(text)) for text in long), default=1)


def _unique(headings: Sequence[str]) -> list[str]:
    """Return headings of which no two are the same, as a table must have them, without line ends."""
    found: list[str] = []
    for heading in (" ".join(each.split())[:250] or "-" for each in headings):
        count, name = 1, heading
        while name.casefold() in map(str.casefold, found):
            count += 1
            name = f"{heading} ({count})"
        found.append(name)
    return found


def _wide(table: Table, headings: Sequence[str]) -> list[Column]:
    return [*table.columns, *[table.columns[-1]] * (len(headings) - len(table.columns))]


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Return the height at which a row shows its texts, or their first lines."""
    cells = (
        (cell.value if isinstance(cell, Styled) else cell, column) for cell, column in zip(row, columns, strict=True)
    )
    wrapped = [_lines(cell, column.width) for cell, column in cells if isinstance(cell, str) and column.style == "text"]
    return min(max(wrapped, default=1), _MOST_LINES) * _POINTS


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes at a width; no more are counted than are shown."""
    return sum(1 + int(len(line) / (width * 1.2)) for line in text[:2000].split("\n"))
