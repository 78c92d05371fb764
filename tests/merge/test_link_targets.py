"""A corrected address stays under its old name, where that is sure."""

import pytest

from tests.conftest import as_yaml, minimal
from tests.merge.versions import sides
from wsisc import source
from wsisc.merge.apply import restore_link_names

OLD, NEW = "https://old.example/", "https://new.example/"


def data(text, links, **more):
    return {"parts": {"one": {"text": text}}, "links": links, **more}


OURS = data("See [the site][site].", {"site": OLD})


def restored(theirs, merged, ours=OURS):
    content = restore_link_names(as_yaml(minimal(merged)), sides(ours, theirs, ours))
    read = source.read(content, "").data
    return read["parts"]["one"]["text"], read["links"]


@pytest.mark.parametrize("text", ["See [the site][{}].", "Look at [the site][{}]."])
def test_a_new_name_gives_way_to_the_old_one_that_nothing_uses(text):
    merged = data(text.format("n"), {"site": OLD, "n": NEW})
    assert restored(merged, merged) == (text.format("site"), {"site": NEW})


@pytest.mark.parametrize(
    "text",
    [
        "See [the sites][n].",  # on other words, of another length: it may be another link
        "See [the site][n] and [more][site].",  # the old one is in use
    ],
)
def test_both_names_stay_where_it_is_not_sure(text):
    merged = data(text, {"site": OLD, "n": NEW})
    assert restored(merged, merged) == (text, {"site": OLD, "n": NEW})


def test_both_names_stay_where_the_reviewer_or_a_proposal_uses_the_old_one():
    merged = data("See [the site][n].", {"site": OLD, "n": NEW})
    assert restored(data("See [the site][site].", {"site": OLD}), merged)[1] == {"site": OLD, "n": NEW}
    merged["parts"]["one"]["comments"] = [{"quote": "See", "proposal": "Use [it][site]"}]
    assert restored(data("See [the site][n].", {"n": NEW}), merged)[1] == {"site": OLD, "n": NEW}
