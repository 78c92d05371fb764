"""Fields of a form with a value that they cannot have: a comment at its words says what is possible."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from tests.importer.filled_forms import blank_form
from tests.review import ranges
from tests.review.annotated import reviewed
from wsisc.calls.call import BUILT_IN

CALL = BUILT_IN.load("cstd-26")


def form_with(values, unplaced=""):
    """Return a form with values typed over the hints of fields, and words in no part above its first question."""
    document = docx.Document(io.BytesIO(blank_form(CALL, "en")))
    for control in document.element.body.iter(qn("w:sdt")):
        name = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")).split(".")[1].split("@")[0]
        if name in values:
            next(control.iter(qn("w:t"))).text = values[name]
    if unplaced:
        document.add_heading("Annex", 1)
        document.add_paragraph(unplaced)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def comments_at(content, words):
    """Return the comments of a review at some words."""
    found = reviewed(content)[2].content
    marked = ranges.marked_words(found)
    return [text for id, text in ranges.comments(found).items() if marked[id] == words]


@pytest.mark.parametrize(("name", "typed", "message", "hint"), [
    ("type", "NGO", "is not a type of entity", "Use one of United Nations entity, International organization"),
    ("date", "12/15/22", "is not a clear date", "such as 15 December 2022"),
    ("date", "3/4/2026", "is not a clear date", "such as 15 December 2022"),
    ("language", "Latin", "is not a language of the call", "Use English"),
])  # fmt: skip
def test_a_comment_says_what_a_field_can_have(name, typed, message, hint):
    content = form_with({"title": "Boats", "entity": "Coop", name: typed})
    [comment] = comments_at(content, typed)
    assert f'"{typed}" {message}' in comment
    assert hint in comment
    assert "unplaced-text" not in {each.code for each in reviewed(content)[2].checked_file.diagnostics}


def test_other_words_without_a_part_are_counted_apart():
    content = form_with({"title": "Boats", "entity": "Coop", "type": "NGO", "date": "soon"}, "MS Nordlys, MS Havorn")
    assert len(comments_at(content, "NGO")) == len(comments_at(content, "soon")) == 1
    [comment] = comments_at(content, "Annex")
    assert "(5 in all)" in comment
