"""A Word file -> its parts, where their relationships lead, and the elements of its XML, whatever they mean.

What a reader perceives is in `perceived`. This is about the rest of the package, which is compared with that of the
document which the same versions make: other parts, settings, and markup that no reader here knows.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.document import checksum
from wsisc.document.provenance import SPACE, digest
from wsisc.readers import package
from wsisc.readers.inventory import NOTES, Inventory, Item

_TWICE = "second part of the same name"
_STORIES = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_COMMENTS = re.compile(r"word/comments\w*\.xml")
_LOOK = re.compile(
    r"word/(styles|numbering|settings|fontTable|theme/theme1)\.xml|docProps/app\.xml|\[Content_Types\]\.xml"
)
_USUAL = (
    "core-properties", "extended-properties", "footnotes", "settings", "styles", "theme", "fontTable", "numbering",
    "footer", "header", "customXml", "customXmlProps", "webSettings",
)  # fmt: skip
"""The relationships that every program writes, each to parts of its own naming."""
_NAMES = {"sdt": "content control", "AlternateContent": "alternate content", "sym": "symbol"}
_WITHOUT_EFFECT = ("lang", "noProof", "bCs", "iCs", "szCs", "kern", "rsid")


def inventory(content: bytes) -> Inventory:
    """Return the parts of a Word file that hold no text, and its relationships. Raises WsiscError if it is damaged."""
    parts, items = _parts(content), list[Item]()
    for name in sorted(parts):
        if name.endswith(".rels"):
            items += _relationships(name, parts[name])
        elif not (_STORIES.fullmatch(name) or _COMMENTS.fullmatch(name) or name == "docProps/core.xml"):
            items.append(_part(name, parts[name]))
    return Inventory([], [*sorted(items), *(Item(_TWICE, name, "") for name in names_twice(content))])


def names_twice(content: bytes) -> list[str]:
    """Return the names that more than one part has: programs differ on which they show."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [name for name, times in Counter(archive.namelist()).items() if times > 1]


def markup(content: bytes) -> Inventory:
    """Return the elements in the parts of a Word file that hold text, with what their attributes say."""
    parts = package.parts(content)
    names = [name for name in sorted(parts) if _STORIES.fullmatch(name)]
    return Inventory([], [item for name in names for item in _elements(name, parts[name])])


def differing(made: bytes, content: bytes) -> list[str]:
    """Return the names of the parts in which two Word files differ. Raises WsiscError where one is damaged."""
    first, second = _parts(made), _parts(content)
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file without their checksum, which is of what is compared here anyway."""
    return checksum.bare(package.parts(content))


def _part(name: str, data: bytes) -> Item:
    """Return what is told of a part that holds no text; that of the package is compared by what it says."""
    if name.startswith("customXml/item") and SPACE.encode() in data:
        return Item("source of the document", name, "")
    place = "word/media" if name.startswith("word/media/") else name
    return Item("part", place, f"{len(data)} bytes{NOTES}{digest(data)[7:15]}", _LOOK.fullmatch(name) is not None)


def _relationships(name: str, data: bytes) -> Iterator[Item]:
    """Yield where the relationships of a part lead; links, images and comments are told elsewhere."""
    for link in _tree(data):
        kind, target = posixpath.basename(link.get("Type", "")), link.get("Target", "")
        is_external = link.get("TargetMode") == "External"
        is_told = kind == "hyperlink" or kind.startswith("comments") or kind == "image"
        if not is_told or (is_external and kind != "hyperlink"):
            yield Item("relationship", name, f"{kind}: {target}", kind in _USUAL and not is_external)


def _elements(name: str, data: bytes) -> Iterator[Item]:
    for element in _tree(data).iter(etree.Element):
        kind = etree.QName(element).localname
        if kind not in _WITHOUT_EFFECT:
            found = sorted((etree.QName(str(key)).localname, str(value)) for key, value in element.attrib.items())
            text = " ".join(f'{key}="{value}"' for key, value in found if not key.startswith("rsid"))
            yield Item(_NAMES.get(kind, f"markup {kind}"), name, text, is_look=True)


def _tree(data: bytes) -> etree._Element:
    package.check_xml(data)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, LookupError, ValueError):
        raise WsiscError("the Word file is damaged") from None
