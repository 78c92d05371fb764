"""A collection with its documents -> the files of a static site: pages, matrix, coverage, topics, search, downloads.

Nothing of it needs a server, a network or another's script. What authors wrote is never markup or script, but for the
body of a submission's page, which is what the writer of pages made of it.
"""

from collections.abc import Mapping

from wsisc import dataset
from wsisc.collate.collection import Collection
from wsisc.dataset import csv_table, json_data, workbook
from wsisc.site import bodies, downloads, pages, search_index, topics, view_model

__all__ = ["FORMATS", "build"]

FORMATS = ("docx", "pdf", "html")
"""The formats of the documents that a site is made of."""

_DATA = {"xlsx": workbook, "csv": csv_table, "json": json_data}


def build(collection: Collection, documents: Mapping[str, Mapping[str, bytes]], title: str = "") -> dict[str, bytes]:
    """Return the files of a site by their paths in its folder, the same for the same collection and documents.

    `documents` are those of every member, by its key and by `FORMATS`; any but the page may be missing. There is one
    member at least. `title` is what
    the site is called, else what it usually is. Raises WsiscError where a file of wsisc is missing.
    """
    collection = collection.as_published()
    tables = dataset.build_tables(collection)
    made = {each.key: bodies.read(documents[each.key]["html"].decode()) for each in collection.members}
    files = downloads.collect_files(collection, documents)
    files |= {f"files/submissions.{format}": writer.write(tables) for format, writer in _DATA.items()}
    sizes = {path: len(content) for path, content in files.items()}
    told = view_model.build_site(collection, tables, sizes, title)
    said = topics.build_topics(tables, {row.key: row for row in told.rows}, made)
    files |= pages.build_pages(told, tables, made, said)
    style = next(iter(made.values())).style
    files["style.css"] = f"{style}\n{view_model.read_template('site.css')}".encode()
    files["search.js"] = view_model.read_template("search.js").encode()
    files["search-index.js"] = search_index.build_index(collection, tables, made, said)
    return dict(sorted(files.items()))
