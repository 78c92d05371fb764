"""What is outside all parts, or outside the text, is reported if it is not reported otherwise."""

import pytest

from tests.merge.versions import submission, word_file
from wsisc.importer import ReportItem
from wsisc.importer.account.report import ItemCode
from wsisc.merge.unplaced_changes import find_outside_parts, find_outside_text
from wsisc.messages import Message
from wsisc.source.model import Part, Section


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


def item(code=ItemCode.OTHER, text="Words.", words=1, needs_person=True):
    return ReportItem("kind", text, words, needs_person, code=code)


def reported(each, sent_items=(), sent=None):
    found = list(find_outside_text([each], sent_items, sent))
    assert all(change.remark == f"{each.kind}: {each.text}" for change in found)
    assert all(isinstance(change.remark, Message) for change in found)
    return len(found) == 1


@pytest.mark.parametrize(
    ("each", "is_reported"),
    [
        (item(), True),
        (item(needs_person=False), False),
        (item(words=0), False),
        (item(ItemCode.MOVED_NOTE, words=0), True),
        (item(ItemCode.UNSEEN_WORDS), False),
        (item(ItemCode.STRUCK_TEXT), False),
    ],
)
def test_items_that_need_a_person_are_reported(each, is_reported):
    assert reported(each) is is_reported


def test_an_item_that_was_sent_out_is_none():
    assert not reported(item(), [item()])
    assert reported(item(), [item(text="Other words.")])


def test_an_aside_counts_even_without_whole_words():
    assert reported(item(ItemCode.ASIDE, words=0))
    assert not reported(item(ItemCode.ASIDE, "", words=0))


@pytest.mark.parametrize(("sent", "is_reported"), [("Some Words. here", False), ("Some other ones", True)])
def test_struck_words_that_were_sent_out_are_deleted_ones(sent, is_reported):
    assert reported(item(ItemCode.STRUCK_TEXT), sent=word_file(sent)) is is_reported
