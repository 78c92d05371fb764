"""What a reviewer changed in a footnote or figure that the author deleted is a conflict where it stood."""

from tests.merge.versions import digests, sides
from wsisc.merge import collect

FIGURE = {"file": "map.png", "alt": "A map", "caption": "The map"}
ONE = ("parts", "one")


def noted(note, text="Words of a summary.[^n]", **more):
    return {"parts": {"one": {"text": text}}, "footnotes": {"n": note}, **more}


BARE = {"parts": {"one": {"text": "Words of a summary."}}}


def test_a_changed_footnote_that_is_gone():
    theirs = noted("A long [note][x].", links={"x": "https://example.org/"})
    [change] = collect.find_orphaned_footnotes(sides(noted("A long remark."), theirs, BARE))
    assert (change.action, change.kind, change.verdict, change.path) == ("changed", "footnote", "conflict", ONE)
    assert (change.old, change.new, change.proposal) == (
        "A long remark.", "A long note.", "A long [note](https://example.org/).",
    )  # fmt: skip
    assert change.formatted == ("", "")


def test_other_marks_alone_are_shown():
    [change] = collect.find_orphaned_footnotes(sides(noted("A note."), noted("A *note*."), BARE))
    assert change.formatted == ("A note.", "A *note*.")


def test_a_footnote_that_is_the_same_or_still_there_is_none():
    assert list(collect.find_orphaned_footnotes(sides(noted("A note."), None, BARE))) == []
    assert list(collect.find_orphaned_footnotes(sides(noted("A note."), noted("A note, new."), noted("A note.")))) == []


def placed(**words):
    return {"parts": {"one": {"text": "![map]\n"}}, "figures": {"map": {**FIGURE, **words}}}


def test_changed_words_and_image_of_a_figure_that_is_gone():
    three = sides(placed(), placed(caption="A *new* map"), BARE, images=digests("1", "2"))
    found = list(collect.find_orphaned_figures(three))
    assert [(each.kind, each.verdict, each.path, each.old, each.new) for each in found] == [
        ("caption", "conflict", ONE, "The map", "A *new* map"),
        ("image", "conflict", ONE, "map.png", "image 2"),
    ]
    assert found[0].proposal == "A \\*new\\* map"
    assert list(collect.find_orphaned_figures(sides(placed(), placed(caption="New"), placed()))) == []
    assert list(collect.find_orphaned_figures(sides(placed(), None, BARE))) == []
