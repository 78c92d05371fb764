"""Links, footnotes and figures of a reviewed file keep the names of the file, or get new ones that are free."""

import pytest

from tests.merge.versions import sides
from wsisc.diff import word_tree
from wsisc.merge.naming import Naming
from wsisc.merge.state import ChangeRefused

HOME, OTHER = "https://example.org/", "https://other.example/"
FIGURE = {"file": "map.png", "alt": "A map", "caption": "The map"}


def summary(text, **more):
    return {"parts": {"one": {"text": text}}, **more}


BASE = summary("Words.[^n] [it][home]\n\n![map]\n", links={"home": HOME}, footnotes={"n": "A note."},
               figures={"map": FIGURE})  # fmt: skip


def naming(theirs, ours=BASE):
    found = sides(BASE, theirs, ours)
    return Naming(found, found.ours.links, set(found.ours.footnotes))


def test_a_link_has_the_name_of_its_address():
    theirs = summary(
        "[a][x] [b][home] [c][home-7]", links={"x": HOME, "home": OTHER, "home-7": "https://third.example/"}
    )
    names = naming(theirs)
    assert [names.link_name(each) for each in ("x", "home", "home-7", "home")] == ["home", "home-2", "home-7", "home-2"]
    assert names.new_links == {"home-2": OTHER, "home-7": "https://third.example/"}


def test_a_new_link_does_not_get_the_name_of_a_figure():
    names = naming(summary("[a][map]", links={"map": OTHER}))
    assert names.link_name("map") == "map-2"


def test_a_footnote_keeps_its_name_and_a_new_one_gets_a_free_one():
    theirs = summary("Words.[^f1] More.[^n]", footnotes={"f1": "A note.", "n": "Another, quite new [here][x]."},
                     links={"x": OTHER})  # fmt: skip
    names = naming(theirs)
    assert [names.footnote_name(each) for each in ("f1", "n", "n")] == ["n", "n-2", "n-2"]
    assert names.new_notes == {"n-2": "Another, quite new [here][x]."}
    assert names.new_links == {"x": OTHER}
    assert names.known_names().notes["n-2"] == "+n"


def test_a_figure_is_that_of_the_file_or_has_no_place():
    theirs = summary("![f1]\n\n![f2]\n", figures={"f1": FIGURE, "f2": {"file": "x.png", "alt": "Quite another"}})
    names = naming(theirs)
    assert names.rename("figure", "f1") == "map"
    with pytest.raises(ChangeRefused):
        names.rename("figure", "f2")


def test_a_node_is_written_in_the_names_of_the_file():
    theirs = summary("A [b][x].[^f1]", links={"x": HOME}, footnotes={"f1": "A note."})
    text = "A [b][x].[^f1]"
    assert naming(theirs).rewrite(text, word_tree.Node("text", 0, len(text))) == "A [b][home].[^n]"
