"""Tables -> the table of sections as CSV: UTF-8 with a byte order mark, lines and quotation marks as in RFC 4180."""

import codecs
import csv
import io

from wsisc.dataset import section_columns
from wsisc.dataset.tables import Tables
from wsisc.text.csv_cells import guard_row


def write(tables: Tables, date: str) -> bytes:
    """Return the sections as CSV, which contains no date."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, lineterminator="\r\n")
    columns = section_columns.list_columns(tables.vocabularies)
    lines.writerow(columns)
    for row in tables.sections:
        cells = section_columns.flatten_section(row, tables.vocabularies)
        lines.writerow(guard_row(map(cells.__getitem__, columns)))
    return codecs.BOM_UTF8 + stream.getvalue().encode()
