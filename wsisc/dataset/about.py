"""Tables -> the sheet that tells what the workbook is, how it counts, and what every column means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsisc import __version__
from wsisc.dataset.charts import fill_slots
from wsisc.dataset.sheet import SheetCell
from wsisc.dataset.tables import Tables


def about_rows(tables: Tables, date: str, said: Any, slots: Mapping[str, str]) -> Iterator[Sequence[SheetCell]]:
    """Yield the rows: the facts, how to read the sheets, and the columns of each."""
    files = len(tables.submissions) + len(tables.left_out)
    values = {
        "made": f"wsisc {__version__}",
        "date": date,
        "submissions": _share_of_files(len(tables.submissions), files, said),
        "left-out": _share_of_files(len(tables.left_out), files, said),
        "words": f"{sum(row.words for row in tables.submissions):,}",
    }
    for name, value in values.items():
        if value:
            yield ["", said["facts"][name], value]
    for note in said["notes"]:
        yield [said["sheets"].get(note["sheet"], ""), note["on"], fill_slots(note["says"], slots)]
    for sheet, title in said["sheets"].items():
        for column in said[sheet].values() if sheet not in ("about", "charts") else ():
            yield [title, fill_slots(column["title"], slots), fill_slots(column["about"], slots)]


def _share_of_files(count: int, files: int, said: Any) -> str:
    return fill_slots(said["counted"], {"count": f"{count:,}", "files": f"{files:,}"})
