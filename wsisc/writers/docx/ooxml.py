"""Names of Office Open XML (ECMA-376), and what writers of its parts share."""

from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class PackageParts(NamedTuple):
    """Parts to add to a Word file: their contents, relationships, and lines of [Content_Types].xml."""

    parts: dict[str, bytes]
    relationships: list[dict[str, str]]
    content_types: str


NO_PARTS = PackageParts({}, [], "")


def ensure_first(parent: etree._Element, name: str) -> etree._Element:
    """Return a child that must be the first of its parent, such as `w:pPr`, and insert it if it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        parent.insert(0, child)
    return child
