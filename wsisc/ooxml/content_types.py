"""The parts of an Office file -> the types of their contents, by name or by extension (ECMA-376-2, 7.2.3)."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

PART = "[Content_Types].xml"
_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_BY_EXTENSION, _BY_NAME = f"{_NAMESPACE}Default", f"{_NAMESPACE}Override"


class ContentType(NamedTuple):
    """The type of the part with a name, which begins with "/", or of all parts with an extension, such as "png"."""

    subject: str
    type: str


def office_content(part: str, kind: str) -> ContentType:
    """Return the type of a part with XML of Office; `kind` is such as "wordprocessingml.comments"."""
    return ContentType(f"/{part}", f"application/vnd.openxmlformats-officedocument.{kind}+xml")


def create_element(content_type: ContentType) -> etree._Element:
    """Return the element that states a type."""
    is_name = content_type.subject.startswith("/")
    attributes = {"PartName" if is_name else "Extension": content_type.subject, "ContentType": content_type.type}
    return etree.Element(_BY_NAME if is_name else _BY_EXTENSION, attributes)


def read(root: etree._Element) -> Iterator[ContentType]:
    """Yield the types that a part states."""
    for element in root.iter(_BY_NAME, _BY_EXTENSION):
        yield ContentType(_subject(element), element.get("ContentType", ""))


def remove(root: etree._Element, subjects: Collection[str]) -> None:
    """Remove what a part states of some names and extensions."""
    for element in [each for each in root.iter(_BY_NAME, _BY_EXTENSION) if _subject(each) in subjects]:
        root.remove(element)


def _subject(element: etree._Element) -> str:
    return element.get("PartName" if element.tag == _BY_NAME else "Extension", "")
