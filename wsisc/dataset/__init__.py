"""A collection of submissions -> tables of who answered what, and those tables as a workbook, CSV or JSON."""

from collections.abc import Callable
from importlib import import_module

from wsisc.collate.collection import Collection
from wsisc.dataset.tables import Tables, build_tables

__all__ = ["FORMATS", "Tables", "build_tables", "write"]

FORMATS = {"xlsx": "wsisc.dataset.workbook", "csv": "wsisc.dataset.csv_table", "json": "wsisc.dataset.json_data"}
"""The formats of a dataset, and the modules with a function `write` that make them."""


def write(collection: Collection, format: str, date: str = "") -> bytes:
    """Return the dataset of a collection in one of `FORMATS`: the same bytes for the same collection and date.

    `date`, if any, is printed in a workbook and told in JSON as it is. CSV holds the table of sections alone. Raises
    KeyError where the format is none of those, and WsiscError where a file of wsisc is missing.
    """
    writer: Callable[[Tables, str], bytes] = import_module(FORMATS[format]).write
    return writer(build_tables(collection.as_published()), date)
