"""A collection with its documents -> the files of a static site: pages, matrix, coverage, topics, search, downloads.

Nothing of it needs a server, a network or another's script. What authors wrote is never markup or script, but for the
body of a submission's page, which is what the writer of pages made of it.
"""

from collections.abc import Mapping

from wsisc import dataset
from wsisc.collate.collection import Collection
from wsisc.dataset import data, table, workbook
from wsisc.site import bodies, downloads, pages, searching, topics, view_model

__all__ = ["FORMATS", "build"]

FORMATS = ("docx", "pdf", "html")
"""The formats of the documents that a site is made of."""

_DATA = {"xlsx": workbook, "csv": table, "json": data}


def build(collection: Collection, documents: Mapping[str, Mapping[str, bytes]], title: str = "") -> dict[str, bytes]:
    """Return the files of a site by their paths in its folder, the same for the same collection and documents.

    `documents` are those of every member, by its key and by `FORMATS`; any but the page may be missing. There is one
    member at least. `title` is what
    the site is called, else what it usually is. Raises WsiscError where a file of wsisc is missing.
    """
    collection = collection.as_published()
    tables = dataset.tables(collection)
    made = {each.key: bodies.read(documents[each.key]["html"].decode()) for each in collection.members}
    files = downloads.of(collection, documents)
    files |= {f"files/submissions.{format}": writer.write(tables) for format, writer in _DATA.items()}
    sizes = {path: len(content) for path, content in files.items()}
    told = view_model.of(collection, tables, sizes, title)
    said = topics.of(tables, {row.key: row for row in told.rows}, made)
    files |= pages.of(told, tables, made, said)
    style = next(iter(made.values())).style
    files["style.css"] = f"{style}\n{view_model.text('site.css')}".encode()
    files["search.js"] = view_model.text("search.js").encode()
    files["search-index.js"] = searching.index(collection, tables, made, said)
    return dict(sorted(files.items()))
