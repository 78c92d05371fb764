"""A line of the first pages -> the fields in it."""

import pytest

from tests.importer.alike import items
from tests.importer.paragraphs import heading, para
from tests.importer.paragraphs import read as read_content
from wsisc.importer.cover import cover_fields
from wsisc.importer.cover.cover_fields import FieldKind
from wsisc.source.model import Contact


def read(text, **options):
    found = cover_fields.read_line(text, **options)
    if found is None:
        return None
    assert "".join(piece.text for piece in found.pieces) == text
    return {piece.kind.value: piece.text for piece in found.pieces if piece.kind != FieldKind.LABEL}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Contact: Amina Diallo", {"person": "Amina Diallo"}),
        ("CONTACT PERSON: A. Diallo, a@b.example", {"person": "A. Diallo", "email": "a@b.example"}),
        ("E-mail : a@b.example", {"email": "a@b.example"}),
        ("Email: none yet", {"other": "none yet"}),
        ("Tel.: 020 555 0143; fax: 020 555 0144", {"other": "020 555 0144"}),
        ("Tel: (020) 555", {"other": "(020) 555"}),
        ("联系人：李明，liming@miit.example", {"person": "李明", "email": "liming@miit.example"}),
        ("Personne à contacter : Mme Roy", {"person": "Mme Roy"}),
        ("Name of the organization: Union of Post Offices", {"entity": "Union of Post Offices"}),
        ("Date: 9 December 2022", {"date": "9 December 2022"}),
        ("Geneva, 9 December 2022", {"date": "Geneva, 9 December 2022"}),
        ("a@b.example | www.b.example", {"email": "a@b.example", "other": "www.b.example"}),
        ("Contact us if you wish to know more", None),
        ("Contact: " + "word " * 40, None),
        ("Date of birth", None),
        ("0 1 2 3 4 5 6 7 8 9", None),
        ("Report of 9 December 2022 on the work of the Office", None),
        ("", None),
    ],
)
def test_the_fields_in_a_line(text, fields):
    assert read(text) == fields


def test_a_label_alone_is_that_of_the_next_line():
    found = cover_fields.read_line("Contact person:")
    assert found.open_kind == FieldKind.PERSON
    assert read("Lena Varga", open_kind=found.open_kind) == {"person": "Lena Varga"}
    assert read("Lena Varga") is None


def test_what_stands_alone_at_the_top_is_no_field_by_its_form():
    assert read("www.b.example", is_below=False) is None


@pytest.mark.parametrize("text", ["E-mail", "E-mail:", " Telephone : "])
def test_labels(text):
    assert cover_fields.is_label(text)
    assert not cover_fields.is_label(f"{text} of")


def test_contact_lines_are_never_in_a_part_or_the_name_of_the_entity():
    found = read_content(
        *(para("Submitted by the Union of Post Offices"), para("Contact: A. Diallo")),
        *(para("a@b.example, c@d.example"), para("Tel: +99 20 555 0143"), para("12 Harbour Road")),
        *(heading("Part One"), para("Text.")),
        call="cstd-26",
    )
    submission = found.submission
    assert (submission.title, submission.entity.name) == ("The title of it", "Union of Post Offices")
    assert submission.contact == Contact("A. Diallo", "a@b.example")
    assert [part.text for part in submission.parts] == ["Text.\n"]
    assert items(found, "contact") == ["c@d.example", "Tel: +99 20 555 0143", "12 Harbour Road"]
    assert submission.unplaced is None
    assert found.report.is_balanced
