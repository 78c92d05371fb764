"""A document as bytes -> a submission, its files, and the items to report."""

import pytest

from tests.conftest import FEATURES, build
from tests.importer import alike
from wsisc import source
from wsisc.calls.call import BUILT_IN
from wsisc.importer import import_document
from wsisc.importer.account.report import ImportReport, ReportItem
from wsisc.importer.embedded_document import ImportRefused, ReadDocument, SourceFiles
from wsisc.importer.import_document import Destination
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.source.model import Entity, Submission
from wsisc.verification.round_trip import DocumentState

DATA = source.read(FEATURES.read_bytes(), FEATURES.name).data


@pytest.fixture(scope="module")
def word_file():
    return build(DATA)


def test_an_unchanged_document_is_its_source(word_file):
    found = import_document.read_document("a.docx", ReceivedDocument(word_file), BUILT_IN)
    assert found.submission == model.from_data(DATA)._replace(contact=None)  # private, and so not embedded
    assert (found.report, found.items, found.state) == (None, (), DocumentState.UNCHANGED)


def test_the_text_of_a_document_is_read_if_a_call_is_named_or_no_source_is_carried(word_file):
    named = import_document.read_document("a.docx", ReceivedDocument(word_file), BUILT_IN, DATA["call"])
    bare = import_document.read_document("a.docx", ReceivedDocument(alike.stripped(word_file)), BUILT_IN)
    assert named.report.is_balanced
    assert bare.report.is_balanced
    assert any(item.kind.startswith("only in the embedded source") for item in named.items)
    assert not any(item.kind.startswith("only in the embedded source") for item in bare.items)


def test_a_page_of_others_is_refused():
    with pytest.raises(ImportRefused) as refused:
        import_document.read_document("a.html", ReceivedDocument(b"<html><p>Words</p></html>"), BUILT_IN)
    assert refused.value.hint


def comment(count, report=None):
    """Return the lines of the comment above the YAML of an import with so many items for a person."""
    items = (ReportItem("seen", "x", needs_person=False), *(ReportItem("box", str(number)) for number in range(count)))
    submission = Submission("cstd-26", "en", "A title", Entity("An entity"), ())
    text = import_document.to_yaml(ReadDocument(submission, {}, report, items), "a.docx", "", BUILT_IN)
    return [line for line in text.splitlines() if line.startswith("#")], text


def test_the_comment_above_the_yaml_lists_what_to_look_at():
    assert len(comment(0)[0]) == 1
    assert len(comment(0, ImportReport(0, {}))[0]) == 2
    assert [line for line in comment(20)[0] if line.startswith("# - ")][-1] == "# - box: 19"
    assert [line for line in comment(21)[0] if line.startswith("# - ")][-1].startswith("# - and 1 more")


def test_without_parts_the_yaml_has_those_of_the_call():
    data = source.read(comment(0)[1].encode(), "").data
    assert list(data["parts"]) == ["one", "two", "three"]


def test_an_import_is_one_call_from_bytes_to_yaml_and_files(word_file):
    imported = import_document.import_bytes(word_file, "a.docx")
    assert source.read(imported.text.encode(), "").value(("title",)) == imported.submission.title == DATA["title"]
    assert imported.files.keys() == {figure["file"] for figure in DATA["figures"].values()}
    assert (imported.report, imported.errors, imported.needs_person) == (None, (), False)


def refuse_all(files):
    return SourceFiles({}, dict.fromkeys(files, "no place"))


def test_an_import_reports_the_files_without_a_place_and_links_the_schema(word_file):
    destination = Destination("b.yaml", lambda call: f"./{call}.schema.json", select_files=refuse_all)
    imported = import_document.import_bytes(word_file, "a.docx", destination=destination)
    assert imported.files == {}
    assert imported.needs_person
    assert {item.kind for item in imported.items} == {"file not written"}
    assert imported.text.startswith(f"# yaml-language-server: $schema=./{DATA['call']}.schema.json")


def test_what_cannot_be_imported_is_an_error_with_its_name():
    with pytest.raises(WsiscError, match=r"a\.html") as refused:
        import_document.import_bytes(b"<html><p>Words</p></html>", "a.html")
    assert refused.value.exit_code == 2
    with pytest.raises(WsiscError, match="the call 'x' does not exist"):
        import_document.import_bytes(b"", "a.docx", call_id="x")
