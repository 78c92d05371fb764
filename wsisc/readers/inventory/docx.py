"""A Word file -> the items that it holds beside its words."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.provenance import SPACE, digest
from wsisc.readers import package
from wsisc.readers.inventory import Inventory, Item, Place
from wsisc.readers.inventory.runs import R, W, formatting, words_in

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TWICE = "second part of the same name"
_HEADING = re.compile(r"Title|Heading\d")
_PLACES = {"header": "the header of the pages", "footer": "the footer of the pages"}
_STORIES = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_LOOK = re.compile(
    r"word/(styles|numbering|settings|fontTable|theme/theme1)\.xml|docProps/app\.xml|\[Content_Types\]\.xml"
)
_KINDS = {"aFChunk": "embedded document", "oleObject": "embedded object", "package": "embedded object"}
_HIDING = {
    "word/styles.xml": re.compile(
        rb'<w:(?:vanish|webHidden|specVanish|d?strike)\b[^>]*>|<w:color w:val="[Ff]{6}"[^>]*>'
    ),
    "word/numbering.xml": re.compile(rb'<w:lvlText w:val="[^"]*\w\w[^"]*"'),
}
_OFF = re.compile('w:val="(0|false|off)"')
_USUAL = (
    "core-properties", "extended-properties", "footnotes", "settings", "styles", "theme", "fontTable", "numbering",
    "footer", "header", "customXml", "customXmlProps", "webSettings",
)  # fmt: skip
"""The relationships that every program writes, each to parts of its own naming."""
_OWN = {
    **dict.fromkeys((f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), "tracked change"),
    f"{W}instrText": "field",
    f"{W}txbxContent": "text box",
    f"{W}sdt": "content control",
    f"{W}endnoteReference": "endnote",
    f"{W}commentReference": "comment mark",
    f"{_M}oMath": "equation",
    f"{_MC}AlternateContent": "alternate content",
}
"""The kinds of elements that say something, by tags; their words are shown with them."""
_ATTRIBUTES = {
    f"{W}fldSimple": ("field", f"{W}instr"),
    f"{W}sym": ("symbol", f"{W}char"),
    f"{_V}textpath": ("WordArt", "string"),
    f"{_WP}docPr": ("alternative text", "descr"),
}
"""The kinds of elements whose attribute says something, by tags."""
_SILENT = (f"{W}t", f"{W}p", f"{W}footnoteReference", f"{W}hyperlink")
"""What `words` and others account for."""


class _File(NamedTuple):
    """A Word file: its parts, and the relationships of each by their ids."""

    parts: Mapping[str, bytes]
    links: Mapping[str, Mapping[str, Mapping[str, str]]]


def inventory(content: bytes) -> Inventory:
    """Return what a Word file holds beside its words. Raises WsiscError where it is damaged."""
    file = _read(content)
    headings, items, parts = ["the cover"], list[Item](), list[Item]()
    for name in sorted(file.parts, key=lambda each: (each != "word/document.xml", each)):
        if story := _STORIES.fullmatch(name):
            items += _story(file, name, story[1].rstrip("0123456789"), headings)
        elif name.endswith(".rels"):
            items += _relationships(file, name)
        elif name == "word/comments.xml":
            items += _comments(file.parts[name])
        elif name != "docProps/core.xml":  # whose words are compared one by one
            parts.append(_part(name, file.parts[name]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        twice = [name for name, times in Counter(archive.namelist()).items() if times > 1]
    return Inventory(headings, items + sorted(parts) + [Item(TWICE, name, "") for name in twice])


def _part(name: str, data: bytes) -> Item:
    """Return what is told of a part that holds no text; that of the package is compared by what it says."""
    if name.startswith("customXml/item") and SPACE.encode() in data:
        return Item("source of the document", name, "")
    place = "word/media" if name.startswith("word/media/") else name
    return Item("part", place, f"of {len(data)} bytes, {digest(data)[7:15]}", _LOOK.fullmatch(name) is not None)


def differing_parts(made: bytes, content: bytes) -> list[str]:
    """Return the names of the parts in which two Word files differ. Raises WsiscError where one is damaged."""
    first, second = package.parts(made), package.parts(content)
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def hiding_styles(content: bytes) -> list[str]:
    """Return what in the styles of a Word file hides or strikes words, and in its lists what writes some."""
    parts = package.parts(content)
    found = (
        (name, match[0].decode("utf-8", "replace"))
        for name, pattern in _HIDING.items()
        for match in pattern.finditer(parts.get(name, b""))
    )
    return [f"{name} has {text}" for name, text in found if not _OFF.search(text)]


def _read(content: bytes) -> _File:
    parts = package.parts(content)
    links = {name: _links(data) for name, data in parts.items() if name.endswith(".rels")}
    return _File(parts, links)


def _tree(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, LookupError, ValueError):
        raise WsiscError("the Word file is damaged") from None


def _links(data: bytes) -> dict[str, dict[str, str]]:
    return {str(each.get("Id")): {str(k): str(v) for k, v in each.attrib.items()} for each in _tree(data)}


def _relationships(file: _File, name: str) -> list[Item]:
    """Return where the relationships of a part lead; those of hyperlinks and images are told with what uses them."""
    found = []
    for link in file.links[name].values():
        kind, target = posixpath.basename(link.get("Type", "")), link.get("Target", "")
        is_external = link.get("TargetMode") == "External"
        if kind != "hyperlink" and (kind != "image" or is_external):
            found.append(Item("relationship", name, f"{kind}: {target}", kind in _USUAL and not is_external))
    return sorted(found)


def _comments(data: bytes) -> Iterator[Item]:
    for each in _tree(data).iter(f"{W}comment"):
        yield Item("comment", "the margin", f"{each.get(f'{W}author', '')}: {words_in(each)}")


def _story(file: _File, name: str, kind: str, headings: list[str]) -> Iterator[Item]:
    """Yield the items of a part that holds text; those of the body are found under its `headings`, which grow."""
    folder, base = posixpath.split(name)
    links = file.links.get(f"{folder}/_rels/{base}.rels", {})
    root = _tree(file.parts[name])
    place: Place = 0 if kind == "document" else _PLACES.get(kind, "the footnotes")
    called = _called(file) if kind == "footnotes" else {}
    paragraphs: Counter[Place] = Counter()
    for element in root.iter(etree.Element):
        if kind == "document" and element.tag == f"{W}p" and _is_heading(element):
            headings.append(words_in(element))
            place = len(headings) - 1
        elif element.tag == f"{W}footnote":
            number = called.get(element.get(f"{W}id"))
            place = f"footnote {number}" if number else "the footnotes"
            if not number and words_in(element):
                yield Item("footnote without a reference", place, words_in(element))
        if element.tag == f"{W}p" and words_in(element):
            paragraphs[place] += 1
        yield from _items(element, place, links, file.parts, folder)
    yield from (Item("number of paragraphs", place, str(number)) for place, number in paragraphs.items())


def _called(file: _File) -> dict[str | None, int]:
    """Return the numbers of the footnotes by their ids, in the order of their references."""
    references = _tree(file.parts["word/document.xml"]).iter(f"{W}footnoteReference")
    return {each.get(f"{W}id"): number for number, each in enumerate(references, 1)}


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and _HEADING.fullmatch(style.get(f"{W}val", "")) is not None


def _items(
    element: etree._Element,
    place: Place,
    links: Mapping[str, Mapping[str, str]],
    parts: Mapping[str, bytes],
    folder: str,
) -> Iterator[Item]:
    """Yield what one element says, apart from those within it."""
    tag = str(element.tag)
    if tag == f"{W}hyperlink":
        target = links.get(element.get(f"{R}id", ""), {}).get("Target", "")
        others = (f"#{value}" for name, value in _attributes(element) if name.startswith(W))
        yield Item("link", place, f"{target}{''.join(others)} ({words_in(element)})")
        return
    for name, id in element.attrib.items():
        if str(name).startswith(R):
            yield _target(links.get(str(id), {}), place, parts, folder)
    if tag in _OWN:
        yield Item(_OWN[tag], place, words_in(element, any_kind=True))
    elif tag in _ATTRIBUTES:
        kind, attribute = _ATTRIBUTES[tag]
        yield Item(kind, place, " ".join(element.get(attribute, "").split()))
    elif tag == f"{W}p":
        yield from formatting(element, place)
    elif tag not in _SILENT and not _is_within_formatting(element):
        yield Item(f"markup {etree.QName(element).localname}", place, _markup(element), is_look=True)


def _target(link: Mapping[str, str], place: Place, parts: Mapping[str, bytes], folder: str) -> Item:
    """Return what a relationship leads to: another part by its size and digest, or an address outside."""
    kind, target = posixpath.basename(link.get("Type", "")), link.get("Target", "")
    kind = _KINDS.get(kind, kind) or "missing part"
    if link.get("TargetMode") == "External":
        return Item(kind, place, target)
    data = parts.get(posixpath.normpath(posixpath.join(folder, target)).lstrip("/"))
    if kind in ("header", "footer"):
        return Item(kind, place, "", is_look=True)  # its words are told by themselves
    return Item(
        kind, place, f"of {len(data)} bytes, {digest(data)[7:15]}" if data is not None else f"missing: {target}"
    )


def _is_within_formatting(element: etree._Element) -> bool:
    """Tell whether an element is one of the properties of a run, which `formatting` accounts for."""
    return any(each.tag == f"{W}rPr" and _is_of_run(each) for each in (element, *element.iterancestors()))


def _is_of_run(properties: etree._Element) -> bool:
    parent = properties.getparent()
    return parent is not None and parent.tag == f"{W}r"


def _markup(element: etree._Element) -> str:
    found = _attributes(element)
    return " ".join(f'{etree.QName(name).localname}="{value}"' for name, value in found if not name.startswith(R))


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return sorted((str(name), str(value)) for name, value in element.attrib.items())
