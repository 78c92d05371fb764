"""Where the words of a submission are in the paragraphs of a file, although spaces, markers and order may differ."""

import pytest
from lxml import etree

from wsisc.ooxml.names import W
from wsisc.review.alignment import Page, Stretch, align
from wsisc.review.paragraph_texts import read_paragraphs


def page(*texts):
    """Return a page with these paragraphs."""
    root = etree.Element(f"{W}body")
    for text in texts:
        run = etree.SubElement(etree.SubElement(root, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return Page(list(read_paragraphs(root)))


def found(texts, *paragraphs):
    """Return the stretch of the whole of each text, None where it is not found."""
    aligned = align(texts, page(*paragraphs))
    return [each.find(0, len(text)) if each else None for each, text in zip(aligned, texts, strict=True)]


@pytest.mark.parametrize(
    ("text", "paragraph", "stretch"),
    [
        ("one two", "one  two", (0, 8)),
        ("H² and ﬁne", "H2 and fine", (0, 11)),
        ("Trends", "1) Trends", (3, 9)),
        ("cooperation", "co\xadoperation", (0, 12)),
        ("one two", "other words", None),
    ],
)
def test_a_text_is_found_whatever_its_spaces_and_numbers(text, paragraph, stretch):
    assert found([text], paragraph) == [Stretch(0, *stretch) if stretch else None]


def test_equal_texts_are_found_in_their_order():
    texts = ["Yes", "A longer paragraph.", "Yes", "Another long paragraph."]
    assert [each.paragraph for each in found(texts, *texts)] == [0, 1, 2, 3]


def test_texts_in_another_order_are_found():
    assert [each.paragraph for each in found(["Second paragraph here", "First paragraph here"], "First paragraph here", "Second paragraph here")] == [1, 0]  # fmt: skip


def test_words_of_a_changed_paragraph_are_found_where_they_are_the_same():
    [aligned] = align(
        ["A long paragraph about schools in Chad"], page("A long new paragraph about the schools in Chad")
    )
    assert aligned.find(34, 38) == Stretch(0, 42, 46)
    assert aligned.find(0, 16) is None


def test_a_marker_that_word_counts_is_in_no_paragraph():
    [aligned] = align(["(a) first"], page("first"))
    assert aligned.find(4, 9) == aligned.first == Stretch(0, 0, 5)
    assert aligned.find(0, 3) is None


@pytest.mark.parametrize(
    ("range_", "stretch"), [((3, 3), (3, 3)), ((3, 4), (3, 5)), ((4, 4), (5, 5)), ((2, 5), (2, 6)), ((7, 7), (8, 8))]
)
def test_places_between_words_are_exact(range_, stretch):
    [aligned] = align(["one two"], page("one  two"))
    assert aligned.find(*range_) == Stretch(0, *stretch)
