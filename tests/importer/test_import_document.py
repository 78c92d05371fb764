"""A document as bytes -> a submission, its files, and the items to report."""

from dataclasses import replace

import pytest

from tests.conftest import FEATURES, build
from tests.importer import alike
from wsisc import model, source
from wsisc.calls.call import BUILT_IN
from wsisc.importer import import_document
from wsisc.importer.import_document import ImportedDocument, ImportRefused, SourceFiles
from wsisc.importer.report import ImportReport, ReportItem
from wsisc.model import Entity, Submission
from wsisc.verification.round_trip import DocumentState

DATA = source.read(FEATURES.read_bytes(), FEATURES.name).data


@pytest.fixture(scope="module")
def word_file():
    return build(DATA)


def test_an_unchanged_document_is_its_source(word_file):
    found = import_document.import_file("a.docx", word_file, BUILT_IN)
    assert found.submission == replace(model.from_data(DATA), contact=None)  # private, and so not embedded
    assert (found.report, found.items, found.state) == (None, (), DocumentState.UNCHANGED)
    assert import_document.find_package(word_file) is not None


def test_the_text_of_a_document_is_read_if_a_call_is_named_or_no_source_is_carried(word_file):
    named = import_document.import_file("a.docx", word_file, BUILT_IN, DATA["call"])
    bare = import_document.import_file("a.docx", alike.stripped(word_file), BUILT_IN)
    assert named.report.is_balanced
    assert bare.report.is_balanced
    assert any(item.kind.startswith("only in the source") for item in named.items)
    assert not any(item.kind.startswith("only in the source") for item in bare.items)
    assert import_document.find_package(alike.stripped(word_file)) is None


def test_a_page_of_others_is_refused():
    with pytest.raises(ImportRefused) as refused:
        import_document.import_file("a.html", b"<html><p>Words</p></html>", BUILT_IN)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (ReportItem("box", "words"), "box: words"),
        (ReportItem("box", "words", 1), "not taken, box: words"),
        (ReportItem("box", ""), "box"),
        (ReportItem("box", "x" * 160), f"box: {'x' * 160}"),
        (ReportItem("box", "x" * 161), f"box: {'x' * 160} ..."),
    ],
)
def test_an_item_is_on_one_line(item, line):
    assert import_document.format_item(item) == line


def comment(count, report=None):
    """Return the lines of the comment above the YAML of an import with so many items for a person."""
    items = (ReportItem("seen", "x", needs_person=False), *(ReportItem("box", str(number)) for number in range(count)))
    submission = Submission("cstd-26", "en", "A title", Entity("An entity"), ())
    text = import_document.to_yaml(ImportedDocument(submission, {}, report, items), "a.docx", "", BUILT_IN)
    return [line for line in text.splitlines() if line.startswith("#")], text


def test_the_comment_above_the_yaml_lists_what_to_look_at():
    assert len(comment(0)[0]) == 1
    assert len(comment(0, ImportReport(0, {}))[0]) == 2
    assert [line for line in comment(20)[0] if line.startswith("# - ")][-1] == "# - box: 19"
    assert [line for line in comment(21)[0] if line.startswith("# - ")][-1].startswith("# - and 1 more")


def test_without_parts_the_yaml_has_those_of_the_call():
    data = source.read(comment(0)[1].encode(), "").data
    assert list(data["parts"]) == ["one", "two", "three"]


def test_files_that_are_not_written_are_reported():
    files = SourceFiles({"a.png": b"x"}, {"b.png": "too large"}, ("c.png",))
    assert import_document.file_items(files) == (
        ReportItem("file not written", "b.png: too large"),
        ReportItem("image no longer as it was", "c.png"),
    )
