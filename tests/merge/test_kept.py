"""Renamed lists, notes without a reference, moved words that were not inserted: what a merge must keep and report."""

from copy import deepcopy

import pytest
from lxml import etree

from tests.conftest import build
from tests.merge.sent_file import SENT, TEXT, reviewed
from tests.merge.tracking import Tracker, W
from wsisc import source
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.merge import lost_moves

NESTED = TEXT.replace(
    "      1) First item,\n      2) second item,\n      3) third item.\n",
    "      - first item;\n      - second item:\n        1) sub one:\n           - deeper;\n           - deeper still;\n"
    "        2) sub two:\n           - low;\n           - lower;\n      - third item.\n",
)
NESTED_SENT = build(source.read(NESTED.encode(), "").data)


def renamed(content):
    """Return a Word file in which each bullet within an item has a list of its own, as LibreOffice leaves it."""
    tracker = Tracker(content)
    numbering = etree.fromstring(tracker.parts["word/numbering.xml"])
    nums = {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num")}
    for at, each in enumerate(tracker.root.iter(f"{W}numPr")):
        own = each.find(f"{W}numId")
        if each.find(f"{W}ilvl").get(f"{W}val") == "2":
            merged = deepcopy(nums[own.get(f"{W}val")])
            merged.set(f"{W}numId", str(5000 + at))
            numbering.append(merged)
            own.set(f"{W}val", str(5000 + at))
    tracker.parts["word/numbering.xml"] = etree.tostring(numbering, encoding="UTF-8")
    return tracker


def test_bullets_within_items_are_one_list_whatever_their_names(merge):
    tracker = renamed(NESTED_SENT)
    assert merge(tracker.content(), NESTED)[::2] == (0, NESTED)
    tracker.replace("deeper still", "deepest")
    assert merge(tracker.content(), NESTED)[::2] == (0, NESTED.replace("deeper still", "deepest"))


def test_an_item_within_another_comes_without_an_empty_line(merge):
    tracker = Tracker(NESTED_SENT, "Ada")
    tracker.add("first item", "an inner one;")
    tracker.paragraph("an inner one").find(f".//{W}ilvl").set(f"{W}val", "1")
    code, _, merged = merge(tracker.content(), NESTED)
    assert code == 0
    assert merged == NESTED.replace("- first item;\n", "- first item;\n        - an inner one;\n")


@pytest.mark.parametrize("by", ["", "Ada"])
def test_words_that_could_not_be_put_elsewhere_stay_where_they_were(merge, by):
    tracker = Tracker(SENT, by)
    tracker.remove("A third one")
    tracker.add("COMMISSION ON", "A third one, which goes.")
    code, output, merged = merge(tracker.content())
    assert code == 1
    assert "not applied: paragraph" in output
    assert merged.count("A third one, which goes.") == 3  # both halves of the move wait as comments
    assert source.read(merged.encode(), "").value(("parts", "one", "text")) == source.read(TEXT.encode(), "").value(
        ("parts", "one", "text")
    )


GONE = Change(action=ChangeAction.REMOVED, kind=ChangeKind.ITEM, old="deeper than all that;")


@pytest.mark.parametrize(
    ("other", "is_lost"),
    [
        (
            Change(
                action=ChangeAction.ADDED, kind=ChangeKind.LIST, new="deeper than all that;", verdict=Verdict.REFUSED
            ),
            True,
        ),
        (
            Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.LIST,
                new="1) **deeper** than [all][x] that;[^n]",
                verdict=Verdict.CONFLICT,
            ),
            True,
        ),
        (
            Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.ITEM,
                old="It.",
                new="It. deeper than all that;",
                verdict=Verdict.CONFLICT,
            ),
            True,
        ),
        (
            Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.ITEM,
                old="deeper than all that; it",
                new="deeper than all that; us",
                verdict=Verdict.CONFLICT,
            ),
            False,
        ),
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.LIST, new="deeper than all that;"), False),
        (Change(action=ChangeAction.ADDED, kind=ChangeKind.LIST, new="other words", verdict=Verdict.REFUSED), False),
    ],
)
def test_what_a_removal_would_lose(other, is_lost):
    assert lost_moves.find_lost([other, GONE]) == ({1} if is_lost else set())


def called():
    """Return a tracker of the file, and the run that calls its note."""
    tracker = Tracker(SENT, "Ada")
    return tracker, next(tracker.root.iter(f"{W}footnoteReference")).getparent()


@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_note_whose_call_goes_is_a_removed_one(merge, is_tracked):
    tracker, run = called()
    if is_tracked:
        gone = tracker.marked("del")
        run.addprevious(gone)
        gone.append(run)
    else:
        run.getparent().remove(run)
    code, output, merged = merge(tracker.content())
    assert code == 0
    assert "proposal" not in merged
    expected = TEXT.replace("[^source]", "").replace("footnotes:\n  source: Where this was taken from.\n", "")
    assert merged.split() == expected.split()
    assert "to a page[^source]." in output


def test_a_note_that_goes_with_its_paragraph_is_a_removed_one(merge):
    code, _, merged = merge(reviewed(("remove", "The first paragraph")))
    assert code == 0
    assert "source" not in merged
    assert "proposal" not in merged


def test_new_words_in_a_note_whose_reference_was_removed_are_reported(merge):
    tracker, run = called()
    tracker.replace("taken from", "borrowed from")
    run.getparent().remove(run)
    code, output, _ = merge(tracker.content())
    assert code == 1
    assert "borrowed from" in output


def test_a_change_of_marks_alone_is_shown(merge):
    tracker = Tracker(SENT)
    run = next(each for each in tracker.root.iter(f"{W}r") if "bold" in "".join(each.itertext()))
    run.remove(run.find(f"{W}rPr"))
    _, output, merged = merge(tracker.content())
    assert "**bold** words" not in merged
    assert "- The first paragraph has **bold** words" in output
    assert "+ The first paragraph has bold words" in output


def test_a_column_keeps_its_alignment_where_new_cells_have_none(merge):
    text = TEXT.replace("|---------|---------|", "|---------|--------:|")
    tracker = Tracker(build(source.read(text.encode(), "").data))
    row = next(each for each in tracker.root.iter(f"{W}tr") if "20" in "".join(each.itertext()))
    merged = deepcopy(row)
    for words, each in zip(("C", "30"), merged.iter(f"{W}t"), strict=True):
        each.text = words
        for align in each.getparent().getparent().findall(f"{W}pPr/{W}jc"):
            align.getparent().remove(align)
    row.addnext(merged)
    code, _, landed = merge(tracker.content(), text)
    assert code == 0
    assert "|---------|--------:|" in landed
    assert "| C       | 30      |" in landed


def test_a_bullet_that_is_the_space_of_a_symbol_font_is_none(merge):
    ours = TEXT.replace("      3) third item.\n", "      3) third item,\n\n         which goes on.\n")
    tracker = Tracker(build(source.read(ours.encode(), "").data))
    name = "word/numbering.xml"
    assert b'lvlText w:val=" "' in tracker.parts[name]
    tracker.parts[name] = tracker.parts[name].replace(b'lvlText w:val=" "', 'lvlText w:val="\uf020"'.encode())
    assert merge(tracker.content(), ours)[::2] == (0, ours)
