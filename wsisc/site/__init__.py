"""A collection with its documents -> the files of a static site: pages, matrix, coverage, topics, search, downloads.

The site needs no server, no network and no third-party script. Texts of authors are never markup or script, except the
body of a submission's page, which the HTML writer produced.
"""

from collections.abc import Mapping

from wsisc import dataset, resources
from wsisc.collate.collection import Collection
from wsisc.site import bodies, downloads, originals, pages, search_index, topics, view_model

__all__ = ["FORMATS", "build"]

FORMATS = ("docx", "pdf", "html")
"""The formats of the documents that a site needs."""


def build(
    collection: Collection,
    documents: Mapping[str, Mapping[str, bytes]],
    title: str = "",
    base_url: str = "",
    language: str = "",
) -> dict[str, bytes]:
    """Return the files of a site by path, the same for the same collection and documents.

    `documents` are those of every member by its key and by `FORMATS`; only the HTML page is required. The collection
    must have a member. `title` is the title of the site, "" for the default. `base_url` is the address of its folder on
    a web server, with a slash at the end; without one, pages have no addresses. `language` is that of the site's own
    words, by default the most common one of the submissions. Raises WsiscError if a file of wsisc is
    missing.
    """
    collection = collection.as_published()
    language = language or collection.language
    tables = dataset.build_tables(collection, language)
    for_programs = tables if language == "en" else dataset.build_tables(collection)
    page_bodies = {each.key: bodies.read(documents[each.key]["html"].decode()) for each in collection.members}
    files = downloads.collect_files(collection, documents)
    files |= {
        f"files/submissions.{format}": write(tables if format == "xlsx" else for_programs, "")
        for format, write in dataset.FORMATS.items()
    }
    sizes = {path: len(content) for path, content in files.items()}
    view = view_model.build_site(collection, tables, sizes, title, base_url)
    site_topics = topics.build_topics(tables, {row.key: row for row in view.rows}, page_bodies)
    files |= pages.build_pages(view, tables, page_bodies, site_topics, originals.find_originals(collection.members))
    style = next(iter(page_bodies.values())).style
    files["style.css"] = f"{style}\n{resources.text('templates/site/site.css')}".encode()
    files["search.js"] = resources.text("templates/site/search.js").encode()
    files["search-index.js"] = search_index.build_index(collection, tables, page_bodies, site_topics)
    return dict(sorted(files.items()))
