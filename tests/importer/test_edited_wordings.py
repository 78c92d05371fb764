"""A wording of the call with other words in it -> which words are whose."""

import pytest

from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import AccountedText
from wsisc.importer.clean import edited_wordings


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Part One: a summary", [("prompts", "Part One: a summary")]),
        ("Part One: our summary", [("prompts", "Part One:"), ("reported", " our"), ("prompts", " summary")]),
        ("Zebras Part One: a  summary", [("reported", "Zebras"), ("prompts", " Part One: a  summary")]),
        ("Part One: a summary of it", [("prompts", "Part One: a summary"), ("reported", " of it")]),
        ("Part One", [("prompts", "Part One")]),
        ("", []),
    ],
)
def test_a_paragraph_is_split_into_pieces(text, pieces):
    [found] = edited_wordings.compare_words([text], {"part one a summary"}, Fate.PROMPT)
    assert found.pieces == tuple(AccountedText(Fate(fate), words) for fate, words in pieces)
    assert found.typed_words == tuple(words.strip() for fate, words in pieces if fate == "reported")


def test_paragraphs_are_one_wording_together():
    one, two = edited_wordings.compare_words(["Part our", "One: a summary"], {"part one a summary"}, Fate.COVER)
    assert one.pieces == (AccountedText(Fate.COVER, "Part"), AccountedText(Fate.REPORTED, " our"))
    assert two.pieces == (AccountedText(Fate.COVER, "One: a summary"),)
    assert (one.typed_words, two.typed_words) == (("our",), ())


def test_the_most_similar_wording_counts():
    [found] = edited_wordings.compare_words(
        ["Part two: an overview"], {"part one a summary", "part two an overview"}, Fate.PROMPT
    )
    assert found.typed_words == ()
    [found] = edited_wordings.compare_words(["Part two"], set(), Fate.PROMPT)
    assert found.typed_words == ("Part two",)


def test_a_repeated_word_is_that_at_the_end_of_the_wording():
    [found] = edited_wordings.compare_words(["a b a b"], {"a b"}, Fate.PROMPT)
    assert found.typed_words == ("a b",)
    assert found.pieces[0].fate == Fate.PROMPT
