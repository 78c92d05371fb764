"""What is outside all parts, or outside the text, is reported if it is not reported otherwise."""

import pytest

from tests.merge.versions import submission, word_file
from wsisc.importer import ReportItem
from wsisc.merge.unplaced_changes import find_outside_parts, find_outside_text
from wsisc.model import Part, Section
from wsisc.readers.word.content import Aside


def with_unplaced(text, title="", **more):
    sections = (Section(title, text="Inner."),) if title else ()
    return submission(more)._replace(unplaced=Part("unplaced", text, sections=sections))


def test_words_outside_all_parts_with_the_notes_that_they_call():
    theirs = with_unplaced("Lost words.[^n]", "A title", footnotes={"n": "A note.", "m": "Another."})
    [change] = find_outside_parts(theirs, None)
    assert (change.action, change.verdict, change.path) == ("added", "refused", ())
    assert change.proposal == "Lost words.[^n]\n\nA title\n\nInner.\n\n(footnote n) A note."
    assert change.new == "Lost words.[^n] A title Inner. (footnote n) A note."


def test_what_was_sent_out_so_is_no_change():
    theirs = with_unplaced("Lost words.")
    assert list(find_outside_parts(theirs, theirs)) == []
    assert list(find_outside_parts(submission(), None)) == []
    assert list(find_outside_parts(with_unplaced(" "), None)) == []
    assert len(list(find_outside_parts(theirs, with_unplaced("Lost.")))) == 1


def item(kind="text box", text="Words.", words=1, needs_person=True):
    return ReportItem(kind, text, words, needs_person)


def reported(each, sent_items=(), content=None, sent=None):
    found = list(find_outside_text([each], sent_items, content or word_file(), sent))
    assert all(change.remark == f"{each.kind}: {each.text}" for change in found)
    return len(found) == 1


@pytest.mark.parametrize(
    ("each", "is_reported"),
    [
        (item(), True),
        (item(needs_person=False), False),
        (item(words=0), False),
        (item("second reference to a note", words=0), True),
        (item("words hard to see: 1 pt"), False),
        (item("struck text"), False),
    ],
)
def test_items_that_need_a_person_are_reported(each, is_reported):
    assert reported(each) is is_reported


def test_an_item_that_was_sent_out_is_none():
    assert not reported(item(), [item()])
    assert reported(item(), [item(text="Other words.")])


def test_an_aside_counts_even_without_whole_words():
    assert reported(item(words=0), content=word_file(asides=(Aside("text box", "Words."),)))
    assert not reported(item(words=0), content=word_file(asides=(Aside("header", "Words."),)))


@pytest.mark.parametrize(("sent", "is_reported"), [("Some Words. here", False), ("Some other ones", True)])
def test_struck_words_that_were_sent_out_are_deleted_ones(sent, is_reported):
    assert reported(item("struck text"), sent=word_file(sent)) is is_reported
