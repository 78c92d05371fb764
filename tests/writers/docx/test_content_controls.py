"""Words of a paragraph -> a content control around them, whatever runs they are in."""

import pytest
from lxml import etree

from wsisc.ooxml.names import W
from wsisc.writers.docx import fillable_form
from wsisc.writers.docx.fillable_form import ControlKind

TEXT, HINT = "Acronym: Write it here, please", "Write it here"


def paragraph(*texts):
    runs = "".join(f"<w:r><w:t xml:space='preserve'>{each}</w:t></w:r>" for each in texts)
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{runs}</w:p>')


def shown(element):
    return "".join(each.text for each in element.iter(f"{W}t"))


@pytest.mark.parametrize(
    "texts",
    [
        [TEXT],
        ["Acronym: ", "Write it here", ", please"],
        ["Acronym: Wr", "ite it", " here, please"],
        [HINT],
        ["Acronym: ", HINT],
    ],
)
def test_a_control_holds_the_hint_and_nothing_else(texts):
    found = paragraph(*texts)
    before = shown(found)
    fillable_form.insert_control(found, HINT, "wsisc.acronym@cstd-26", "Acronym", ControlKind({}))
    [control] = found.iter(f"{W}sdt")
    assert shown(found) == before
    assert shown(control) == HINT
    assert control.getparent() is found
    assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert {each.get(f"{W}val") for each in control.iter(f"{W}rStyle")} == {"PlaceholderText"}
    assert len(list(found.iter(f"{W}rStyle"))) == len(list(control.iter(f"{W}rStyle")))


def test_a_control_is_a_list_or_a_date():
    found = paragraph("Government")
    fillable_form.insert_control(
        found, "Government", "a", "A", ControlKind({"Government": "government"}), is_hint=False
    )
    assert [each.get(f"{W}value") for each in found.iter(f"{W}listItem")] == ["government"]
    assert not list(found.iter(f"{W}showingPlcHdr", f"{W}rStyle"))
    found = paragraph("Choose a date")
    fillable_form.insert_control(found, "Choose a date", "b", "B", ControlKind({}, "fr-FR"))
    assert next(found.iter(f"{W}lid")).get(f"{W}val") == "fr-FR"
    assert not list(found.iter(f"{W}text"))


def test_the_beginning_of_a_paragraph_is_bold():
    found = paragraph(TEXT)
    fillable_form.embolden(found, "Acronym:")
    assert [(shown(run), run.find(f"{W}rPr/{W}b") is not None) for run in found.iter(f"{W}r")] == [
        ("Acronym:", True),
        (" Write it here, please", False),
    ]
