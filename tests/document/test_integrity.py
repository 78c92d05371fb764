"""The comparison that guards every document: each kind of loss is found, and told of."""

import pytest

from wsisc.document.integrity import CALL, Words, difference

WANTED = Words(["one", f"two{CALL}", "three"], [["a", "note"], ["another"]])


def test_equal_words_differ_in_nothing():
    assert difference(WANTED, Words(["one", f"two{CALL}", "three"], [["a", "note"], ["another"]])) is None


def test_composed_and_decomposed_letters_are_equal():
    assert difference(Words(["\u00e9"], []), Words(["e\u0301"], [])) is None


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Words(["one", f"two{CALL}"], WANTED.footnotes), "the body"),
        (Words(["one", f"two{CALL}", "three", "four"], WANTED.footnotes), "the body"),
        (Words(["one", "three", f"two{CALL}"], WANTED.footnotes), "the body"),
        (Words(["one", "two", f"three{CALL}"], WANTED.footnotes), "[note]"),
        (Words(WANTED.body, [["a", "note"], ["other"]]), "footnote 2"),
        (Words(WANTED.body, [["a", "note"]]), "footnote 2"),
        (Words(WANTED.body, [*WANTED.footnotes, ["more"]]), "3 footnotes instead of 2"),
        (Words([], []), "nothing"),
    ],
)
def test_every_difference_is_told(found, told):
    assert told in difference(WANTED, found)
