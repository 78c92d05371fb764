"""A checksum is right until someone changes the document; adding and removing it changes nothing else."""

import pytest

from wsisc.document import checksum

PARTS = {"docProps/app.xml": b"<Properties/>\n", "word/document.xml": b"<w:document/>", "a.png": b"\x89PNG"}
PAGE = b"<!doctype html>\n<p>Words.</p>\n"


def test_parts_with_their_checksum_are_valid_and_without_it_as_they_were():
    marked = checksum.add_to_parts(PARTS)
    assert [name for name in PARTS if marked[name] != PARTS[name]] == ["docProps/app.xml"]
    assert checksum.is_valid_for_parts(marked)
    assert checksum.remove_from_parts(marked) == PARTS
    assert checksum.add_to_parts(marked) == marked
    assert checksum.add_to_parts(dict(reversed(PARTS.items()))) == marked


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_changed_or_gone_is_noticed(name):
    marked = checksum.add_to_parts(PARTS)
    assert not checksum.is_valid_for_parts({**marked, name: b" " + marked[name]})
    assert not checksum.is_valid_for_parts({**marked, "new.xml": b""})
    others = {each: part for each, part in marked.items() if each != name}
    assert checksum.is_valid_for_parts(others) == (name == "docProps/app.xml")


def test_the_line_of_a_checksum_elsewhere_is_content():
    line = checksum.add_to_page(PAGE).removeprefix(PAGE)
    parts = {**PARTS, "word/document.xml": PARTS["word/document.xml"] + line}
    assert checksum.remove_from_parts(parts) == parts
    assert checksum.is_valid_for_parts(checksum.add_to_parts(parts))


def test_a_page_is_valid_until_it_is_changed_whatever_its_line_ends_are():
    marked = checksum.add_to_page(PAGE)
    assert marked.startswith(PAGE)
    assert checksum.remove_from_page(marked) == PAGE
    assert checksum.is_valid_for_page(marked)
    assert checksum.is_valid_for_page(marked.replace(b"\n", b"\r\n"))
    assert not checksum.is_valid_for_page(marked.replace(b"Words", b"Wards"))
    assert not checksum.is_valid_for_page(b" " + marked)


def test_a_document_without_a_checksum_is_older_than_checksums():
    assert checksum.is_valid_for_parts(PARTS)
    assert checksum.is_valid_for_page(PAGE)
    assert checksum.is_valid_for_page(checksum.add_to_page(PAGE) + b"<!-- more -->")
