"""What a file holds besides its text: what every file has is not reported, everything else is named."""

import io

import pytest
from pypdf import PdfWriter

from tests.readers.word_files import para, run, word_file
from wsisc.readers import pdf_text
from wsisc.readers.word import reader as word
from wsisc.readers.word.content import ComponentKind

OF_WORD = [
    "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "customXml", "footnotes",
    "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "glossaryDocument",
    "printerSettings", "keyMapCustomizations", "documenttasks",
]  # fmt: skip
EMBEDDED = {
    "chart": "chart", "chartEx": "chart", "diagramData": "diagram", "aFChunk": "embedded document",
    "oleObject": "OLE object", "package": "embedded file", "control": "ActiveX control", "unheard-of": "unheard-of",
}  # fmt: skip


def embedded(kind):
    found = word.read(word_file(para(run("Words.")), relations=[("r1", kind, f"{kind}.bin", "")]))
    return [(each.name, each.detail) for each in found.components if each.kind == ComponentKind.EMBEDDED]


@pytest.mark.parametrize("kind", OF_WORD)
def test_parts_that_word_writes_by_itself_are_not_reported(kind):
    assert embedded(kind) == []


@pytest.mark.parametrize("kind", EMBEDDED)
def test_parts_that_somebody_put_in_are_named(kind):
    assert embedded(kind) == [(EMBEDDED[kind], f"word/{kind}.bin")]


def items(attached):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attached.items():
        writer.add_attachment(name, content)
    stream = io.BytesIO()
    writer.write(stream)
    return {each.text for each in pdf_text.read_inventory(stream.getvalue()).items if each.kind == "attachment"}


def test_attachments_of_a_pdf_are_distinguished_by_their_content():
    one, two = items({"a.csv": b"1,2"}), items({"a.csv": b"1,3"})
    assert one != two
    assert [each.startswith("a.csv ") for each in [*one, *two]] == [True, True]
    assert len(items({"a.csv": b"1,2", "b.csv": b"1,2"})) == 2
