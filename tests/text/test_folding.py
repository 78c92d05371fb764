"""Texts -> what they have in common whatever their case, spaces, punctuation and accents."""

import pytest

from wsisc.text.folding import fold, fold_without_accents


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Part One:  (half a page)", "part one half a page"),
        ("“Straße” – a_b", "strasse a b"),
        ("\ufb01rst \u00a0 2nd", "first 2nd"),
        ("...", ""),
    ],
)
def test_a_text_folds_to_its_words(text, folded):
    assert fold(text) == folded


def test_accents_are_no_difference_where_the_caller_says_so():
    assert fold_without_accents("Œuvres À PROPOS") == "oeuvres a propos" == fold_without_accents("oeuvres a propos")
    assert fold("À") != fold("A")
