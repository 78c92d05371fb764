"""The older one of two Word files -> the same with ids of the newer one, and the parts that only the older one has.

Links, pictures, lists, headers and styles have ids. Where both files have the same thing, it gets the id that it has in
the newer one; what only the older one has gets an id that is free there, and is added to the newer one's parts.
"""

import posixpath
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import R, W, value
from wsisc.writers.docx.package import serialize_part
from wsisc.writers.redline.pieces import Canonical, canonical

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
_NUMBERING, _STYLES, _TYPES = "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LINK = f"{R[1:-1]}/hyperlink"
_FIRST_OWN = 1000  # below are the lists that styles name
_HEADERS = (f"{R[1:-1]}/header", f"{R[1:-1]}/footer")


@dataclass
class Relationships:
    """The relationships of a part: their elements, by id."""

    root: etree._Element

    @classmethod
    def read(cls, parts: Mapping[str, bytes], part: str) -> "Relationships":
        """Return those of a part."""
        return cls(etree.fromstring(parts[path_of(part)]))

    def targets(self) -> dict[str, str]:
        """Return the addresses of links, by id."""
        return {each.get("Id", ""): each.get("Target", "") for each in self.root if each.get("Type") == _LINK}

    def find(self, type: str, target: str) -> str:
        """Return the id of a relationship, "" if there is none."""
        found = (each.get("Id", "") for each in self.root if (each.get("Type"), each.get("Target")) == (type, target))
        return next(found, "")

    def add(self, type: str, target: str, mode: str = "") -> str:
        """Return the id of a relationship, which is added if it is missing."""
        if found := self.find(type, target):
            return found
        known = {each.get("Id") for each in self.root}
        id = next(each for each in map("former{}".format, range(1, len(known) + 2)) if each not in known)
        named = {"Id": id, "Type": type, "Target": target} | ({"TargetMode": mode} if mode else {})
        etree.SubElement(self.root, _RELATIONSHIP, named)
        return id

    def link(self, address: str) -> str:
        """Return the id of a link to an address."""
        return self.add(_LINK, address, "External")


