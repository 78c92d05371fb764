"""Once tracked changes are accepted or rejected, the items of lists are numbered as in the result."""

import pytest

from tests.merge.sent_file import SENT
from tests.merge.tracking import Tracker
from tests.merge.versions import word_file
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import accept_reject
from wsisc.readers.word import reader as word
from wsisc.readers.word.content import Numbering, Paragraph, Run, TrackedChange

ADDED, DELETED = TrackedChange("insertion", "Ada", ""), TrackedChange("deletion", "Bob", "")


def item(text, number, change=None, level=0, list_id="1", form="decimal", marker="{})"):
    shown = marker.format(number if form == "decimal" else "abc"[number - 1])
    numbering = Numbering(list_id, level, form, shown, number)
    return Paragraph((Run(text, change=change),), numbering=numbering, change=change)


def shown(content):
    return [f"{each.numbering.marker} {each.text}" for each in content.blocks]


LIST = word_file(item("a", 1), item("b", 2, DELETED), item("c", 3), item("d", 4, ADDED), item("e", 5))


def test_items_are_counted_anew():
    assert shown(accept_reject.accept_all(LIST)) == ["1) a", "2) c", "3) d", "4) e"]
    assert shown(accept_reject.reject_all(LIST)) == ["1) a", "2) b", "3) c", "4) e"]
    assert shown(accept_reject.accept_from(LIST, ["Ada"])) == ["1) a", "2) b", "3) c", "4) d", "5) e"]
    assert shown(accept_reject.accept_from(LIST, ["Bob"])) == ["1) a", "2) c", "3) e"]
    assert shown(accept_reject.accept_from(LIST, [])) == shown(accept_reject.reject_all(LIST))


def test_lists_and_levels_are_counted_apart():
    content = word_file(
        item("a", 1), item("b", 1, DELETED, level=1), item("c", 2, level=1), item("d", 2), item("e", 1, list_id="2"),
        item("f", 1, level=1), item("g", 2, level=1),
    )  # fmt: skip
    assert shown(accept_reject.accept_all(content)) == ["1) a", "1) c", "2) d", "1) e", "1) f", "2) g"]


@pytest.mark.parametrize(
    ("form", "marker", "before", "after"),
    [
        ("decimal", "1.{}.", "1.2.", "1.1."),
        ("lowerLetter", "({})", "(b)", "(a)"),
        ("decimal", "Item", "Item", "Item"),
    ],
)
def test_a_marker_keeps_its_form(form, marker, before, after):
    content = word_file(item("a", 1, DELETED, form=form, marker=marker), item("b", 2, form=form, marker=marker))
    assert shown(content)[1] == f"{before} b"
    assert shown(accept_reject.accept_all(content)) == [f"{after} b"]


def test_a_plain_import_keeps_a_list_from_which_an_item_was_deleted_one_list():
    tracker = Tracker(SENT, "Ada")
    tracker.remove("second item")
    imported = importer.import_content(word.read(tracker.content()), BUILT_IN, "cstd-26")
    assert imported.submission.parts[0].text.endswith("1) First item,\n2) third item.\n")
