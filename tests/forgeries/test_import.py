"""Every forgery through plain `import`: nothing is silent, and nothing false is said.

A document is imported as the source that it carries only if a reader perceives exactly that. Otherwise what was changed
is in the submission, or it is reported as something a person must look at, or the document is refused.
"""

from functools import cache

import pytest

from tests.conftest import some_quick
from tests.forgeries.documents import DATA, document
from tests.forgeries.table import FORGERIES, HARMLESS, SAVED_ANEW, VERSIONS, Forgery
from tests.forgeries.unseen import UNSEEN as UNSEEN_WORDS
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.document import canonical
from wsisc.importer import embedded_document, import_document
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import reader
from wsisc.source import model

UNSEEN = {
    *("content_control_added", "numbering_changed", "core_keywords_added", "core_date_changed", "last_author_changed"),
    *("custom_property_added", "setting_changed", "second_package_last", "unknown_part_added", "comment_added"),
    *("package-call_edited", "package-another_call_of_wsisc", "tracked_layout"),
}
"""What an import does not read of a Word file: its source is imported, and what `verify` finds is reported."""

CARRIED = {
    *("second_package_first", "package-source_edited", "package-title_edited", "package-marked_as_draft"),
    "package-figure_digest_edited",
}
"""Word files with an unchanged text that carry another source: their text is imported."""

SAVED = {"last_author_changed"}
"""What every program changes when it saves a Word file."""

LAYOUT = {
    "bullets_hidden",
    "column_of_no_width",
    "fields_made_anew",
    "firm_in_the_properties",
    "footnotes_with_other_marks",
    "footnotes_without_marks",
    "image_cut",
    "image_of_no_size",
    "image_turned",
    "image_without_ink",
    "letters_tiny_by_a_style",
    "locked",
    "margin_as_wide_as_the_page",
    "page_with_black_behind",
    "page_with_columns",
    "page_with_lines_numbered",
    "query_of_a_data_base",
    "typeface_of_symbols_by_a_style",
    "typeface_of_symbols_by_a_theme",
}
"""What changes the layout alone: an import takes no layout, and `verify` names it."""

WORD_FILES = [each for each in (*FORGERIES, *VERSIONS, *HARMLESS) if each.format == "docx"]
PAGES = [each for each in (*FORGERIES, *VERSIONS, *HARMLESS) if each.format == "html"]
PDFS = [each for each in (*FORGERIES, *VERSIONS, *SAVED_ANEW) if each.format == "pdf"]
HARMED = {each.name for each in FORGERIES}


@cache
def imported(forgery: Forgery) -> embedded_document.ReadDocument | None:
    """Return the import of a forgery, None where it is refused."""
    try:
        return import_document.read_document(f"forged.{forgery.format}", ReceivedDocument(forgery.content), BUILT_IN)
    except (embedded_document.ImportRefused, WsiscError):
        return None


def said(submission: model.Submission) -> dict:
    return canonical.to_data(submission)


SOURCE = said(model.from_data(DATA))


@pytest.fixture(scope="module")
def shown():
    """The import of the Word file if its source is not used."""
    return importer.import_content(reader.read(document("docx")), BUILT_IN)


def needs_person(found: embedded_document.ReadDocument) -> bool:
    return any(item.needs_person for item in found.items) or bool(found.report and found.report.needs_person)


def test_the_documents_as_built_give_exactly_their_source():
    for format in ("docx", "html", "pdf"):
        found = import_document.read_document(f"a.{format}", ReceivedDocument(document(format)), BUILT_IN)
        assert found.report is None
        assert said(found.submission) == SOURCE
        assert not found.items


@pytest.mark.parametrize("forgery", some_quick(WORD_FILES, 6, lambda each: each.name))
def test_a_forged_word_file(forgery, shown):
    found = imported(forgery)
    name = forgery.name.removeprefix("docx-")
    if name in LAYOUT:
        assert said(found.submission) == (said(shown.submission) if found.report else SOURCE)
        return
    if found is None:
        assert name not in UNSEEN | CARRIED
        return
    if found.report is None:
        assert name in UNSEEN or forgery.name not in HARMED
        assert said(found.submission) == SOURCE
        is_harmless = forgery in HARMLESS and name != "package-call_comment_added"  # the embedded part is not as built
        assert needs_person(found) == (not is_harmless and name not in SAVED)
        return
    assert name not in UNSEEN
    assert forgery.name in HARMED
    assert not found.report.unaccounted
    if name in CARRIED:
        assert (said(found.submission), found.files) == (said(shown.submission), shown.files)
        return
    has_landed = (said(found.submission), found.files) != (said(shown.submission), shown.files)
    assert has_landed or needs_person(found)