def path_of(part: str) -> str:
    """Return the name of the part with the relationships of a part."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def adopt_references(
    document: etree._Element, old: Mapping[str, bytes], new: dict[str, bytes], relationships: Relationships
) -> None:
    """Set ids of pictures and headers of an old document to those of the new one, and add what only the old one has.

    `new` are the parts of the new one, `relationships` those of its document; both grow.
    """
    former = {each.get("Id", ""): each for each in Relationships.read(old, DOCUMENT).root}
    ids = dict[str, str]()
    for element in document.iter():
        for name in (f"{R}embed", f"{R}id"):
            id = element.get(name, "")
            if id in former and former[id].get("Type") != _LINK:
                ids[id] = ids.get(id) or _adopt(former[id], old, new, relationships)
                element.set(name, ids[id])


def _adopt(
    former: etree._Element, old: Mapping[str, bytes], new: dict[str, bytes], relationships: Relationships
) -> str:
    """Return the id in the new document of what a relationship of the old one names."""
    type, target = former.get("Type", ""), former.get("Target", "")
    content = old[f"word/{target}"]
    for each in relationships.root:
        if each.get("Type") == type and new.get(f"word/{each.get('Target')}") == content:
            return each.get("Id", "")
    if type in _HEADERS and relationships.find(type, target):
        return relationships.find(type, target)  # whose words are compared
    stem, suffix = posixpath.splitext(target)
    free = next(
        each
        for each in (target, *(f"{stem}-former{number}{suffix}" for number in range(1, 10_000)))
        if f"word/{each}" not in new
    )
    new[f"word/{free}"] = content
    _adopt_type(old, new, f"/word/{target}", f"/word/{free}")
    return relationships.add(type, free)


def _adopt_type(old: Mapping[str, bytes], new: dict[str, bytes], name: str, free: str) -> None:
    """Add the content type of a part to those of the new file, by its name or by its suffix."""
    types, known = etree.fromstring(old[_TYPES]), etree.fromstring(new[_TYPES])
    suffix = posixpath.splitext(name)[1][1:]
    for each in types:
        if each.get("PartName") == name:
            added = etree.SubElement(known, str(each.tag), {str(name): str(text) for name, text in each.attrib.items()})
            added.set("PartName", free)
        elif each.get("Extension") == suffix and not any(one.get("Extension") == suffix for one in known):
            known.insert(0, deepcopy(each))
    new[_TYPES] = serialize_part(known)


def adopt_styles(old: Mapping[str, bytes], new: dict[str, bytes]) -> None:
    """Add the styles that only the old file has to the new one."""
    styles, known = etree.fromstring(old[_STYLES]), etree.fromstring(new[_STYLES])
    names = {each.get(f"{W}styleId") for each in known.iter(f"{W}style")}
    known.extend(deepcopy(each) for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") not in names)
    new[_STYLES] = serialize_part(known)


class ListMeaning(NamedTuple):
    """What a list is compared by: its kind (signs and indents), and the numbers at which it begins."""

    kind: str
    starts: tuple[Canonical | None, ...]


def adopt_lists(
    old: Mapping[str, bytes], new: dict[str, bytes], texts: Sequence[etree._Element]
) -> dict[str, ListMeaning]:
    """Add the lists of the old file to the new one, and set their new ids in its texts.

    Returns what the ids mean, in both.
    """
    numbering, known = etree.fromstring(old[_NUMBERING]), etree.fromstring(new[_NUMBERING])
    kinds = _adopt_list_kinds(numbering, known)
    ids, first = dict[str, str](), 1 + max(_list_id(each) for each in known.iter(f"{W}num"))
    for number, each in enumerate((each for each in numbering.iter(f"{W}num") if _list_id(each) >= _FIRST_OWN), first):
        added = deepcopy(each)
        ids[each.get(f"{W}numId", "")] = str(number)
        added.set(f"{W}numId", str(number))
        for kind in added.iter(f"{W}abstractNumId"):
            kind.set(f"{W}val", kinds[kind.get(f"{W}val", "")])
        known.append(added)
    for text in texts:
        for id in text.iter(f"{W}numId"):
            id.set(f"{W}val", ids.get(id.get(f"{W}val", ""), id.get(f"{W}val", "")))
    new[_NUMBERING] = serialize_part(known)
    return {each.get(f"{W}numId", ""): _describe_list(each) for each in known.iter(f"{W}num")}


def _adopt_list_kinds(numbering: etree._Element, known: etree._Element) -> dict[str, str]:
    """Add the kinds of lists that only the old file has to the new one; return the id in it of each."""
    present = {_describe_kind(each): each.get(f"{W}abstractNumId", "") for each in known.iter(f"{W}abstractNum")}
    ids = dict[str, str]()
    for each in numbering.iter(f"{W}abstractNum"):
        description = _describe_kind(each)
        if description not in present:
            added = deepcopy(each)
            present[description] = str(1 + max(int(id) for id in present.values()))
            added.set(f"{W}abstractNumId", present[description])
            known.insert(len(list(known.iter(f"{W}abstractNum"))), added)
        ids[each.get(f"{W}abstractNumId", "")] = present[description]
    return ids


def _list_id(number: etree._Element) -> int:
    return int(number.get(f"{W}numId", "0"))


def _describe_kind(kind: etree._Element) -> tuple[Canonical | None, ...]:
    return tuple(canonical(each) for each in kind if each.tag != f"{W}nsid")


def _describe_list(number: etree._Element) -> ListMeaning:
    starts = tuple(canonical(each) for each in number.iter(f"{W}lvlOverride"))
    return ListMeaning(value(number, "abstractNumId"), starts)


def drop_unused_lists(parts: dict[str, bytes], texts: Sequence[etree._Element]) -> None:
    """Remove the lists without a paragraph: those of the old file that the new one has, too."""
    known = etree.fromstring(parts[_NUMBERING])
    used = {each.get(f"{W}val") for text in texts for each in text.iter(f"{W}numId")}
    for each in list(known.iter(f"{W}num")):
        if each.get(f"{W}numId") not in used and _list_id(each) >= _FIRST_OWN:
            known.remove(each)
    parts[_NUMBERING] = serialize_part(known)
