"""A Word file -> its parts, the targets of their relationships, and the elements of its XML, whatever they mean.

`perceptible_items` finds what a reader perceives. This module covers the rest of the package, which is compared with
that of the expected document: other parts, settings, and markup that the readers do not know.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from wsisc.document import checksum
from wsisc.document.provenance import NAMESPACE_OF_ANY_VERSION
from wsisc.ooxml import package
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem, short_digest

_DUPLICATE_NAME = "second part of the same name"
_TEXT_PARTS = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_COMMENT_PARTS = re.compile(r"word/comments\w*\.xml")
_LAYOUT_PARTS = re.compile(
    r"word/(styles|numbering|settings|fontTable|theme/theme1)\.xml|docProps/app\.xml|\[Content_Types\]\.xml"
)
# The relationships that every program writes, each to part names of its own.
_USUAL_RELATIONSHIPS = (
    "core-properties", "extended-properties", "footnotes", "settings", "styles", "theme", "fontTable", "numbering",
    "footer", "header", "customXml", "customXmlProps", "webSettings",
)  # fmt: skip
_ELEMENT_NAMES = {"sdt": "content control", "AlternateContent": "alternate content", "sym": "symbol"}
_WITHOUT_EFFECT = ("lang", "noProof", "bCs", "iCs", "szCs", "kern", "rsid")


def read_inventory(content: bytes) -> Inventory:
    """Return the parts of a Word file that hold no text, and its relationships.

    Raises WsiscError if the file is damaged.
    """
    parts, items = _read_parts(content), list[InventoryItem]()
    for name in sorted(parts):
        if name.endswith(".rels"):
            items += _relationship_items(name, parts[name])
        elif not (_TEXT_PARTS.fullmatch(name) or _COMMENT_PARTS.fullmatch(name) or name == "docProps/core.xml"):
            items.append(_part_item(name, parts[name]))
    return Inventory(
        [], [*sorted(items), *(InventoryItem(_DUPLICATE_NAME, name, "") for name in find_duplicate_names(content))]
    )


def find_duplicate_names(content: bytes) -> list[str]:
    """Return the names that several parts share: programs differ on which of them they show."""
    return [name for name, count in Counter(package.Archive(content).names).items() if count > 1]


def read_markup(content: bytes) -> Inventory:
    """Return the elements of the parts that hold text, with their attributes."""
    parts = package.read_parts(content)
    names = [name for name in sorted(parts) if _TEXT_PARTS.fullmatch(name)]
    return Inventory([], [item for name in names for item in _element_items(name, parts[name])])


def find_differing_parts(expected: bytes, content: bytes) -> list[str]:
    """Return the names of the parts in which two files differ. Raises WsiscError if one is damaged."""
    first, second = _read_parts(expected), _read_parts(content)
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def _read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file without their checksum, which covers the very parts that are compared."""
    return checksum.remove_from_parts(package.read_parts(content))


def _part_item(name: str, data: bytes) -> InventoryItem:
    """Return the item of a part that holds no text; the source package is compared by its content elsewhere."""
    if name.startswith("customXml/item") and NAMESPACE_OF_ANY_VERSION.search(data):
        return InventoryItem("source of the document", name, "")
    place = "word/media" if name.startswith("word/media/") else name
    return InventoryItem(
        "part",
        place,
        f"{len(data)} bytes{NOTE_SEPARATOR}{short_digest(data)}",
        _LAYOUT_PARTS.fullmatch(name) is not None,
    )


def _relationship_items(name: str, data: bytes) -> Iterator[InventoryItem]:
    """Yield the targets of the relationships of a part; links, images and comments are reported elsewhere."""
    for link in _parse_xml(data):
        kind, target = posixpath.basename(link.get("Type", "")), link.get("Target", "")
        is_external = link.get("TargetMode") == "External"
        is_reported = kind in ("hyperlink", "image") or kind.startswith("comments")
        if not is_reported or (is_external and kind != "hyperlink"):
            yield InventoryItem(
                "relationship", name, f"{kind}: {target}", kind in _USUAL_RELATIONSHIPS and not is_external
            )


def _element_items(name: str, data: bytes) -> Iterator[InventoryItem]:
    for element in _parse_xml(data).iter(etree.Element):
        kind = etree.QName(element).localname
        if kind not in _WITHOUT_EFFECT:
            found = sorted((etree.QName(str(key)).localname, str(value)) for key, value in element.attrib.items())
            text = " ".join(f'{key}="{value}"' for key, value in found if not key.startswith("rsid"))
            yield InventoryItem(_ELEMENT_NAMES.get(kind, f"markup {kind}"), name, text, is_layout=True)


def _parse_xml(data: bytes) -> etree._Element:
    package.check_xml_size(data)
    with package.reporting_damage():
        return package.parse_xml(data)
