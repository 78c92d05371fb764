"""A document and the source that it carries: the files of that source that are not written are reported."""

from tests.conftest import FEATURES, build
from tests.importer import alike
from wsisc import source
from wsisc.importer import embedded_document
from wsisc.importer.embedded_document import SourceFiles
from wsisc.importer.report import ReportItem


def test_a_document_carries_a_source_or_none_or_a_changed_one():
    document = build(source.read(FEATURES.read_bytes(), "").data)
    assert embedded_document.find(document).package is not None
    assert embedded_document.find(alike.stripped(document)) == (None, None)


def test_files_that_are_not_written_are_reported():
    files = SourceFiles({"a.png": b"x"}, {"b.png": "too large"}, ("c.png",))
    assert embedded_document.file_items(files) == (
        ReportItem("file not written", "b.png: too large"),
        ReportItem("image no longer as it was", "c.png"),
    )
