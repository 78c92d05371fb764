"""Parts by name -> the bytes of an Office file; equal parts give equal bytes.

The types of their contents are stated by name or by extension (ECMA-376-2, 7.2.3).
"""

import io
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_BY_EXTENSION, _BY_NAME = f"{_NAMESPACE}Default", f"{_NAMESPACE}Override"


class ContentType(NamedTuple):
    """The type of the part with a name, which begins with "/", or of all parts with an extension, such as "png"."""

    subject: str
    type: str


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


def office_content(part: str, kind: str) -> ContentType:
    """Return the type of a part with XML of Office; `kind` is such as "wordprocessingml.comments"."""
    return ContentType(f"/{part}", f"application/vnd.openxmlformats-officedocument.{kind}+xml")


def create_type(content_type: ContentType) -> etree._Element:
    """Return the element that states a type."""
    is_name = content_type.subject.startswith("/")
    attributes = {"PartName" if is_name else "Extension": content_type.subject, "ContentType": content_type.type}
    return etree.Element(_BY_NAME if is_name else _BY_EXTENSION, attributes)


def read_types(root: etree._Element) -> Iterator[ContentType]:
    """Yield the types that a part states."""
    for element in root.iter(_BY_NAME, _BY_EXTENSION):
        yield ContentType(_subject(element), element.get("ContentType", ""))


def remove_types(root: etree._Element, subjects: Collection[str]) -> None:
    """Remove what a part states of some names and extensions."""
    for element in [element for element in root.iter(_BY_NAME, _BY_EXTENSION) if _subject(element) in subjects]:
        root.remove(element)


def _subject(element: etree._Element) -> str:
    return element.get("PartName" if element.tag == _BY_NAME else "Extension", "")
