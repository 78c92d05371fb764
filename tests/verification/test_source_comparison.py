"""A document and the one built from its source: how lines are merged, and what formats and versions are."""

import pytest

from tests.conftest import MINIMAL, build, manuscript
from tests.forgeries import pdfs, word_files
from wsisc.verification import item_differences
from wsisc.verification import source_comparison as comparison
from wsisc.verification.word_differences import Difference, Extent


@pytest.mark.parametrize(
    ("content", "format"), [(b"PK\x03\x04", "docx"), (b"%PDF-1.7", "pdf"), (b"<!DOCTYPE html>", "html"), (b"", "html")]
)
def test_a_format_is_known_by_its_first_bytes(content, format):
    assert comparison.detect_format(content) == format


@pytest.mark.parametrize(
    ("named", "here", "lines"),
    [
        ({"wsisc": "1"}, {"wsisc": "1"}, ()),
        ({"wsisc": "1"}, {"wsisc": "2"}, ("wsisc 1 (here 2)",)),
        ({"wsisc": "1"}, {}, ("wsisc 1 (here none)",)),
        ({}, {"wsisc": "2"}, ("wsisc (not recorded)",)),
    ],
)
def test_versions_that_are_not_those_here(named, here, lines, monkeypatch):
    monkeypatch.setattr(comparison.source, "tool_versions", lambda: here)
    package = comparison.SourcePackage("", "", named, {})
    assert comparison.find_other_versions(package, "docx") == lines
    assert comparison.find_other_versions(package, "pdf") == lines


def test_the_fonts_matter_for_a_pdf_alone(monkeypatch):
    monkeypatch.setattr(comparison.source, "tool_versions", lambda: {"wsisc": "1", "fonts a": "2"})
    package = comparison.SourcePackage("", "", {"wsisc": "1"}, {})
    assert comparison.find_other_versions(package, "html") == ()
    assert comparison.find_other_versions(package, "pdf") == ("fonts a (not recorded)",)


def test_words_of_a_row_are_reported_once():
    words, row = Difference("One", "a c", "a b"), Difference("One", "a | c", "a | b", item="row")
    assert item_differences.is_reported_as_row(words, [row])
    assert not item_differences.is_reported_as_row(words, [row._replace(item="cell")])
    same = row._replace(new="a c", old="a b")
    assert item_differences.is_reported_as_row(words, [same]) is False  # one of both remains
    assert item_differences.is_reported_as_words(same, [words])


@pytest.mark.parametrize(
    ("change", "is_reported"),
    [
        (Difference("One", "b", "a", item="bold"), True),
        (Difference("One", "b", "a", item="paragraph"), True),
        (Difference("One", "b", "a"), False),  # the words themselves
        (Difference("Two", "b", "a", item="bold"), False),
        (Difference("One", "c", "a", item="bold"), False),
    ],
)
def test_an_item_of_words_that_are_reported_is_reported_with_them(change, is_reported):
    assert item_differences.is_reported_as_words(change, [Difference("One", "b", "a")]) is is_reported


@pytest.mark.parametrize(("item", "is_reported"), [("paragraph", True), ("link", False)])
def test_a_new_paragraph_of_new_words_is_reported_with_them(item, is_reported):
    change = Difference("One", "b", item=item, extent=Extent.ADDED)
    assert item_differences.is_reported_as_words(change, [Difference("One", "b")]) is is_reported


@pytest.mark.parametrize("format", ["docx", "html"])
def test_a_document_is_that_of_its_manuscript(format):
    found = comparison.compare_with_manuscript(build(MINIMAL, format), manuscript(MINIMAL))
    assert found == comparison.Comparison(is_identical=True, is_by_content=format == "docx")
    other = {**MINIMAL, "title": "Another name"}
    found = comparison.compare_with_manuscript(build(MINIMAL, format), manuscript(other))
    assert not found.is_identical
    assert all(each.startswith("changed by hand: ") == (format == "docx") for each in found.differences)
    assert any('"Another name"' in each for each in found.differences)


def resaved(name):
    """Return a Word file in which another program has changed what no reader perceives."""
    parts = word_files.parts_of(build(MINIMAL))
    names = ["word/document.xml"] if name == "docx" else [each for each in parts if each.endswith(".xml")]
    revised = {each: parts[each].replace(b"?>", b"?><!-- x -->", 1) for each in names}
    return word_files.zipped({**parts, **revised})


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("docx", "but the file was changed: word/document.xml"),
        ("rewritten docx", "build it again from its source"),
    ],
)
def test_what_another_program_only_saved_is_distinguished_from_a_change(name, end):
    [line] = comparison.compare_with_manuscript(resaved(name), manuscript(MINIMAL)).differences
    assert line.startswith("its words match the source")
    assert line.endswith(end)
    assert ("links, images and notes" in line) is (name != "docx")


def test_a_page_or_a_pdf_is_no_other_than_its_bytes():
    """Nothing else decides; only the ends of lines of a page, which every reader takes for the same, may differ."""
    page, of = build(MINIMAL, "html"), manuscript(MINIMAL)
    assert comparison.compare_with_manuscript(page.replace(b"\n", b"\r\n"), of).differences == ()
    [line] = comparison.compare_with_manuscript(page.replace(b"\n<", b"\n\n<", 1), of).differences
    assert line.startswith("line 2 of the page: ")
    [line] = comparison.compare_with_manuscript(pdfs.saved_by_pdfium(build(MINIMAL, "pdf")), of).differences
    assert "or was stored again" in line
