"""In what two documents differ besides the words of their text."""

import pytest

from tests.conftest import build, minimal
from wsisc.readers.inventory import Inventory, InventoryItem
from wsisc.verification import item_differences

LINKED = {"links": {"x": "https://a.example/"}}


@pytest.fixture(scope="module")
def documents():
    """Return documents without a link, and with one, by their formats."""
    data = [minimal(), minimal({**LINKED, "parts": {"one": {"text": "A [summary][x]."}}})]
    return {format: [build(each, format) for each in data] for format in ("docx", "html")}


@pytest.mark.parametrize("format", ["docx", "html"])
def test_a_link_is_an_item(documents, format):
    plain, linked = documents[format]
    assert item_differences.compare_items(plain, plain, format, False) == []
    lines = [each.line for each in item_differences.compare_items(plain, linked, format, False)]
    assert any("https://a.example/" in line and "link" in line for line in lines)


def test_a_damaged_word_file_is_a_difference(documents):
    plain = documents["docx"][0]
    assert item_differences.is_only_resaved(plain, plain, "docx")
    assert not item_differences.is_only_resaved(*documents["docx"], "docx")


def test_a_page_may_have_other_ends_of_lines(documents):
    page = documents["html"][0]
    assert item_differences.is_only_resaved(page, page.replace(b"\n", b"\r\n"), "html")
    assert not item_differences.is_only_resaved(page, page + b" ", "html")


def test_kinds_of_layout_that_are_new():
    expected = Inventory([], [InventoryItem("size", 0, "12", True)])
    found = Inventory(
        [], [InventoryItem("size", 0, "14", True), InventoryItem("fill", 0, "red", True), InventoryItem("link", 0, "x")]
    )
    assert item_differences.find_new_kinds(expected, found) == ['fill added: "red"']


def test_a_page_has_as_many_painted_items_as_its_lines_need():
    items = [
        ("text", "page 1", "Arial"),
        ("text", "page 2", "Arial"),
        ("image", "page 1", "a"),
        ("image", "page 2", "a"),
        ("size", 1, "9"),
    ]
    found = item_differences.without_layout(Inventory(["One"], [InventoryItem(*each) for each in items]))
    assert [(each.kind, each.place) for each in found.items] == [
        ("image", "the pages"), ("image", "the pages"), ("size", 1), ("text", "the pages"),
    ]  # fmt: skip
