"""In what two documents differ besides the words of their text."""

import pytest

from tests.conftest import build, minimal
from wsisc.verification import item_differences
from wsisc.verification.word_differences import Extent

LINKED = {"links": {"x": "https://a.example/"}}


@pytest.fixture(scope="module")
def documents():
    """Return documents without a link, and with one, by their formats."""
    data = [minimal(), minimal({**LINKED, "parts": {"one": {"text": "A [summary][x]."}}})]
    return {format: [build(each, format) for each in data] for format in ("docx", "html", "pdf")}


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_a_link_of_a_page_is_an_item(documents, format):
    plain, linked = documents[format]
    for has_same_pages, place in ((True, "page 2"), (False, "the pages")):
        assert item_differences.compare_items(plain, plain, format, has_same_pages) == []
        [difference] = item_differences.compare_items(plain, linked, format, has_same_pages)
        assert (difference.item, difference.extent, difference.new) == ("link", Extent.ADDED, "https://a.example/")
        assert format == "html" or difference.place == place


def test_a_link_of_a_word_file_is_an_item(documents):
    plain, linked = documents["docx"]
    for is_layout_ignored in (True, False):
        assert item_differences.compare_word_files(plain, plain, False, is_layout_ignored) == []
        lines = [each.line for each in item_differences.compare_word_files(plain, linked, False, is_layout_ignored)]
        assert any("https://a.example/" in line and "link" in line for line in lines)


def test_an_archive_that_was_stored_anew_has_the_same_parts(documents):
    plain = documents["docx"][0]
    assert item_differences.is_only_zipped_anew(plain, plain)
    assert not item_differences.is_only_zipped_anew(*documents["docx"])


@pytest.mark.parametrize(
    ("line", "described"),
    [
        ("<p>An overview with many words.</p>", ""),
        ("<p>An overview with more words.</p>", 'line 2 of the page: "rview with many words.</p>" is now "rview with more words.</p>"'),
        ("", 'line 2 of the page: "<p>An overview with many words.</p>" is now ""'),
    ],
)  # fmt: skip
def test_the_first_line_that_differs_is_shown_from_shortly_before_the_difference(line, described):
    pages = [f"<html>\n{text}\n</html>".encode() for text in ("<p>An overview with many words.</p>", line)]
    if described:
        assert item_differences.find_first_line(*pages).line == described
    else:
        assert item_differences.compare_items(*pages, "html", has_same_pages=True) == []


def test_a_line_too_many_is_shown():
    assert item_differences.find_first_line(b"<p>\n", b"<p>\n<b>\n").line == 'line 2 of the page: "" is now "<b>"'
