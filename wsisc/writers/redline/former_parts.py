"""The older one of two Word files -> the same with ids of the newer one, and the parts that only the older one has.

Links, pictures, lists, headers and styles have ids. Where both files have the same thing, it gets the id that it has in
the newer one; what only the older one has gets an id that is free there, and is added to the newer one's parts.
"""

import posixpath
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml import package_writing
from wsisc.ooxml.names import R, W, value
from wsisc.ooxml.package_writing import serialize_part
from wsisc.ooxml.relationships import LINK_TYPE, RelationshipEntry, Relationships, office_type
from wsisc.writers.redline.paragraph_pieces import Canonical, canonical

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_FIRST_OWN = 1000  # below are the lists that styles name
_HEADERS = (office_type("header"), office_type("footer"))


def adopt_references(
    document: etree._Element, old: Mapping[str, bytes], new: dict[str, bytes], relationships: Relationships
) -> None:
    """Set ids of pictures and headers of an old document to those of the new one, and add what only the old one has.

    `new` are the parts of the new one, `relationships` those of its document; both grow.
    """
    former = {relationship.id: relationship for relationship in Relationships.read(old, DOCUMENT)}
    ids = dict[str, str]()
    for element in document.iter():
        for name in (f"{R}embed", f"{R}id"):
            id = element.get(name, "")
            if id in former and former[id].type != LINK_TYPE:
                ids[id] = ids.get(id) or _adopt(former[id], old, new, relationships)
                element.set(name, ids[id])


def _adopt(
    former: RelationshipEntry, old: Mapping[str, bytes], new: dict[str, bytes], relationships: Relationships
) -> str:
    """Return the id in the new document of what a relationship of the old one names."""
    type, target = former.type, former.target
    content = old[f"word/{target}"]
    for relationship in relationships:
        if relationship.type == type and new.get(f"word/{relationship.target}") == content:
            return relationship.id
    if type in _HEADERS and relationships.find(type, target):
        return relationships.find(type, target)  # whose words are compared
    stem, suffix = posixpath.splitext(target)
    free = next(
        name
        for name in (target, *(f"{stem}-former{number}{suffix}" for number in range(1, 10_000)))
        if f"word/{name}" not in new
    )
    new[f"word/{free}"] = content
    _adopt_type(old, new, f"/word/{target}", f"/word/{free}")
    return relationships.add(type, free)


def _adopt_type(old: Mapping[str, bytes], new: dict[str, bytes], name: str, free: str) -> None:
    """Add the content type of a part to those of the new file, by its name or by its suffix."""
    root = etree.fromstring(new[package_writing.CONTENT_TYPES])
    suffix, known = posixpath.splitext(name)[1][1:], {entry.subject for entry in package_writing.read_types(root)}
    for entry in package_writing.read_types(etree.fromstring(old[package_writing.CONTENT_TYPES])):
        if entry.subject == name:
            root.append(package_writing.create_type(entry._replace(subject=free)))
        elif entry.subject == suffix and suffix not in known:
            root.insert(0, package_writing.create_type(entry))
    new[package_writing.CONTENT_TYPES] = serialize_part(root)


def adopt_styles(old: Mapping[str, bytes], new: dict[str, bytes]) -> None:
    """Add the styles that only the old file has to the new one."""
    styles, known = etree.fromstring(old[_STYLES]), etree.fromstring(new[_STYLES])
    names = {style.get(f"{W}styleId") for style in known.iter(f"{W}style")}
    added = [deepcopy(style) for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") not in names]
    if added:  # otherwise the part stays as the build wrote it, as `verify` expects
        known.extend(added)
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
    ids, first = dict[str, str](), 1 + max(_list_id(num) for num in known.iter(f"{W}num"))
    for number, num in enumerate((num for num in numbering.iter(f"{W}num") if _list_id(num) >= _FIRST_OWN), first):
        added = deepcopy(num)
        ids[num.get(f"{W}numId", "")] = str(number)
        added.set(f"{W}numId", str(number))
        for kind in added.iter(f"{W}abstractNumId"):
            kind.set(f"{W}val", kinds[kind.get(f"{W}val", "")])
        known.append(added)
    for text in texts:
        for id in text.iter(f"{W}numId"):
            id.set(f"{W}val", ids.get(id.get(f"{W}val", ""), id.get(f"{W}val", "")))
    new[_NUMBERING] = serialize_part(known)
    return {num.get(f"{W}numId", ""): _describe_list(num) for num in known.iter(f"{W}num")}


def _adopt_list_kinds(numbering: etree._Element, known: etree._Element) -> dict[str, str]:
    """Add the kinds of lists that only the old file has to the new one; return the id in it of each."""
    present = {_describe_kind(kind): kind.get(f"{W}abstractNumId", "") for kind in known.iter(f"{W}abstractNum")}
    ids = dict[str, str]()
    for definition in numbering.iter(f"{W}abstractNum"):
        description = _describe_kind(definition)
        if description not in present:
            added = deepcopy(definition)
            present[description] = str(1 + max(int(id) for id in present.values()))
            added.set(f"{W}abstractNumId", present[description])
            known.insert(len(list(known.iter(f"{W}abstractNum"))), added)
        ids[definition.get(f"{W}abstractNumId", "")] = present[description]
    return ids


def _list_id(number: etree._Element) -> int:
    return int(number.get(f"{W}numId", "0"))


def _describe_kind(kind: etree._Element) -> tuple[Canonical | None, ...]:
    return tuple(canonical(child) for child in kind if child.tag != f"{W}nsid")


def _describe_list(number: etree._Element) -> ListMeaning:
    starts = tuple(canonical(override) for override in number.iter(f"{W}lvlOverride"))
    return ListMeaning(value(number, "abstractNumId"), starts)


def drop_unused_lists(parts: dict[str, bytes], texts: Sequence[etree._Element]) -> None:
    """Remove the lists without a paragraph: those of the old file that the new one has, too."""
    known = etree.fromstring(parts[_NUMBERING])
    used = {reference.get(f"{W}val") for text in texts for reference in text.iter(f"{W}numId")}
    for num in list(known.iter(f"{W}num")):
        if num.get(f"{W}numId") not in used and _list_id(num) >= _FIRST_OWN:
            known.remove(num)
    parts[_NUMBERING] = serialize_part(known)
