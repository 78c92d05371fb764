"""The parts of a Word file apart from its body: names, relationships and types."""

from dataclasses import replace

from tests.conftest import manuscript, minimal
from wsisc.writers.docx import document_package

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_part_is_related_by_the_name_of_its_kind():
    header = document_package.related_part("header", "header1.xml", "<é/>")
    assert header == (
        {"word/header1.xml": "<é/>".encode()},
        [("header", f"{KIND}/header", "header1.xml", False)],
        [("/word/header1.xml", f"{TYPE}.header+xml")],
    )
    other = document_package.related_part("people", "people.xml", "", "urn:x/people")
    assert other.relationships == [("people", "urn:x/people", "people.xml", False)]
    joined = document_package.join_parts([header, other])
    assert list(joined.parts) == ["word/header1.xml", "word/people.xml"]
    assert joined.relationships == [*header.relationships, *other.relationships]
    assert joined.content_types == [*header.content_types, *other.content_types]


def test_a_part_may_have_an_id_of_its_own():
    first = document_package.related_part("header", "header1.xml", "", id="header1")
    assert first.relationships == [("header1", f"{KIND}/header", "header1.xml", False)]
    assert [each.type for each in first.content_types] == [f"{TYPE}.header+xml"]


def test_only_what_embeds_a_source_has_one():
    final = manuscript(minimal())
    assert [each.target for each in document_package.source_parts(final).relationships] == ["../customXml/item1.xml"]
    assert document_package.source_parts(replace(final, embed=False)) == document_package.NO_PARTS


def test_properties_are_escaped_and_have_a_date_if_there_is_one():
    dated = document_package.core_properties(
        document_package.Properties("A <T>", "E & F", "S", "en-GB", "2022-12-15")
    ).decode()
    assert "<dc:title>A &lt;T&gt;</dc:title><dc:subject>S</dc:subject><dc:creator>E &amp; F</dc:creator>" in dated
    assert dated.count("2022-12-15T00:00:00Z") == 2
    bare = document_package.core_properties(document_package.Properties("T", "A", "S", "en")).decode()
    assert "<dcterms:" not in bare
