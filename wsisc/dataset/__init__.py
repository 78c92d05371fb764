"""A collection of submissions -> tables of who answered what, as a workbook, CSV or JSON."""

from collections.abc import Callable, Mapping

from wsisc.collate.collection import Collection
from wsisc.dataset.tables import Tables, build_tables

__all__ = ["FORMATS", "Tables", "build_tables", "write"]

type DatasetWriter = Callable[[Tables, str], bytes]
"""Returns tables in one format, with a date ("" for none)."""


def _load_xlsx() -> DatasetWriter:
    from wsisc.dataset import workbook

    return workbook.write


def _load_csv() -> DatasetWriter:
    from wsisc.dataset import csv_table

    return csv_table.write


def _load_json() -> DatasetWriter:
    from wsisc.dataset import json_data

    return json_data.write


FORMATS: Mapping[str, Callable[[], DatasetWriter]] = {"xlsx": _load_xlsx, "csv": _load_csv, "json": _load_json}
"""The formats of a dataset, each with the function that loads its writer."""


def write(collection: Collection, format: str, date: str = "") -> bytes:
    """Return the dataset of a collection in one of `FORMATS`: the same bytes for the same collection and date.

    `date`, if any, is printed in workbooks and included in JSON. CSV contains the table of sections only. Raises
    KeyError for another format, and WsiscError if a file of wsisc is missing.
    """
    return FORMATS[format]()(build_tables(collection.as_published()), date)
