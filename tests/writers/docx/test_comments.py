"""A comment in the Word file is on the words that it quotes, and on no others."""

from dataclasses import replace

import pytest

from tests import word as parts
from tests.conftest import build, manuscript, minimal
from wsisc.model import Comment
from wsisc.readers import word
from wsisc.writers import docx
from wsisc.writers.docx import comments

TEXT = "One two **three four** five, six [seven eight](https://example.org/) nine ten eleven.\n\n- twelve thirteen\n"


def commented(quote, text=TEXT):
    """Return the Word file, made for review, of a submission with a comment on some words of its first part."""
    comment = {"by": "Ann", "text": "Why?", **({"quote": quote} if quote else {})}
    commented_manuscript = manuscript(minimal({"parts": {"one": {"text": text, "comments": [comment]}}}))
    return docx.DocxDocument(replace(commented_manuscript, review=True)).finish()


@pytest.mark.parametrize(
    "quote",
    [
        "two three four five",
        "three four",
        "three fou",
        "o three f",
        "One two",
        "seven eight nine ten eleven.",
        "seven eight",
        "nine ten",
        "ten eleven",
        "twelve thirteen",
        "One two three four five, six seven eight nine ten eleven.",
    ],
)
def test_a_comment_is_on_the_words_that_it_quotes(quote):
    content = commented(quote)
    [comment] = word.read(content).comments
    assert (comment.author, comment.text, comment.quote) == ("Ann", "Why?", quote)
    assert parts.paragraphs(content) == parts.paragraphs(build(minimal({"parts": {"one": {"text": TEXT}}})))


def test_spaces_of_any_number_are_one():
    found = word.read(commented("two three four", "One two\nthree\u00a0\u00a0four\\\nfive.\n"))
    assert found.comments[0].quote.split() == ["two", "three", "four"]


@pytest.mark.parametrize("quote", ["no such words", "Two three", ""])
def test_a_comment_on_words_that_are_not_there_is_not_lost(quote):
    [comment] = word.read(commented(quote)).comments
    assert (comment.author, "Why?" in comment.text) == ("Ann", True)


@pytest.mark.parametrize(
    ("proposal", "text", "expected"),
    [
        (None, "Why?", "Why?"),
        ("Other *words*.", "Why?", "Why?\n→ Other words."),
        ("Other words.", "", "→ Other words."),
        ("One.\n\nTwo  words.", "", "→ One.\nTwo words."),
        ("", "Why?", "Why?\n→ –"),
    ],
)
def test_a_proposal_stands_behind_an_arrow_and_one_of_nothing_says_so(proposal, text, expected):
    assert comments.display_text(Comment(text, "Ann", "", "quote", proposal)) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024-01-02", "2024-01-02T00:00:00Z"), ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"), ("", "")],
)
def test_a_date_is_written_as_word_does(date, expected):
    assert comments.format_date(date) == expected
