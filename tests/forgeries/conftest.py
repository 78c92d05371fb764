"""The documents of a source are built, and read, once for all forgeries of them."""

from functools import cache, lru_cache

import pytest

from wsisc.readers import page_text, pdf_attachments, pdf_text
from wsisc.readers import pdf_text as readers_pdf
from wsisc.readers.perception import package_parts
from wsisc.readers.word import reader
from wsisc.verification import round_trip, source_comparison
from wsisc.writers import get_writer
from wsisc.writers import source as sources


@cache
def built(format, text, call, draft, versions, images):
    return get_writer(format)(BUILDS[(format, text, call, draft, versions, images)]).finish()


BUILDS = {}


class Built:
    """A document of a source, which is built once for all forgeries of it."""

    def __init__(self, format, manuscript):
        package = sources.build_package(manuscript)
        figures = tuple(package.figures.items())
        self.key = (format, package.source, package.call, package.draft, tuple(package.versions.items()), figures)
        BUILDS.setdefault(self.key, manuscript)

    def finish(self):
        return built(*self.key)


READ_ONCE = [
    (module, name, lru_cache(8)(getattr(module, name)))
    for module, name in (
        (pdf_text, "read_inventory"), (page_text, "read_inventory"), (reader, "read"), (package_parts, "read_inventory"),
        (package_parts, "read_markup"), (readers_pdf, "read_pages"),
    )
]  # fmt: skip
"""What reads a document: that of the source is the same for all forgeries of it."""


@pytest.fixture(autouse=True)
def _build_and_read_once(monkeypatch):
    for module in (source_comparison, round_trip):
        monkeypatch.setattr(module, "get_writer", lambda format: lambda manuscript: Built(format, manuscript))
    for module, name, read in READ_ONCE:
        monkeypatch.setattr(module, name, read)


@pytest.fixture
def without_bounds(monkeypatch):
    """Read PDFs once, not first in a process of bounded memory: tests/hostile/ sees to that, and others here do it."""
    monkeypatch.setattr(pdf_attachments, "check_readable", lambda content: None)
