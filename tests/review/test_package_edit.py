"""Packages of other shapes: strict namespaces, no relationships, other names of parts, an unchanged archive."""

import io
import zipfile

from tests.readers.word_files import para, run, word_file
from tests.review import ranges
from tests.review.annotated import reviewed
from tests.review.files import commented, officer
from wsisc.ooxml.word_archive import STRICT_NAMESPACES
from wsisc.readers.word import reader
from wsisc.review import seal

WORDS = "The UN Secretary General asked Cape Verde."


def rewritten(content, change):
    """Return a file whose parts are what `change` returns for their names and bytes; None leaves one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ranges.parts(content).items():
            new_name, new_part = change(name, part)
            if new_part is not None:
                archive.writestr(new_name, new_part)
    return buffer.getvalue()


def to_strict(name, part):
    for strict, usual in STRICT_NAMESPACES if name.endswith((".xml", ".rels")) else ():
        part = part.replace(usual, strict)
    return name, part


def test_a_strict_file_stays_strict():
    content = rewritten(officer(), to_strict)
    _, _, found = reviewed(content)
    parts = ranges.parts(found.content)
    assert b"schemas.openxmlformats.org/wordprocessingml/2006/main" not in parts["word/document.xml"]
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in parts["word/comments.xml"]
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in parts["word/_rels/document.xml.rels"]
    assert reader.read(found.content).comments[1].quote == "UN"


def test_a_file_without_relationships_gets_some():
    content = rewritten(
        word_file(para(run(WORDS))), lambda name, part: (name, None if "document.xml.rels" in name else part)
    )
    _, _, found = reviewed(content)
    assert "word/_rels/document.xml.rels" in ranges.parts(found.content)
    assert "Cape Verde" in "".join(each.quote for each in reader.read(found.content).comments)


def test_parts_of_other_names_are_found():
    def rename(name, part):
        return name.replace("document.xml", "document2.xml"), part.replace(b"document.xml", b"document2.xml")

    content = rewritten(commented(officer()), rename)
    _, _, found = reviewed(content)
    assert {"word/document2.xml", "word/comments.xml"} == ranges.changed_parts(content, found.content)


def test_a_result_is_known_until_a_program_saves_it():
    _, _, found = reviewed(officer())
    assert seal.is_unchanged(found.content)
    assert not seal.is_unchanged(officer())
    assert not seal.is_unchanged(found.content[:100] + b"x" + found.content[101:])
    assert not seal.is_unchanged(rewritten(found.content, lambda name, part: (name, part)))
    assert not seal.is_unchanged(b"")
