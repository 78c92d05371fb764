"""Where two documents differ, in words: ranges, places, items, pages."""

import pytest

from tests.merge.versions import submission
from wsisc.document.integrity import DocumentWords
from wsisc.document.outline import OutlineBlock
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem
from wsisc.verification import word_differences
from wsisc.verification.word_differences import (
    find_changed_items,
    find_changed_page_words,
    find_changed_places,
    find_changed_texts,
    quote_difference,
)

BLOCKS = [
    OutlineBlock("title", "A title", ("title",)),
    OutlineBlock("heading", "Part One", (), 1, "one"),
    OutlineBlock("rich", "Some words.[^n]", ("parts", "one", "text")),
]
SUBMISSION = submission({"parts": {"one": {"text": "Some words.[^n]"}}, "footnotes": {"n": "A note."}})


def lines(differences):
    return [each.line for each in differences]


@pytest.mark.parametrize(
    ("body", "notes", "places"),
    [
        ("A title Part One Some words.\0", ["A note."], []),
        ("A title Part One Other words.\0", ["A note."], ['Part One: "Some" is now "Other"']),
        ("A title Part One Some words.", ["A note."], ['Part One: "words.[note]" is now "words."']),
        ("Hello A title Part One Some words.\0", ["A note."], ['A title: added: "Hello"']),
        ("A title and Part One Some words.\0", ["A note."], ['A title: added: "and"']),
        ("A title Part One Some words.\0", ["A new note."], ['footnote 1: added: "new"']),
        ("A title Part One Some words.\0", ["A note.", "More."], ['footnote 2: added: "More."']),
        ("A title Part One Some words.\0", [], ['footnote 1: removed: "A note."']),
    ],
)
def test_places_are_named_by_their_headings(body, notes, places):
    words = DocumentWords(body.split(), [each.split() for each in notes])
    assert lines(find_changed_places(SUBMISSION, BLOCKS, words)) == places


@pytest.mark.parametrize(
    ("expected", "found", "ranges"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a x c", [(1, 2, 1, 2)]),
        ("a b c d", "x b y d", [(0, 3, 0, 3)]),  # one word between them
        ("a b c d e", "x b c y e", [(0, 1, 0, 1), (3, 4, 3, 4)]),  # two words
        ("a b", "a x y b", [(1, 1, 1, 3)]),
        ("a b c", "a c", [(1, 2, 1, 1)]),
    ],
)
def test_ranges_that_differ(expected, found, ranges):
    assert word_differences.differing_ranges(expected.split(), found.split()) == ranges


def test_texts_that_are_too_long_to_compare_are_one_range(monkeypatch):
    monkeypatch.setattr(word_differences, "MOST_PAIRS", 16)
    for length, ranges in ((4, 2), (5, 1)):
        expected = ["a", *"bcdefg"[: length - 2], "z"]
        found = ["x", *"bcdefg"[: length - 2], "y"]
        assert len(word_differences.differing_ranges(expected, found)) == ranges


def test_texts_are_compared_by_their_names():
    expected, found = {"title": "A title", "author": "Ada"}, {"title": "A new title", "subject": "S"}
    assert lines(find_changed_texts(expected, found)) == [
        'title: added: "new"', 'author: removed: "Ada"', 'subject: added: "S"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "quoted"),
    [
        ("1 2 3 x 5", "1 2 3 y 5", ('"1 2 3 x"', '"1 2 3 y"')),
        ("0 1 2 3 x 5", "0 1 2 3 y 5", ('"… 1 2 3 x"', '"… 1 2 3 y"')),
    ],
)
def test_three_words_before_a_difference_are_quoted(one, other, quoted):
    assert quote_difference(one, other) == quoted


def inventory(*items, headings=("Cover", "One")):
    return Inventory(list(headings), [InventoryItem(*each) for each in items])


LINK = ("link", 1, "https://a.example (it)")


@pytest.mark.parametrize(
    ("expected", "found", "sentences"),
    [
        ([LINK], [LINK], []),
        ([LINK], [], ['One: link removed: "https://a.example (it)"']),
        ([], [LINK], ['One: link added: "https://a.example (it)"']),
        (
            [LINK],
            [("link", 1, "https://b.example (it)")],
            ['One: link: "https://a.example" is now "https://b.example"'],
        ),
        ([LINK, ("link", 1, "x")], [("link", 1, "x"), LINK], ["One: link: in another order"]),
        ([("image", "the header", "a")], [], ['the header: image removed: "a"']),
        (
            [("paragraph", 1, f"words{NOTE_SEPARATOR}bold")],
            [("paragraph", 1, f"words{NOTE_SEPARATOR}plain")],
            ['One: paragraph "words": "bold" is now "plain"'],
        ),
        ([("field", 1, f"{NOTE_SEPARATOR}DATE")], [], ['One: field removed: "DATE"']),
    ],
)
def test_items_are_compared_by_place_and_kind(expected, found, sentences):
    changes = find_changed_items(inventory(*expected), inventory(*found))
    assert [each.line for each in changes] == sentences
    assert not any(each.is_look for each in changes)


def test_layout_is_left_out_where_more_is_changed():
    look, link = ("font", 1, "Arial", True), LINK
    assert [(each.line, each.is_look) for each in find_changed_items(inventory(look), inventory())] == [
        ('One: font removed: "Arial"', True)
    ]
    assert [each.is_look for each in find_changed_items(inventory(look, link), inventory())] == [False]


def test_items_are_matched_anywhere_where_headings_were_added():
    found = inventory(("link", 2, LINK[2]), headings=("Cover", "New", "One"))
    assert [each.line for each in find_changed_items(inventory(LINK), found)] == ['heading added: "New"']


@pytest.mark.parametrize(
    ("expected", "found", "sentences"),
    [
        (["a b", "c"], ["a", "b c"], []),
        (["a b", "c"], ["a b", "d"], ['page 2: words: "c" is now "d"']),
        (["a"], ["b"], ['the pages: words: "a" is now "b"']),
        (["Head a b"], ["Head a", "Head b 2"], []),  # a header once more, and the number of the new page
        (["a b"], ["a", "b 3"], ['the pages: words: added: "3"']),
        (["inter national"], ["international"], []),
        (["中国"], ["中 国"], []),
        (["x" * 40], ["x" * 20 + " " + "x" * 20], []),
        (["שלום עולם"], ["עולם םולש"], []),  # right to left: letters in no reliable order
        (["abcd efg"], ["efg dcba"], ['the pages: words: "abcd" is now "dcba"']),
    ],
)
def test_words_of_pages(expected, found, sentences):
    assert lines(find_changed_page_words(expected, found, ["Head"])) == sentences


@pytest.mark.parametrize(("word", "may_break"), [("x" * 78, False), ("x" * 80, True), ("中国", True), ("한국", True)])
def test_pieces_of_forty_letters_may_be_those_of_one_word(word, may_break):
    middle = len(word) // 2
    found = find_changed_page_words([f"{word} a"], [f"{word[:middle]} {word[middle:]} b"], [])
    assert (lines(found) == ['the pages: words: "a" is now "b"']) is may_break
