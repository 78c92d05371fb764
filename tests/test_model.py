"""Data become a submission, and the same data again, whichever fields are there."""

import pytest

from tests.conftest import minimal
from wsisc.document import canonical
from wsisc.source import model

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
def test_a_submission_converts_back_to_its_data(name):
    data = minimal(FIELDS[name])
    assert canonical.to_data(model.from_data(data)) == data


def test_what_is_not_there_is_empty():
    submission = model.from_data(minimal())
    assert (submission.date, submission.contact, submission.unplaced) == ("", None, None)
    assert (submission.links, submission.footnotes, submission.figures) == ({}, {}, {})
    assert submission.entity == model.Entity("An entity", "", "")
    assert all(part.tags == model.Tags() for part in submission.parts)
    assert model.Contact() == model.Contact("", "")


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        (model.Tags(), ({},)),
        (model.Reply(), ("", "", "")),
        (model.Comment(), ("", "", "", "", None, False, ())),
        (model.Section("T"), ("T", "", "", model.Tags(), (), ())),
        (model.Part("p"), ("p", "", model.Tags(), (), (), ())),
        (model.Entity("E"), ("E", "", "")),
        (model.Figure("f"), ("f", "", "", False)),
        (
            model.Submission("c", "en", "T", model.Entity("E"), ()),
            ("c", "en", "T", model.Entity("E"), (), None, "", {}, {}, {}, None, None),
        ),
    ],
)
def test_what_is_not_named_is_empty(value, fields):
    assert tuple(value) == fields


WRONG = [None, 7, "text", [], {"parts": 7}, {"parts": {"one": 7}, "links": [], "entity": "E", "figures": {"f": 1}}]


@pytest.mark.parametrize("data", WRONG)
def test_data_of_wrong_types_count_as_absent(data):
    found = model.from_data(data)
    assert (found.call, found.language, found.title, found.entity, found.parts) == ("", "", "", model.Entity(""), ())
    assert set(found.figures.values()) <= {model.Figure("")}


def test_wrong_values_within_parts_count_as_absent():
    wrong = {
        "text": 1,
        "tags": {"sdgs": "4", "kinds": ["x"]},
        "comments": [7, {"text": 1, "resolved": 1, "replies": 7}],
    }
    [part] = model.from_data({"parts": {"one": {**wrong, "sections": [7, {"title": "S"}], "a": {"text": "A"}}}}).parts
    assert part == model.Part(
        "one",
        tags=model.Tags({"kinds": ("x",)}),
        sections=(model.Section(""), model.Section("S")),
        parts=(model.Part("a", "A"),),
        comments=(model.Comment(),),
    )
    figures = {"f": {"file": "a.png", "decorative": 1}, "g": {"file": "b.png", "decorative": True, "caption": "C"}}
    found = model.from_data({"contact": {"name": "N"}, "unplaced": {"text": "U"}, "figures": figures})
    assert found.contact == model.Contact("N")
    assert found.unplaced == model.Part("unplaced", "U")
    assert found.figures == {"f": model.Figure("a.png"), "g": model.Figure("b.png", caption="C", decorative=True)}


def test_texts_and_comments_are_in_order():
    inner = {"title": "Inner", "text": "i", "comments": [{"text": "on inner"}]}
    outer = {"title": "Outer", "text": "o", "sections": [inner]}
    data = minimal(
        {
            "contact": {"name": "N", "email": "e"},
            "parts": {"one": {"sections": [outer]}, "three": {"a": {"comments": [{"text": "on a"}]}}},
            "unplaced": {"text": "U", "sections": [{"title": "Left"}]},
            "footnotes": {"n": "A note."},
            "figures": {"f": {"file": "a.png", "alt": "A", "caption": "C"}},
        }
    )
    submission = model.from_data(data)
    first, second = ("parts", "one", "sections", 0), ("parts", "one", "sections", 0, "sections", 0)
    assert [path for path, _ in model.parts(submission)] == [
        ("parts", "one"),
        ("parts", "two"),
        ("parts", "three"),
        ("parts", "three", "a"),
        ("parts", "three", "b"),
    ]
    assert [path for path, _ in model.sections(submission)] == [first, second, ("unplaced", "sections", 0)]
    assert [(path, comment.text) for path, comment in model.comments(submission)] == [
        (("parts", "three", "a", "comments", 0), "on a"),
        ((*second, "comments", 0), "on inner"),
    ]
    assert [tuple(each) for each in model.rich_texts(submission)] == [
        (("parts", "one", "text"), "A summary."),
        (("parts", "two", "text"), "An overview."),
        (("parts", "three", "text"), ""),
        (("parts", "three", "a", "text"), "What was done."),
        (("parts", "three", "b", "text"), "What will be."),
        (("unplaced", "text"), "U"),
        ((*first, "text"), "o"),
        ((*second, "text"), "i"),
        (("unplaced", "sections", 0, "text"), ""),
        (("footnotes", "n"), "A note."),
    ]
    assert [tuple(each) for each in model.plain_texts(submission)] == [
        (("title",), "A title"),
        (("entity", "name"), "An entity"),
        (("entity", "acronym"), ""),
        (("contact", "name"), "N"),
        (("contact", "email"), "e"),
        ((*first, "title"), "Outer"),
        ((*second, "title"), "Inner"),
        (("unplaced", "sections", 0, "title"), "Left"),
        (("figures", "f", "alt"), "A"),
        (("figures", "f", "caption"), "C"),
    ]
