r"""Texts -> cells of a CSV file that no spreadsheet evaluates, and back.

Excel evaluates a cell that starts with = + - or @ as a formula, quoted or not. Where semicolons or tabs are its
separators, the same applies to text that follows one or starts a line, and the author's own quotation marks are removed
first. So an apostrophe is inserted before all such text, and before text that already has such an apostrophe: then one
rule restores every text, here in pandas:

    table = pandas.read_csv("sections.csv", dtype=str, keep_default_na=False)
    table = table.replace(r"(?:^|(?<=[;\t\r\n]))'(?='*(?:\"|[^\S\r\n\t])*[=+\-@＝＋－＠])", "", regex=True)

Alternatives lose more: a space or tab in front cannot be distinguished from the author's, an invisible character hides
the change, and without any the file is not safe to open. `keep_default_na=False` keeps a heading "None" or "NA" a text.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable

_GUARD = r"(?:^|(?<=[;\t\r\n]))'(?='*(?:\"|[^\S\r\n\t])*[=+\-@＝＋－＠])"
_FORMULA_START = r"(?:^|(?<=[;\t\r\n]))(?='*(?:\"|[^\S\r\n\t])*[=+\-@＝＋－＠])"


def write_table(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8, with a byte order mark, and lines and quotation marks as in RFC 4180."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(map(guard_row, rows))
    return codecs.BOM_UTF8 + stream.getvalue().encode("utf-8", "replace")


def guard_row[T](cells: Iterable[T]) -> list[T | str]:
    """Return the cells of a row, the texts guarded; other values are no formulas."""
    return [guard_formulas(cell) if isinstance(cell, str) else cell for cell in cells]


def guard_formulas(text: str) -> str:
    """Return a text that no spreadsheet treats as a formula."""
    return re.sub(_FORMULA_START, "'", text)


def restore_text(text: str) -> str:
    """Return a text that `guard_formulas` has guarded as it was."""
    return re.sub(_GUARD, "", text)