@pytest.mark.parametrize("forgery", some_quick(PAGES, 4, lambda each: each.name))
def test_a_forged_page(forgery):
    refused_or_exact(forgery)


@pytest.mark.long
@pytest.mark.usefixtures("without_bounds")
@pytest.mark.parametrize("forgery", PDFS, ids=lambda each: each.name)
def test_a_forged_pdf(forgery):
    refused_or_exact(forgery)


@pytest.mark.usefixtures("without_bounds")
@pytest.mark.parametrize("forgery", PDFS[::18], ids=lambda each: each.name)
def test_some_forged_pdfs(forgery):
    refused_or_exact(forgery)


def refused_or_exact(forgery):
    found = imported(forgery)
    if found is None:
        assert forgery not in VERSIONS
        return
    assert said(found.submission) == SOURCE
    assert forgery.name not in HARMED or needs_person(found)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("link_address_changed", "https://evil.example/report"),
        ("link_by_field", "https://evil.example/"),
        ("footnote_link_changed", "https://evil.example/note"),
        ("alternative_changed", "A forged chart"),
        ("equation_added", "E=mc2"),
        ("bold_added", "**An overview.**"),
        ("endnote_added", "At the end."),
    ],
)
def test_what_was_changed_is_in_the_submission(name, place):
    forgery = next(each for each in FORGERIES if each.name == f"docx-{name}")
    assert place in repr(said(imported(forgery).submission))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("white_text", "colour #FFFFFF: "),
        ("style_that_hides", "hidden: "),
        ("word_of_the_cover_changed", "always reflect"),
        ("footer_words_changed", "Confidential"),
        ("footer_figure_changed", "PAGE"),
        ("chart_added", "charts/chart1.xml"),
        ("embedded_object", "oleObject1.bin"),
        ("alt_chunk_added", "embedded document"),
        ("wordart_added", "FORGED WORDS"),
        ("equation_added", "E=mc2"),
        ("field_added", "DATE"),
        ("field_that_includes_a_file", "INCLUDETEXT"),
        ("alternate_content", "drawing"),
        ("core_title_changed", "Another title"),
        ("footnote_never_called", "A note for nobody."),
    ],
)
def test_what_has_no_place_is_reported(name, words):
    forgery = next(each for each in FORGERIES if each.name == f"docx-{name}")
    items = [item for item in imported(forgery).items if item.needs_person]
    assert any(words in f"{item.kind} {item.text}" for item in items)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("tracked_deletion_of_a_row", "X (deletions)"),
        ("tracked_deletion_of_a_cell", "X (deletions)"),
        ("tracked_insertion_of_a_row", "X (insertions)"),
        ("tracked_deletion_of_a_mark", "X (deletions)"),
        ("tracked_formatting", "X (formatting)"),
        ("tracked_layout", "X (formatting)"),
    ],
)
def test_tracked_changes_are_reported_with_their_authors(name, who):
    forgery = next(each for each in FORGERIES if each.name == f"docx-{name}")
    assert ("tracked changes, all accepted", who) in [(item.kind, item.text) for item in imported(forgery).items]


@pytest.mark.parametrize("name", some_quick(UNSEEN_WORDS, 3))
def test_what_the_page_of_a_stranger_does_not_show_is_reported(name, shown):
    forge, _, word = UNSEEN_WORDS[name]
    imported = importer.import_content(reader.read(forge(document("docx"))), BUILT_IN)
    assert imported.report.is_balanced
    items = [item for item in imported.report.items if item not in shown.report.items]
    if name == "bullet_with_words":
        assert not items
        assert repr(said(imported.submission)).count(f"{word} the") == 2
        return
    assert any(word in f"{item.kind} {item.text}" and item.needs_person for item in items)
