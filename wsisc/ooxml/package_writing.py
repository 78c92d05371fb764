"""Parts by name -> the bytes of an Office file; equal parts give equal bytes."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can have


def serialize_part(root: etree._Element) -> bytes:
    """Return an XML part, encoded as in a Word file."""
    return DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8")


def new_entry(name: str) -> ZipInfo:
    """Return the entry of a new part, with nothing of the machine in it."""
    entry = ZipInfo(name, _DATE)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
    return entry


def copy_entry(entry: ZipInfo) -> ZipInfo:
    """Return an entry with the name, date, attributes and compression of one that was read."""
    copied = ZipInfo(entry.filename, entry.date_time)
    copied.compress_type, copied.create_system = entry.compress_type, entry.create_system
    copied.external_attr = entry.external_attr
    return copied


def write_archive(parts: Iterable[tuple[ZipInfo, bytes]], comment: bytes = b"") -> bytes:
    """Return an archive of these entries and their contents, in this order."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for entry, content in parts:
            archive.writestr(entry, content)
        archive.comment = comment
    return buffer.getvalue()
