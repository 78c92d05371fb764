"""A document and the source that it carries: the files of that source that are not written are reported."""

from wsisc.importer import embedded_document
from wsisc.importer.embedded_document import SourceFiles
from wsisc.importer.report import ReportItem


def test_files_that_are_not_written_are_reported():
    files = SourceFiles({"a.png": b"x"}, {"b.png": "too large"}, ("c.png",))
    assert embedded_document.file_items(files) == (
        ReportItem("file not written", "b.png: too large"),
        ReportItem("image changed or missing", "c.png"),
    )
