"""Three versions of a text: what the reviewer changed, and whether the author changed the same."""

import pytest

from wsisc.diff import diff3, word_tree
from wsisc.diff.change import Verdict

NAMES = word_tree.Names({})
PATH = ("parts", "one", "text")


def compared(base, theirs, ours, is_moved=lambda node: False, has_changed_note=lambda node: False):
    nodes = [word_tree.parse(each, NAMES) for each in (base, theirs, ours)]
    context = diff3.TextContext(
        PATH, "", theirs, lambda node: theirs[node.start : node.end].strip(), has_changed_note, is_moved
    )
    return list(diff3.compare(*nodes, context))


def found(*texts, **more):
    changes = compared(*texts, **more)
    assert all(each.path == PATH for each in changes)
    return [(each.action, each.verdict, each.edit and (each.edit.action, each.edit.node_path)) for each in changes]


A, B, C = "Alpha one two three.", "Beta four five six.", "Gamma seven eight nine."


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "changes"),
    [
        ([A, B], [A, B], [A, C], []),
        ([A, B], [A, B + " New."], [A, B], [("changed", "clean", ("change", (1,)))]),
        ([A, B], [A, B + " New."], [A, B + " New."], []),
        ([A, B], [A, B + " New."], [A, B + " Old."], [("changed", "conflict", ("replace", (1,)))]),
        ([A, B], [A, B + " New."], [A, "The " + B], [("changed", "clean", ("change", (1,)))]),
        ([A, B], [A], [A, B], [("removed", "clean", ("remove", (1,)))]),
        ([A, B], [A], [A], []),
        ([A, B], [A], [A, B + " New."], [("removed", "conflict", ("remove", (1,)))]),
        ([A, B], [A, B + " New."], [A], [("changed", "conflict", None)]),
        ([A], [A, B], [A], [("added", "clean", ("insert", (1,)))]),
        ([A], [B, A], [A], [("added", "clean", ("insert", (0,)))]),
        ([A], [A, B], [A, B], []),
        ([A], [A, B], [C, A], [("added", "clean", ("insert", (2,)))]),
        ([A], ["- x"], [A], [("removed", "clean", ("remove", (0,))), ("added", "clean", ("insert", (0,)))]),
    ],
)
def test_blocks(base, theirs, ours, changes):
    assert found(*("\n\n".join(each) + "\n" for each in (base, theirs, ours))) == changes


@pytest.mark.parametrize(
    ("theirs", "ours", "changes"),
    [
        ("- a\n- b b b\n- new", "- a\n- b b b", [("added", "clean", ("insert", (0, 2)))]),
        ("- a\n- b b c", "- a\n- b b b", [("changed", "clean", ("change", (0, 1, 0)))]),
        ("- a\n- b b c", "- a\n- b b b\n- d", [("changed", "clean", ("change", (0, 1, 0)))]),
        ("- a", "- a\n- b b b", [("removed", "clean", ("remove", (0, 1)))]),
    ],
)
def test_items_of_lists(theirs, ours, changes):
    assert found("- a\n- b b b", theirs, ours) == changes
    assert {each.kind for each in compared("- a\n- b b b", theirs, ours)} == {"item"}


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


LONG = "| Country | Pupils |\n|---|---|\n| Albania | 12 |\n| Benin | 20 |\n| Chad | 31 |\n"


@pytest.mark.parametrize(
    ("theirs", "ours", "changes"),
    [
        (TABLE.replace("2", "x"), TABLE.replace("1", "y"), [("changed", "clean", ("change", (0, 1, 1)))]),
        (TABLE + "| 3 | 4 |\n", TABLE, [("added", "clean", ("insert", (0, 2)))]),
        (TABLE + "| 3 | 4 |\n", TABLE.replace("1", "y"), [("added", "clean", ("insert", (0, 2)))]),
        (TABLE.replace("2", "x"), TABLE.replace("2", "y"), [("changed", "conflict", ("replace", (0, 1, 1)))]),
        (TABLE.replace("| 1 | 2 |\n", ""), TABLE, [("removed", "clean", ("remove", (0, 1)))]),
        (TABLE.replace("| 1 | 2 |\n", ""), TABLE.replace("1", "y"), [("removed", "conflict", ("remove", (0, 1)))]),
        ("| a |\n|---|\n| 1 |\n", TABLE, [("changed", "clean", ("replace", (0,)))]),
        ("| a |\n|---|\n| 1 |\n", TABLE.replace("1", "y"), [("changed", "clean", ("change", (0,)))]),
        ("| a |\n|---|\n| 1 |\n", TABLE.replace("2", "y"), [("changed", "conflict", ("replace", (0,)))]),
    ],
)
def test_tables_by_row_and_cell(theirs, ours, changes):
    assert found(TABLE, theirs, ours) == changes


def test_a_cell_is_found_in_its_row_wherever_that_is_now():
    """A row that both have under another is not the one that is there now."""
    theirs = LONG.replace("Chad", "Togo")
    for ours, row in (
        (LONG.replace("| Benin", "| Burundi | 9 |\n| Benin"), 4),
        (LONG.replace("| Benin | 20 |\n", ""), 2),
        (LONG.replace("| Albania | 12 |\n", "") + "| Albania | 12 |\n", 2),
    ):
        assert found(LONG, theirs, ours) == [("changed", "clean", ("change", (0, row, 0)))]


