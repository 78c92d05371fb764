"""Tables -> the sheet that explains the workbook, its counting, and the meaning of every column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsisc import __version__, locale
from wsisc.dataset.sheet import SheetCell
from wsisc.dataset.tables import Tables


def about_rows(tables: Tables, date: str, wording: Any, slots: Mapping[str, str]) -> Iterator[Sequence[SheetCell]]:
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
    for note in wording["notes"]:
        yield [wording["sheets"].get(note["sheet"], ""), note["on"], note["says"].format_map(slots)]
    for sheet, title in wording["sheets"].items():
        for column in wording[sheet].values() if sheet not in ("about", "charts") else ():
            yield [title, column["title"].format_map(slots), column["about"].format_map(slots)]


def _share_of_files(count: int, files: int, language: str, wording: Any) -> str:
    format_number = locale.load(language).format_number
    return str(wording["counted"].format(count=format_number(count), files=format_number(files)))
