"""A document and the source that it carries: the files of that source that are not written are reported."""

from types import SimpleNamespace

import pytest

from tests.conftest import minimal
from tests.reviews.reviewer import Reviewer
from wsisc.calls import locale
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document.manuscript import Manuscript
from wsisc.importer import embedded_document, import_document
from wsisc.importer.account.report import ReportItem
from wsisc.importer.embedded_document import SourceFiles
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.verification.round_trip import DocumentState
from wsisc.writers import get_writer


def test_files_that_are_not_written_are_reported():
    files = SourceFiles({"a.png": b"x"}, {"b.png": "too large"}, ("c.png",))
    assert embedded_document.file_items(files) == (
        ReportItem("file not written", "b.png: too large"),
        ReportItem("image changed or missing", "c.png"),
    )


def test_a_person_need_not_look_at_a_file_only_because_it_was_converted():
    document = SimpleNamespace(former_format=".rtf")
    _, items = embedded_document.compare(document, BUILT_IN)
    assert [(item.text, item.needs_person) for item in items] == [("from .rtf", False)]


OTHER = BUILT_IN.text("cstd-26").replace('"Part ', '"Chapter ')
SECTIONS = [{"title": title, "text": f"Words of {title}."} for title in ("First", "Second", "Third")]
PLACES = {
    "A summary.": ("one",),
    "Words of First": ("two", "sections", 0),
    "Words of Second": ("two", "sections", 1),
    "What will be.": ("three", "b"),
}


@pytest.mark.parametrize("words", PLACES)
@pytest.mark.parametrize(
    ("id", "known", "state"),
    [
        ("own", Catalogue(), DocumentState.SAVED_AGAIN),
        ("own", Catalogue({"own": OTHER.replace("id: cstd-26", "id: own")}), DocumentState.SAVED_AGAIN),
        ("cstd-26", Catalogue(), DocumentState.OTHER_CALL),
    ],
)
def test_comments_in_an_unchanged_document_are_under_what_they_are_on(id, known, state, words):
    """So too where the call is unknown here, or the known one of that name has other labels."""
    submission = model.from_data(minimal({"call": id, "parts": {"two": {"sections": SECTIONS}}}))
    call = Catalogue({id: OTHER.replace("id: cstd-26", f"id: {id}")}).load(id)
    word_file = Reviewer(get_writer("docx")(Manuscript(submission, call, locale.load("en"))).finish())
    word_file.comments(words, ("Ann", "Really?"))
    read = import_document.read_document("a.docx", ReceivedDocument(word_file.content()), known)
    assert (read.state, read.report) == (state, None)
    holders = {**dict(model.parts(read.submission)), **dict(model.sections(read.submission))}
    found = {path[1:]: [each.text for each in holder.comments] for path, holder in holders.items() if holder.comments}
    assert found == {PLACES[words]: ["Really?"]}
    assert [each.title for each in read.submission.parts[1].sections] == ["First", "Second", "Third"]