P, Q = "One paragraph says this and that.", "Another one says much more of it."


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "changes"),
    [
        (f"{P}\n\n{Q}", f"{P} {Q}", f"{P}\n\n{Q}", [("joined", "clean", ("change", (0,)))]),
        (f"{P}\n\n{Q}", f"{P} {Q}", f"{P}\n\n{Q}".replace("much", "less"), [("joined", "clean", ("change", (0,)))]),
        (f"{P}\n\n{Q}", f"{P} {Q}", f"{P}\n\n{Q}".replace("that", "more"), [("joined", "conflict", ("replace", (0,)))]),
        (f"{P} {Q}", f"{P}\n\n{Q}", f"{P} {Q}".replace("much", "less"), [("split", "clean", ("change", (0,)))]),
        (f"{P} {Q}", f"{P} {Q}".replace("much", "less"), f"{P}\n\n{Q}", [("changed", "clean", ("change", (0,)))]),
        (f"{P}\n\n{Q}", f"{P} {Q}", f"{P} {Q}", []),
        (f"{P}\n\n{Q}", f"{P} {Q}", P, [("joined", "conflict", ("replace", (0,)))]),
    ],
)
def test_joined_and_split_paragraphs_are_one_change(base, theirs, ours, changes):
    assert found(base, theirs, ours) == changes


def test_the_ends_of_paragraphs_are_shown():
    [change] = compared(f"{P}\n\n{Q}", f"{P} {Q}", f"{P}\n\n{Q}")
    assert (change.old, change.new) == (f"{P} ¶ {Q}", f"{P} {Q}")
    assert (change.kind, change.edit.size, change.is_merged) == ("paragraph", 2, False)


def test_a_footnote_that_the_reviewer_removed_and_the_author_changed_is_a_conflict():
    texts = "a b[^n] c d", "a b c d", "a b[^n] c x"
    assert [each[1] for each in found(*texts)] == ["clean"]
    assert [each[1] for each in found(*texts, has_changed_note=lambda node: node.notes == ("n",))] == ["conflict"]


@pytest.mark.parametrize(("piece", "is_joined"), [("a b c x y", True), ("a b w x y", False)])
def test_a_piece_of_a_paragraph_that_both_changed_joins_its_conflict(piece, is_joined):
    """Three of five words are enough: 0.6."""
    base, theirs, ours = "a b c d e f g h i j", f"d e f g h i j k\n\n{piece}", "a b c d e f g h i z"
    [conflict, *others] = compared(base, theirs, ours)
    assert conflict.verdict == Verdict.CONFLICT
    assert (piece in conflict.proposal) is is_joined
    assert [each.action for each in others] == ([] if is_joined else ["added"])


@pytest.mark.parametrize(
    ("words", "action", "edit"),
    [("1 2 3 x y", "changed", ("change", (2,))), ("1 2 w x y", "added", ("insert", (3,)))],
)
def test_a_block_that_both_moved_is_one_from_three_fifths_of_its_words(words, action, edit):
    changes = found("1 2 3 4 5\n\nA A\n\nB B", f"A A\n\nB B\n\n{words}", "A A\n\nB B\n\n1 2 3 4 5")
    assert changes == [("removed", "conflict", None), (action, "clean", edit)]


def test_a_block_whose_footnote_the_author_changed_is_not_removed():
    assert found(f"{A}\n\n{B}", A, f"{A}\n\n{B}", has_changed_note=lambda node: True) == [
        ("removed", "conflict", ("remove", (1,)))
    ]


def test_a_removed_block_that_the_author_moved_elsewhere_is_a_conflict():
    texts = (f"{A}\n\n{B}", A, A)
    assert found(*texts) == []
    assert found(*texts, is_moved=lambda node: True) == [("removed", "conflict", None)]


def test_an_item_that_the_author_moved_to_another_list_and_the_reviewer_removed_is_a_conflict():
    base, theirs = "- one and two\n- three and four\n- five and six", "- three and four\n- five and six"
    split = "- one and two\n\nA paragraph.\n\n- three and four\n- five and six"
    assert found(base, theirs, split, is_moved=lambda node: node.words == "one and two") == [
        ("removed", "conflict", None)
    ]
    assert found(base, theirs, theirs) == []


def test_other_marks_alone_are_shown():
    [change] = compared("a b c", "a *b* c", "a b c")
    assert (change.old, change.new, change.formatted) == ("a b c", "a b c", ("a b c", "a *b* c"))


@pytest.mark.parametrize(
    ("theirs", "formatted"),
    [
        ("a **x** c d", ("", "")),
        ("a x *c*", ("a **b** c", "a x *c*")),
        ("a **b** c d[^n]", ("a **b** c", "a **b** c d[^n]")),
        ("a **b** [x](https://example.org/)", ("a **b** c", "a **b** [x](https://example.org/)")),
    ],
)
def test_notes_links_and_bold_that_changed_with_the_words_are_in_the_change(theirs, formatted):
    [change] = compared("a **b** c", theirs, "a **b** c")
    assert change.formatted == formatted
