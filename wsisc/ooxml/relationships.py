"""A part of an Office file -> its relationships: the parts and addresses to which it refers by ids.

ECMA-376-2, 6.5.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import R

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TAG = f"{{{_NAMESPACE}}}Relationship"
STRICT_TYPES = "http://purl.oclc.org/ooxml/officeDocument/relationships"
"""What the types of the strict variant begin with (ISO/IEC 29500, Strict)."""


def office_type(kind: str) -> str:
    """Return the type of the relationships of a kind, such as "hyperlink"."""
    return f"{R[1:-1]}/{kind}"


LINK_TYPE = office_type("hyperlink")


class Relationship(NamedTuple):
    """A relationship of a part: its kind ("hyperlink"), and the part or (if `is_external`) the address it names."""

    kind: str
    target: str
    is_external: bool


def link_address(relationships: Mapping[str, Relationship], id: str, anchor: str) -> str:
    """Return the address of a hyperlink: that of its external relationship, its bookmark, or both."""
    known = relationships.get(id)
    return (known.target if known and known.is_external else "") + (f"#{anchor}" if anchor else "")


class RelationshipEntry(NamedTuple):
    """A relationship as it is stated: with the address of its kind as its type, and a target relative to its part."""

    id: str
    type: str
    target: str
    is_external: bool = False

    def resolve(self, folder: str) -> Relationship:
        """Return what it means in a part of a folder."""
        target = self.target if self.is_external else posixpath.normpath(posixpath.join("/", folder, self.target))
        return Relationship(self.kind, target if self.is_external else target.lstrip("/"), self.is_external)

    @property
    def kind(self) -> str:
        """The end of its type, such as "hyperlink"."""
        return self.type.rpartition("/")[2]


def relationships_part(part: str) -> str:
    """Return the name of the part with the relationships of a part; "" is the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Relationships:
    """The relationships of a part, in an XML tree that grows with them. The ids of added ones begin with a stem."""

    def __init__(self, root: etree._Element | None = None, stem: str = "added") -> None:
        self.stem = stem
        self.root = etree.fromstring(f'<Relationships xmlns="{_NAMESPACE}"/>') if root is None else root

    @classmethod
    def read(cls, parts: Mapping[str, bytes], part: str, stem: str = "added") -> "Relationships":
        """Return those of a part."""
        return cls(etree.fromstring(parts[relationships_part(part)]), stem)

    def __iter__(self) -> Iterator[RelationshipEntry]:
        for element in self.root.iter(_TAG):
            get = element.get
            is_external = get("TargetMode") == "External"
            yield RelationshipEntry(get("Id", ""), get("Type", ""), get("Target", ""), is_external)

    def links(self) -> dict[str, str]:
        """Return the addresses of links, by id."""
        return {entry.id: entry.target for entry in self if entry.type == LINK_TYPE}

    def find(self, type: str, target: str) -> str:
        """Return the id of a relationship, "" if there is none."""
        return next((entry.id for entry in self if (entry.type, entry.target) == (type, target)), "")

    def insert(self, relationship: RelationshipEntry) -> None:
        """Add a relationship whose id is free."""
        id, type, target, is_external = relationship
        mode = {"TargetMode": "External"} if is_external else {}
        etree.SubElement(self.root, _TAG, {"Id": id, "Type": type, "Target": target, **mode})

    def remove(self, relationships: Collection[RelationshipEntry]) -> None:
        """Remove relationships."""
        for element, known in [*zip(self.root.iter(_TAG), self, strict=True)]:
            if known in relationships:
                self.root.remove(element)

    def add(self, type: str, target: str, *, is_external: bool = False) -> str:
        """Return the id of a relationship; a missing one is added."""
        if found := self.find(type, target):
            return found
        known = {entry.id for entry in self}
        id = next(id for number in count(1) if (id := f"{self.stem}{number}") not in known)
        self.insert(RelationshipEntry(id, type, target, is_external))
        return id

    def link(self, address: str) -> str:
        """Return the id of a link to an address, which is added if it is missing."""
        return self.add(LINK_TYPE, address, is_external=True)
