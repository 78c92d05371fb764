"""An image that was replaced or added is reported with what it shows; the author's file is never written over."""

import pytest

from tests.merge.versions import digests, sides
from wsisc.diff import word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit
from wsisc.merge import pictures

FIGURE = {"file": "map.png", "alt": "A map", "caption": "The map"}
BASE = {"parts": {"one": {"text": "![map]\n"}}, "figures": {"map": FIGURE}}


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "is_reported"),
    [
        ("1", "2", "1", True),
        ("1", "1", "1", False),
        ("1", "2", "2", False),
        ("1", "", "1", False),
        ("", "2", "1", True),
    ],
)
def test_a_replaced_image_is_reported(base, theirs, ours, is_reported):
    three = sides(BASE, images=digests(base, theirs, ours))
    found = list(pictures.find_replaced(three, "map", "map", "map"))
    assert [(each.verdict, each.path, each.old, each.new, each.quote) for each in found] == (
        [("refused", ("figures", "map", "file"), "map.png", "image 2", "The map")] if is_reported else []
    )
    found = list(pictures.find_orphaned(three, "map", "map", ("parts", "one")))
    is_other = theirs not in ("", base)
    assert [(each.verdict, each.path) for each in found] == ([("conflict", ("parts", "one"))] if is_other else [])


def inserted(text, path=(0,)):
    node = word_tree.parse(text, word_tree.Names({})).descendant(path)
    return Change(
        action=ChangeAction.ADDED,
        kind=ChangeKind.FIGURE,
        edit=TextEdit(("parts", "one", "text"), "insert", (0,), text, node),
    )


def test_a_new_image_has_a_remark_and_a_known_one_has_none():
    new = {**BASE, "figures": {"map": FIGURE, "new": {"file": "x.png", "alt": "Quite another"}}}
    new["parts"] = {"one": {"text": "![map]\n\n![new]\n"}}
    three = sides(BASE, new)
    assert pictures.add_remark(three, inserted("![new]")).remark.startswith("image added: Quite another; ")
    for change in (inserted("![map]"), inserted("Words."), Change(action=ChangeAction.ADDED, kind=ChangeKind.FIGURE)):
        assert pictures.add_remark(three, change) == change


def test_a_new_figure_is_described_in_markdown():
    new = {**BASE, "figures": {"new": {"file": "x.png", "alt": "A *new* one"}}, "parts": {"one": {"text": "![new]\n"}}}
    three = sides(None, new, None)
    assert pictures.describe_new_figure(three, "new") == "(image: A \\*new\\* one)"
    assert pictures.describe_new_figure(sides(BASE), "map") == ""
