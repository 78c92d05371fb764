"""A Word file, and parts that were changed -> the file with these; all others stay byte for byte the same."""

import posixpath
from collections.abc import Iterator
from zipfile import ZipInfo

from lxml import etree

from wsisc.ooxml import package_writing
from wsisc.ooxml.names import W
from wsisc.ooxml.package import MAX_XML_BYTES, as_utf_8, parse_xml
from wsisc.ooxml.package_writing import copy_entry, new_entry, office_content, serialize_part, write_archive
from wsisc.ooxml.relationships import STRICT_TYPES, Relationships, office_type, relationships_part
from wsisc.ooxml.word_archive import STRICT_NAMESPACES, WordArchive

_ID_STEM = "rIdAdded"


class WordPackage:
    """A Word file whose parts can be changed; `write` returns it with the changes."""

    def __init__(self, content: bytes) -> None:
        self.archive = WordArchive(content)
        self.main_part = self.archive.main_part
        self._roots: dict[str, tuple[etree._Element, bytes]] = {}
        self._strict: set[str] = set()

    def find_part(self, kind: str) -> str:
        """Return the name of the part of a kind to which the text refers, "" if there is none."""
        links = self.archive.find_parts(self.archive.relationships(self.main_part), [kind])
        return links[0].target if links else ""

    def root(self, name: str) -> etree._Element:
        """Return the root of a part as it is, with the usual namespaces; it can be changed."""
        if name not in self._roots:
            content = as_utf_8(self.archive.read(name, MAX_XML_BYTES))
            if b"purl.oclc.org/ooxml" in content:
                self._strict.add(name)
                for strict, usual in STRICT_NAMESPACES:
                    content = content.replace(strict, usual)
            root = parse_xml(content)
            _join_texts(root)
            self._roots[name] = root, etree.tostring(root)
        return self._roots[name][0]

    def add_part(self, kind: str, root: etree._Element) -> None:
        """Add a part of a kind, such as "comments", to which the text refers."""
        folder = posixpath.dirname(self.main_part)
        names = {name.lower() for name in self.archive.names}
        files = (f"{kind}{number or ''}.xml" for number in range(len(names) + 1))
        file = next(file for file in files if posixpath.join(folder, file).lower() not in names)
        name = posixpath.join(folder, file)
        self._roots[name] = root, b""
        types = self.root(package_writing.CONTENT_TYPES)
        types.append(package_writing.create_type(office_content(name, f"wordprocessingml.{kind}")))
        is_strict = self.main_part in self._strict
        self._strict |= {name} if is_strict else set()
        self._relationships().add(f"{STRICT_TYPES}/{kind}" if is_strict else office_type(kind), file)

    def _relationships(self) -> Relationships:
        """Return the relationships of the text, which may have none yet."""
        name = relationships_part(self.main_part)
        if self.archive.has_part(name):
            return Relationships(self.root(name), _ID_STEM)
        added = Relationships(stem=_ID_STEM)
        self._roots[name] = added.root, b""
        return added

    def write(self, comment: bytes = b"") -> bytes:
        """Return the file with the changed parts, and with a comment in its archive."""
        return write_archive(self._entries(), comment)

    def _entries(self) -> Iterator[tuple[ZipInfo, bytes]]:
        changed = {
            name.lower(): self._serialize(name, root)
            for name, (root, before) in self._roots.items()
            if etree.tostring(root) != before
        }
        for entry in self.archive.entries:
            if not entry.is_dir():
                content = changed.get(entry.filename.lower())
                yield copy_entry(entry), self.archive.read(entry.filename) if content is None else content
        for name in self._roots:
            if not self.archive.has_part(name):
                yield new_entry(name), changed[name.lower()]

    def _serialize(self, name: str, root: etree._Element) -> bytes:
        content = serialize_part(root)
        for strict, usual in STRICT_NAMESPACES if name in self._strict else ():
            content = content.replace(usual, strict)
        return content


def _join_texts(root: etree._Element) -> None:
    """Take the XML comments and instructions out of the texts of a part, of which no program shows anything.

    With one in a text, the words after it are no text of the element, and would be left where they are when it is cut.
    """
    for text in root.iter(f"{W}t", f"{W}delText"):
        if len(text) and not any(isinstance(child.tag, str) for child in text):
            text.text = "".join([text.text or "", *(child.tail or "" for child in text)])
            for child in list(text):
                child.tail = None
                text.remove(child)
