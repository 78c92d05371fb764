"""Office files are opened within bounds, and formats are recognised by bytes alone."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package
from wsisc.ooxml.file_format import FileFormat, recognize


def understated(size):
    """Return an archive with a part of `size` bytes that states to have 10."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(size))
    return stream.getvalue().replace(struct.pack("<I", size), struct.pack("<I", 10))


def test_a_part_is_decompressed_only_to_its_stated_size():
    content = understated(50_000_000)
    tracemalloc.start()
    with pytest.raises(WsiscError, match="damaged"):
        package.read_parts(content)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_missing_part_is_damage():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    archive = package.Archive(stream.getvalue())
    assert archive.has_part("word/document.xml")
    assert not archive.has_part("Word/Document.xml")
    with pytest.raises(WsiscError, match="damaged"):
        archive.read("word/footnotes.xml")


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"PK\x03\x04", FileFormat.DOCX),
        (b"%PDF-1.7", FileFormat.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileFormat.OLE),
        (b"{\\rtf1 {\\*\\htmltag <html>}}", FileFormat.RTF),
        (b"<!DOCTYPE html>\n<HTML lang='en'>", FileFormat.HTML),
        (b" " * 1_000 + b"<html>", FileFormat.UNKNOWN),
        (b"wsisc: 1", FileFormat.UNKNOWN),
        (b"", FileFormat.UNKNOWN),
    ],
)
def test_a_format_is_recognised_by_bytes(content, format):
    assert recognize(content) == format
