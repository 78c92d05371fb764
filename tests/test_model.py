"""Data become a submission, and the same data again, whichever fields are there."""

import pytest

from tests.conftest import minimal
from wsisc import model
from wsisc.document import canonical

SECTION = {"title": "A section"}
FIELDS = {
    "acronym": {"entity": {"acronym": "AE"}}, "type": {"entity": {"type": "government"}}, "date": {"date": "2022-12-15"},
    "contact name": {"contact": {"name": "Ann"}}, "contact address": {"contact": {"email": "a@b.example"}},
    "links": {"links": {"home": "https://a.example/"}}, "footnotes": {"footnotes": {"n": "A note."}},
    "figure": {"figures": {"a": {"file": "a.png", "alt": "An image"}}}, "decoration": {"figures": {"a": {"file": "a.png", "decorative": True}}},
    "caption": {"figures": {"a": {"file": "a.png", "alt": "An image", "caption": "Seen"}}},
    "section": {"parts": {"two": {"sections": [SECTION]}}}, "id": {"parts": {"two": {"sections": [{**SECTION, "id": "a"}]}}},
    "text of a section": {"parts": {"two": {"sections": [{**SECTION, "text": "Words."}]}}},
    "inner section": {"parts": {"two": {"sections": [{**SECTION, "sections": [SECTION]}]}}},
    "unplaced": {"unplaced": {"text": "Left over."}},
    **{
        f"tags {name}": {"parts": {"one": {"tags": {name: codes}}}}
        for name, codes in {"action-lines": ["C4"], "sdgs": [4, "16.5"], "countries": ["BR"], "kinds": ["obstacle"]}.items()
    },
    "comment": {"parts": {"one": {"comments": [{"by": "Ann", "text": "So?"}]}}},
    "comment with all": {
        "parts": {"one": {"comments": [{"by": "Ann", "date": "2022-12-15T09:30:00Z", "quote": "A", "text": "So?", "proposal": "B"}]}}
    },
    "tags of a section": {"parts": {"two": {"sections": [{**SECTION, "tags": {"countries": ["FR"], "kinds": ["programme"]}}]}}},
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_a_submission_gives_the_data_that_it_was_made_of(name):
    data = minimal(FIELDS[name])
    assert canonical.to_data(model.from_data(data)) == data


def test_what_is_not_there_is_empty():
    submission = model.from_data(minimal())
    assert (submission.date, submission.contact, submission.unplaced) == ("", None, None)
    assert (submission.links, submission.footnotes, submission.figures) == ({}, {}, {})
    assert submission.entity == model.Entity("An entity", "", "")
    assert {part.tags for part in submission.parts} == {model.Tags()}
    assert model.Contact() == model.Contact("", "")
