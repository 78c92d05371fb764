"""A Word file -> its parts, the targets of their relationships, and the elements of its XML, whatever they mean.

`items` finds what a reader perceives. This module covers the rest of the package, which is compared with
that of the expected document: other parts, settings, and markup that the readers do not know. Of the layout, which
another version may write differently, only what hides words or images, adds words or requests something counts.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from wsisc.document import checksum
from wsisc.document.provenance import NAMESPACE_OF_ANY_VERSION
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package
from wsisc.ooxml.relationships import Relationships
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
    differing = (name for name in {*first, *second} if first.get(name) != second.get(name))
    return sorted(name for name in differing if not _is_same_xml(name, first.get(name), second.get(name)))


def _is_same_xml(name: str, first: bytes | None, second: bytes | None) -> bool:
    """Return whether two parts are one XML document (Canonical XML 1.0), whatever its declaration and its quotes."""
    if first is None or second is None or not name.endswith((".xml", ".rels")):
        return False
    try:
        one, other = (etree.tostring(_parse_xml(part).getroottree(), method="c14n") for part in (first, second))
    except (WsiscError, etree.C14NError):  # not XML, or of a kind that has no canonical form
        return False
    return bool(one == other)


def _read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file without their checksum, which covers the very parts that are compared."""
    return checksum.remove_from_parts(package.read_parts(content))


def _part_item(name: str, data: bytes) -> InventoryItem:
    """Return the item of a part that holds no text; the source package is compared by its content elsewhere."""
    if name.startswith("customXml/item") and re.search(NAMESPACE_OF_ANY_VERSION, data):
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
    for entry in Relationships(_parse_xml(data)):
        kind = entry.kind
        is_reported = kind in ("hyperlink", "image") or kind.startswith("comments")
        if not is_reported or (entry.is_external and kind != "hyperlink"):
            is_usual = kind in _USUAL_RELATIONSHIPS and not entry.is_external
            yield InventoryItem("relationship", name, f"{kind}: {entry.target}", is_usual)


def _name_markup(tag: str) -> str:
    return f"markup {tag}"


def _element_items(name: str, data: bytes) -> Iterator[InventoryItem]:
    for element in _parse_xml(data).iter(etree.Element):
        kind = etree.QName(element).localname
        if kind not in _WITHOUT_EFFECT:
            found = sorted((etree.QName(str(key)).localname, str(value)) for key, value in element.attrib.items())
            text = " ".join(f'{key}="{value}"' for key, value in found if not key.startswith("rsid"))
            yield InventoryItem(_ELEMENT_NAMES.get(kind) or _name_markup(kind), name, text, is_layout=True)


def _parse_xml(data: bytes) -> etree._Element:
    package.check_xml_size(data)
    with package.reporting_damage():
        return package.parse_xml(data)


# Content of parts that hides words (struck or tiny), or that Word runs, requests or shows.
_HIDING = {
    "word/styles.xml": re.compile(rb'<w:(?:webHidden|d?strike)\b[^>]*>|<w:sz w:val="\d"[^>]*>'),
    "word/numbering.xml": re.compile(rb'<w:lvlText w:val="[^"]*\w\w[^"]*"|<w:vanish\b[^>]*>'),
    "word/settings.xml": re.compile(
        rb"<w:(?:mailMerge|attachedTemplate|linkStyles|updateFields|documentProtection|writeProtection|docVars"
        rb'|displayBackgroundShape|evenAndOddHeaders|saveThroughXslt|revisionView|numFmt w:val="(?!decimal"))\b[^>]*>'
    ),
    "docProps/app.xml": re.compile(rb"<(?:\w+:)?(?:Company|Manager|HyperlinkBase|PresentationFormat)>[^<]+"),
}
_OFF = re.compile('w:val="(0|false|off)"')
_TYPEFACES = re.compile(r'\bw:(?:ascii|hAnsi)="([^"]*)"|<a:latin typeface="([^"+][^"]*)"')
# Typefaces that are known to draw letters as letters: Wingdings or a bar code makes words unreadable.
_TEXT_TYPEFACES = {
    "times new roman", "times", "tinos", "liberation serif", "georgia", "cambria", "garamond", "palatino linotype",
    "book antiqua", "constantia", "noto serif", "source serif pro", "source serif 4", "dejavu serif", "arial", "arimo",
    "helvetica", "helvetica neue", "liberation sans", "calibri", "carlito", "caladea", "verdana", "tahoma",
    "trebuchet ms", "segoe ui", "aptos", "roboto", "open sans", "noto sans", "source sans pro", "source sans 3",
    "dejavu sans", "courier new", "courier", "cousine", "liberation mono", "consolas", "cascadia mono",
    "dejavu sans mono", "menlo", "monaco", "amiri", "traditional arabic", "simplified arabic", "noto naskh arabic",
    "noto sans arabic", "simsun", "simhei", "microsoft yahei", "noto sans cjk sc", "noto serif cjk sc", "ms mincho",
    "batang", "segoe ui symbol", "noto sans symbols2", "noto sans symbols 2",
    "serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "math",
}  # fmt: skip
_PARTS_WITH_TYPEFACES = ("word/styles.xml", "word/theme/theme1.xml")
# Measures that make content invisible (1/20 pt; for images 1/914400 inch), and transformations.
_SUSPICIOUS_MARKUP = {
    "pgMar": re.compile(r'"-?(?:\d{5,}|[4-9]\d{3})"'),
    "gridCol": re.compile(r'\bw="\d{1,2}"'),
    "extent": re.compile(r'\bc[xy]="-?\d{1,5}"'),
    "xfrm": re.compile(r'\b(?:rot|flipH|flipV)="[^"]+"'),
}


def find_hiding(content: bytes) -> list[str]:
    """Return whatever in the layout of a Word file hides or distorts content, or adds words."""
    found = package.read_parts(content)
    lines = [
        f"{name} has {text}"
        for name, pattern in _HIDING.items()
        for match in pattern.finditer(found.get(name, b""))
        if not _OFF.search(text := match[0].decode("utf-8", "replace"))
    ]
    lines += [
        f"{name} has the typeface {face}"
        for name in _PARTS_WITH_TYPEFACES
        for face in _unknown_typefaces(found.get(name, b""))
    ]
    suspicious = {_name_markup(tag): tag for tag in _SUSPICIOUS_MARKUP}
    return lines + [
        f"{item.place} has {tag} {item.text}"
        for item in read_markup(content).items
        if (tag := suspicious.get(item.kind)) and _SUSPICIOUS_MARKUP[tag].search(item.text)
    ]


def _unknown_typefaces(part: bytes) -> Iterator[str]:
    """Yield the typefaces of a part that are not known to draw letters as letters."""
    for names in dict.fromkeys(_TYPEFACES.findall(part.decode("utf-8", "replace"))):
        name = next(filter(None, names), "")
        if name and " ".join(name.strip(" \"'").lower().split()) not in _TEXT_TYPEFACES:
            yield name
