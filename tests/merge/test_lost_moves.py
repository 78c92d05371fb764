"""A removal whose words could not be put elsewhere is found, and no other one."""

import pytest

from tests.conftest import build, wsisc
from tests.merge import tracking
from tests.merge.sent_file import TEXT, reviewed
from tests.merge.tracking import W
from wsisc import source
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.merge.lost_moves import find_lost

OLD = "deeper than all that;"


def added(words, kind="list", old="", verdict=Verdict.REFUSED, **more):
    return Change(action="changed" if old else "added", kind=kind, old=old, new=words, verdict=verdict, **more)


def removed(words, kind="item", verdict=Verdict.CLEAN):
    return Change(action=ChangeAction.REMOVED, kind=kind, old=words, verdict=verdict)


@pytest.mark.parametrize(
    ("old", "new", "is_lost"),
    [
        ("abcdef ghijkl", "It is abcdef ghijkl here.", True),  # 12 letters
        ("abcdef ghijk", "It is abcdef ghijk here.", False),  # 11 letters, which may be in any text
        ("abcdef ghijk", "1) abcdef, ghijk", True),  # all of it
        ("abcdef ghijkl", "It is abcdef and ghijkl.", False),
    ],
)
def test_twelve_letters_are_enough_within_other_words(old, new, is_lost):
    assert find_lost([added(new), removed(old)]) == ({1} if is_lost else set())


def test_a_few_words_are_enough_within_a_whole_section():
    assert find_lost([added("New Aims of it", "section"), removed("Aims")]) == {1}
    assert find_lost([added("New Aimsof it", "section"), removed("Aims")]) == set()
    assert find_lost([added("New Aims of it", "section", old="Aims"), removed("Aims")]) == set()


def test_a_figure_is_lost_where_one_did_not_land():
    assert find_lost([added("(image)", proposal="![map]"), removed("", "figure"), removed("", "list")]) == {1}
    assert find_lost([added("(image)", proposal="map"), removed("", "figure")]) == set()


@pytest.mark.parametrize("verdict", ["refused", "conflict"])
def test_only_clean_removals_are_looked_at(verdict):
    assert find_lost([added(OLD), removed(OLD, verdict=verdict), removed(OLD)]) == {2}
    assert find_lost([added(OLD, verdict=Verdict.CLEAN), removed(OLD)]) == set()
    assert (
        find_lost([added(OLD, verdict=verdict), Change(action=ChangeAction.ADDED, kind=ChangeKind.ITEM, old=OLD)])
        == set()
    )


@pytest.mark.parametrize(
    ("other", "is_lost"),
    [
        (added(OLD), True),
        (added("1) **deeper** than [all][x] that;[^n]", verdict=Verdict.CONFLICT), True),
        (added("It. deeper than all that;", "item", "It.", "conflict"), True),
        (added("deeper than all that; us", "item", "deeper than all that; it", "conflict"), False),
        (added(OLD, verdict=Verdict.CLEAN), False),
        (added("other words"), False),
    ],
)
def test_what_a_removal_would_lose(other, is_lost):
    assert find_lost([other, removed(OLD)]) == ({1} if is_lost else set())


ITEMS = """      - Outer words go.
        - Inner words remain.
        - More inner words.
      - Another outer item.
        - Its own inner item.
        - The last inner one.
"""


def test_the_items_below_one_that_was_removed_are_not_removed_by_anybody(tmp_path):
    text = TEXT.replace("      A third one, which goes.\n", ITEMS)
    sent = build(source.read(text.encode(), "").data)
    (tmp_path / "reviewed.docx").write_bytes(reviewed(("remove", "Outer words go"), content=sent))
    (tmp_path / "ours.yaml").write_text(text, "utf-8")
    done = wsisc("import", "reviewed.docx", "--into", "ours.yaml", cwd=tmp_path)
    merged, output = (tmp_path / "ours.yaml").read_text("utf-8"), done.stdout.decode()
    assert (done.returncode, ITEMS in merged) == (1, True), output
    assert output.count("not applied:") == 1
    assert "item removed" not in output
    assert merged.count("proposal:") == text.count("proposal:") + 1


NUMBERED = """      1) Outer words go.
         1) Inner words remain.
         2) More inner words.
      2) Another outer item.
      3) The last outer one.
"""
REMAINING = """      1) Inner words remain.
      2) More inner words.

      Another outer item.

      1) The last outer one.
"""


def test_the_items_below_one_that_was_removed_stay_items(tmp_path):
    """The second was written as a paragraph of the first, exit code 0: the outer item that follows is plain text now."""
    text = TEXT.replace("      A second one that", f"{NUMBERED}\n      A second one that")
    tracker = tracking.Tracker(build(source.read(text.encode(), "").data), "Ada")
    [words] = [each for each in tracker.root.iter(f"{W}t") if each.text == "Another outer item."]
    properties = words.getparent().getparent().find(f"{W}pPr")
    properties.remove(properties.find(f"{W}numPr"))
    properties.find(f"{W}pStyle").set(f"{W}val", "BodyText")
    tracker.remove("Outer words go")
    (tmp_path / "reviewed.docx").write_bytes(tracker.content())
    (tmp_path / "ours.yaml").write_text(text, "utf-8")
    done = wsisc("import", "reviewed.docx", "--into", "ours.yaml", cwd=tmp_path)
    assert (tmp_path / "ours.yaml").read_text("utf-8") == text.replace(NUMBERED, REMAINING), done.stdout.decode()
