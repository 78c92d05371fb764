"""Lists that became one, or were one, are the same lists in all versions."""

import pytest

from wsisc.diff import diff3, word_tree

NAMES = word_tree.Names({})
BASE = "1) one word\n2) two word\n\nBetween them.\n\n1) three word\n2) four word\n"
JOINED = "1) one word\n2) two word\n3) three word\n4) four word\n"


def regrouped(base, theirs, ours):
    nodes = (word_tree.parse(each, NAMES) for each in (base, theirs, ours))
    return [[(each.kind, each.name, len(each.children)) for each in node.children] for node in diff3.regroup(*nodes)]


TWO_LISTS = [("list", "1)", 2), ("paragraph", "", 0), ("list", "1)", 2)]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (BASE, BASE, [TWO_LISTS, TWO_LISTS]),
        (JOINED, BASE, [TWO_LISTS, [("list", "1)", 2), ("list", "1)", 2)]]),
        (BASE, JOINED, [[("list", "1)", 4), ("paragraph", "", 0)]] * 2),
        (JOINED, JOINED, [[("list", "1)", 4), ("paragraph", "", 0)], [("list", "1)", 4)]]),
    ],
)
def test_lists_are_those_of_the_file(theirs, ours, expected):
    assert regrouped(BASE, theirs, ours) == expected


def test_lists_that_became_one_here_are_one_in_a_text_that_lost_another_list():
    last = "\n\nBehind them.\n\n1) five word\n2) six word\n"
    theirs = BASE.partition("Between them.\n\n")[2] + last
    assert regrouped(BASE + last, theirs, BASE + last.replace("\n\nBehind them.\n\n1) five", "\n\n3) five")) == [
        [("list", "1)", 2), ("paragraph", "", 0), ("list", "1)", 4), ("paragraph", "", 0)],
        [("list", "1)", 4), ("paragraph", "", 0)],
    ]


def test_a_joined_list_of_which_the_reviewer_removed_the_first_part_is_before_what_was_between():
    last_list = BASE.partition("\n\n")[2]
    assert regrouped(BASE, last_list, JOINED) == [
        [("list", "1)", 4), ("paragraph", "", 0)],
        [("list", "1)", 2), ("paragraph", "", 0)],
    ]


def test_one_list_alone_is_left_as_it_is():
    assert regrouped("- a\n- b", "- a\n\nX\n\n- b", "- a") == [
        [("list", "-", 2)], [("list", "-", 1), ("paragraph", "", 0), ("list", "-", 1)],
    ]  # fmt: skip


@pytest.mark.parametrize(("item", "is_known"), [("three word x", True), ("three w x", True), ("three w x y", False)])
def test_an_item_belongs_to_the_list_with_one_like_it(item, is_known):
    """Two of five words are enough: 0.4."""
    nodes = [word_tree.parse(each, NAMES) for each in (BASE, f"- {item}")]
    own = [(at, each) for at, each in enumerate(nodes[0].children) if each.kind == "list"]
    assert diff3.find_list(nodes[1].children[0].children[0], own) == (2 if is_known else None)
