r"""Tables -> the table of sections as CSV: UTF-8 with a byte order mark, lines and quotation as in RFC 4180.

Excel runs what begins with = + - or @ as a formula, in quotation marks or not, and where it takes semicolons or tabs
for separators also what stands behind one or begins a line; the author's own quotation marks are then taken off. There
an apostrophe is put before all that, as before every text that has such an apostrophe already; so one rule,
`unguarded`, gives back every text as it was, and pandas can too:

    table = pandas.read_csv("sections.csv", dtype=str, keep_default_na=False)
    table = table.replace(r"(?:^|(?<=[;\t\r\n]))'(?='*(?:\"|[^\S\r\n\t])*[=+\-@＝＋－＠])", "", regex=True)

The other ways lose more: a space or tab in front cannot be told from the author's, a character nobody sees hides the
change, and without any the file is not safe to open. `keep_default_na=False` keeps a heading "None" or "NA" a text.
"""

import codecs
import csv
import io
import re

from wsisc.dataset import flat
from wsisc.dataset.tables import Tables

_BEGINS = r"(?:^|(?<=[;\t\r\n]))"
_FORMULA = r"'*(?:\"|[^\S\r\n\t])*[=+\-@＝＋－＠]"
_BARE = re.compile(rf"{_BEGINS}(?={_FORMULA})")
_GUARDED = re.compile(rf"{_BEGINS}'(?={_FORMULA})")


def write(tables: Tables, date: str = "") -> bytes:
    """Return the sections as CSV; it holds no date."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, lineterminator="\r\n")
    lines.writerow(flat.COLUMNS)
    for row in tables.sections:
        cells = flat.flatten_section(row)
        lines.writerow(
            [guard_formulas(cell) if isinstance(cell, str) else cell for cell in map(cells.__getitem__, flat.COLUMNS)]
        )
    return codecs.BOM_UTF8 + stream.getvalue().encode()


def guard_formulas(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return _BARE.sub("'", text)


def unguard_formulas(text: str) -> str:
    """Return the text of which `guarded` made this one."""
    return _GUARDED.sub("", text)
