"""Corresponding things in three versions of a submission have the same name in all."""

import pytest

from tests.merge.versions import sides
from wsisc.diff import word_tree

SECTIONS = ("parts", "two", "sections")
FIGURE = {"file": "m.png", "alt": "A map", "caption": "The map"}


def sectioned(*titles):
    return {"parts": {"two": {"sections": [{"title": each, "text": f"Words of section {each}."} for each in titles]}}}


def noted(name, text="A note."):
    return {"parts": {"one": {"text": f"x[^{name}]"}}, "footnotes": {name: text}}


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ((*SECTIONS, 0, "text"), (*SECTIONS, 1)),
        ((*SECTIONS, 1, "sections", 0), ("parts", "two")),
        (("parts", "three", "a", "text"), ("parts", "three", "a")),
        (("title",), ()),
        ((), ()),
    ],
)
def test_the_nearest_section_of_the_file(path, nearest):
    three = sides(sectioned("Alpha"), sectioned("Alpha", "Quite new"), sectioned("Omega first", "Alpha"))
    assert three.nearest_to_theirs(path) == nearest


def test_footnotes_have_the_names_of_the_base():
    three = sides(noted("n"), noted("f1"), noted("m"))
    assert three.their_names.notes == {"f1": "n"}
    assert three.our_names.notes == {"m": "n"}
    new = sides(None, noted("f1"), noted("m"))
    assert (new.their_names.notes, new.our_names.notes) == ({"f1": "+f1"}, {"m": "+f1"})  # both wrote the same
    elsewhere = {**noted("m"), "parts": {"one": {"text": "A summary."}, "three": {"a": {"text": "What was done.[^m]"}}}}
    assert sides(None, noted("f1"), elsewhere).our_names.notes == {"m": "=m"}
    other = sides(None, noted("f1"), noted("m", "Something else."))
    assert (other.their_names.notes, other.our_names.notes) == ({"f1": "+f1"}, {"m": "=m"})


def test_figures_have_the_names_of_the_base():
    placed = {name: {"parts": {"one": {"text": f"![{name}]\n"}}, "figures": {name: FIGURE}} for name in ("m", "f", "o")}
    three = sides(placed["m"], placed["f"], placed["o"])
    assert (three.their_names.figures, three.our_names.figures) == ({"f": "m"}, {"o": "m"})
    assert sides(None, placed["f"], None).their_names.figures == {"f": "+f"}


def test_a_block_that_stands_elsewhere_in_the_file_was_moved():
    base = {"parts": {"one": {"text": "Moved words.\n\nOthers."}}}
    ours = {"parts": {"one": {"text": "Others."}, "three": {"b": {"text": "What will be.\n\nMoved words."}}}}
    node = word_tree.parse("Moved words.\n\nOthers.", word_tree.Names({})).children[0]
    assert sides(base, base, ours).is_moved(node)
    assert not sides(base, base, {"parts": {"one": {"text": "Others."}}}).is_moved(node)
    assert not sides(None, None, ours).is_moved(node)


def test_what_comes_back_otherwise_by_itself_is_no_difference():
    base, reread = ({"parts": {"one": {"text": text}}} for text in ("A *b* c.", "A b c."))
    names = sides(base, reread, base, reread_base=sides(reread).base).their_names
    found = [word_tree.parse(each, names).signature for each in ("A b c.", "A *b* c.")]
    assert found[0] == found[1]
    names = sides(base, reread, base).their_names
    found = [word_tree.parse(each, names).signature for each in ("A b c.", "A *b* c.")]
    assert found[0] != found[1]
