"""A collection with its documents -> the files of a static site: pages, matrix, coverage, topics, search, downloads.

The site needs no server, no network and no third-party script. Texts of authors are never markup or script, except the
body of a submission's page, which the HTML writer produced.
"""

from collections.abc import Mapping

from wsisc.messages import resources
from wsisc.publication import dataset
from wsisc.publication.collate.collection import Collection
from wsisc.publication.site import pages, view_model

__all__ = ["FORMATS", "build"]

FORMATS = ("docx", "pdf", "html")
"""The formats of the documents that a site needs."""


def build(
    collection: Collection,
    documents: Mapping[str, Mapping[str, bytes]],
    title: str = "",
    base_url: str = "",
    language: str = "",
    earlier: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, bytes]:
    """Return the files of a site by path.

    `documents` are those of every member and its translations, by key and by `FORMATS`; only the HTML page is required.
    The collection must have a member. A submission in several languages is one: its original is counted, and each
    translation has a page below its address. `title` is the title of the site, "" for the default. `base_url` is the
    address of its folder on a web server, with a slash at the end; without one, pages have no addresses. `language` is
    that of the site's own words, by default the most common one of the submissions. `earlier` are addresses of an
    earlier site, each with the key and language of what was there. Raises WsiscError if a file of wsisc is missing.
    """
    collection = collection.as_published()
    language = language or collection.language
    versions = [version for member in collection.members for version in member.versions]
    all_rows = {version.key: dataset.build_member_rows(version, language) for version in versions}
    tables = dataset.join_rows(collection, [all_rows[member.key] for member in collection.members], language)
    page_bodies = {version.key: view_model.read_body(documents[version.key]["html"].decode()) for version in versions}
    files = view_model.collect_files(versions, documents) | _write_datasets(collection, tables)
    sizes = {path: len(content) for path, content in files.items()}
    view = view_model.build_site(collection, all_rows, language, sizes, title, base_url)
    shown = view_model.find_counterparts(collection.members, all_rows, language)
    views = {version.key: version for submission in view.submissions for version in submission.all}
    submissions = {submission.original.key: submission for submission in view.submissions}
    site_topics = view_model.build_topics(tables, view_model.TopicSources(submissions, views, page_bodies, shown))
    files |= pages.build_pages(view, tables, all_rows, page_bodies, site_topics)
    moved = pages.find_moved(collection.members, view.submissions, earlier or {})
    files |= pages.build_moved_pages(view, moved)
    style = next(iter(page_bodies.values())).style
    files["style.css"] = f"{style}\n{resources.text('templates/site/site.css')}".encode()
    has_several = any(submission.has_several for submission in view.submissions)
    scripts = {"search.js": True, "languages.js": has_several, "moved.js": bool(moved)}
    files |= {name: resources.text(f"templates/site/{name}").encode() for name, is_used in scripts.items() if is_used}
    files["search-index.js"] = pages.build_index(view, tables, all_rows, page_bodies, site_topics)
    return dict(sorted(files.items()))


def _write_datasets(collection: Collection, tables: dataset.Tables) -> dict[str, bytes]:
    """Return the data of a collection by path; what programs read has English names."""
    for_programs = tables if tables.language == "en" else dataset.build_tables(collection)
    return {
        f"files/submissions.{format}": write(tables if format == "xlsx" else for_programs, "")
        for format, write in dataset.FORMATS.items()
    }
