"""Contents with changes and struck words -> what a reader sees."""

import pytest

from tests.importer.paragraphs import DELETED, INSERTED, para
from wsisc.importer.clean import clean_content
from wsisc.readers.word.content import Cell, Row, Run, Table, WordContent, paragraphs


def table(change_of_row=None, change_of_cell=None):
    return Table((Row((Cell((para("cell"),), change=change_of_cell),), change=change_of_row),))


@pytest.mark.parametrize(
    ("block", "is_deleted"),
    [
        (para("words"), False),
        (para(Run("words", change=INSERTED)), False),
        (para(Run("words", change=DELETED)), True),
        (table(), False),
        (table(INSERTED), False),
        (table(DELETED), True),
        (table(None, DELETED), True),
    ],
)
def test_runs_say_that_they_are_deleted_in_rows_and_cells_too(block, is_deleted):
    for content in (WordContent((block,)), WordContent((), {"1": (block,)})):
        marked = clean_content.mark_deletions(content)
        [paragraph] = paragraphs((*marked.blocks, *marked.notes.get("1", ())))
        assert [run.change is not None for run in paragraph.runs] == [is_deleted]


def test_a_clean_content_has_no_struck_words_and_no_empty_runs():
    block = para("a\tb", Run("struck", struck=True), Run("\u200b"), Run("\u200b", note="1"))
    content = clean_content.clean(
        WordContent(
            (
                block,
                Table((Row((Cell((block,)),)),)),
            ),
            {"1": (block,)},
        )
    )
    for paragraph in paragraphs((*content.blocks, *content.notes["1"])):
        assert paragraph.runs == (Run("a b"), Run("", note="1"))
    assert len(content.blocks) == 2


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a b", "a b"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\tb", "a b"),
        *((f"a{separator}b", "a\nb") for separator in "\u2028\u2029\x0b\x0c\x85"),
        ("a\u200bb\u202e\ufeff", "ab"),
        ("a\u00adb", "a\u00adb"),
    ],
)
def test_a_text_has_no_character_that_the_format_refuses(text, cleaned):
    assert clean_content.clean_text(text) == cleaned
