"""A collection of submissions -> tables of who answered what, as a workbook, CSV or JSON."""

from collections.abc import Callable, Mapping

from wsisc.publication.collate.collection import Collection
from wsisc.publication.dataset import csv_table, json_data
from wsisc.publication.dataset.dataset_tables import MemberRows, Tables, build_member_rows, build_tables, join_rows

__all__ = ["FORMATS", "MemberRows", "Tables", "build_member_rows", "build_tables", "join_rows", "write"]


def _write_xlsx(tables: Tables, date: str) -> bytes:
    from wsisc.publication.dataset import workbook  # loads XlsxWriter

    return workbook.write(tables, date)


FORMATS: Mapping[str, Callable[[Tables, str], bytes]] = {
    "xlsx": _write_xlsx,
    "csv": csv_table.write,
    "json": json_data.write,
}
"""The formats of a dataset, each with the function that writes tables with a date ("" for none)."""


def write(collection: Collection, format: str, date: str = "", language: str = "en") -> bytes:
    """Return the dataset of a collection in one of `FORMATS`: the same bytes for the same arguments.

    `date`, if any, is printed in workbooks and included in JSON; `language` is that of names and of
    workbooks. CSV contains the table of sections only. Raises
    KeyError for another format, and WsiscError if a file of wsisc is missing.
    """
    return FORMATS[format](build_tables(collection.as_published(), language), date)
