"""The comparison that guards every document: each kind of loss is found and reported."""

import pytest

from wsisc.document.integrity import FOOTNOTE_REFERENCE, DocumentWords, find_difference

EXPECTED = DocumentWords(["one", f"two{FOOTNOTE_REFERENCE}", "three"], [["a", "note"], ["another"]])


def test_equal_words_differ_in_nothing():
    assert (
        find_difference(
            EXPECTED, DocumentWords(["one", f"two{FOOTNOTE_REFERENCE}", "three"], [["a", "note"], ["another"]])
        )
        is None
    )


def test_composed_and_decomposed_letters_are_equal():
    assert find_difference(DocumentWords(["\u00e9"], []), DocumentWords(["e\u0301"], [])) is None


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (DocumentWords(["one", f"two{FOOTNOTE_REFERENCE}"], EXPECTED.footnotes), "the body"),
        (DocumentWords(["one", f"two{FOOTNOTE_REFERENCE}", "three", "four"], EXPECTED.footnotes), "the body"),
        (DocumentWords(["one", "three", f"two{FOOTNOTE_REFERENCE}"], EXPECTED.footnotes), "the body"),
        (DocumentWords(["one", "two", f"three{FOOTNOTE_REFERENCE}"], EXPECTED.footnotes), "[note]"),
        (DocumentWords(EXPECTED.body, [["a", "note"], ["other"]]), "footnote 2"),
        (DocumentWords(EXPECTED.body, [["a", "note"]]), "footnote 2"),
        (DocumentWords(EXPECTED.body, [*EXPECTED.footnotes, ["more"]]), "3 footnotes instead of 2"),
        (DocumentWords([], []), "nothing"),
    ],
)
def test_every_difference_is_reported(found, sentence):
    assert sentence in find_difference(EXPECTED, found)
