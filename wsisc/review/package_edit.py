"""A Word file, and parts that were changed -> the file with these; all others stay byte for byte the same."""

import hashlib
import io
import posixpath
import zipfile

from lxml import etree

from wsisc.ooxml.package import MAX_XML_BYTES, as_utf_8, parse_xml
from wsisc.ooxml.word_archive import STRICT_NAMESPACES, WordArchive

_CONTENT_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_USUAL_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_TYPES = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MARK = b"wsisc review "
_DATE = (1980, 1, 1, 0, 0, 0)  # of a new part; the earliest that an archive can have, so that outputs are reproducible


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
            self._roots[name] = root, etree.tostring(root)
        return self._roots[name][0]

    def add_comments_part(self, root: etree._Element) -> None:
        """Add a part with comments, to which the text refers."""
        folder = posixpath.dirname(self.main_part)
        names = {each.lower() for each in self.archive.names}
        found = (f"comments{number or ''}.xml" for number in range(len(names) + 1))
        file = next(each for each in found if posixpath.join(folder, each).lower() not in names)
        name = posixpath.join(folder, file)
        self._roots[name] = root, b""
        types = self.root(_CONTENT_TYPES)
        etree.SubElement(
            types, types.tag.replace("Types", "Override"), {"PartName": f"/{name}", "ContentType": _COMMENTS_TYPE}
        )
        if self.main_part in self._strict:
            self._strict.add(name)
        self._add_relationship(folder, file)

    def _add_relationship(self, folder: str, target: str) -> None:
        name = posixpath.join(folder, "_rels", f"{posixpath.basename(self.main_part)}.rels")
        if self.archive.has_part(name):
            links = self.root(name)
        else:
            links = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})  # type: ignore[dict-item]
            self._roots[name] = links, b""
        ids = {each.get("Id") for each in links}
        id = next(each for number in range(len(ids) + 1) if (each := f"rIdReview{number or ''}") not in ids)
        types = _STRICT_TYPES if self.main_part in self._strict else _USUAL_TYPES
        attributes = {"Id": id, "Type": f"{types}/comments", "Target": target}
        etree.SubElement(links, f"{{{_RELATIONSHIPS}}}Relationship", attributes)

    def write(self) -> bytes:
        """Return the file with the changed parts."""
        changed = {
            name.lower(): self._serialize(name, root)
            for name, (root, before) in self._roots.items()
            if etree.tostring(root) != before
        }
        added = [name for name in self._roots if not self.archive.has_part(name)]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as written:
            for entry in self.archive.entries:
                if not entry.is_dir():
                    content = changed.get(entry.filename.lower())
                    _write_entry(written, entry, self.archive.read(entry.filename) if content is None else content)
            for name in added:
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
                _write_entry(written, entry, changed[name.lower()])
            written.comment = _MARK + b"0" * 64
        return _seal(buffer.getvalue())

    def _serialize(self, name: str, root: etree._Element) -> bytes:
        content = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
        for strict, usual in STRICT_NAMESPACES if name in self._strict else ():
            content = content.replace(usual, strict)
        return content


def _write_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    """Write a part with the date, attributes and compression that it had."""
    copied = zipfile.ZipInfo(entry.filename, entry.date_time)
    copied.compress_type, copied.create_system = entry.compress_type, entry.create_system
    copied.external_attr = entry.external_attr
    archive.writestr(copied, content)


def _seal(content: bytes) -> bytes:
    """Return an archive with its digest as its comment, which shows later whether the file was changed."""
    body = content[: -len(_MARK) - 64]
    return body + _MARK + hashlib.sha256(body).hexdigest().encode()


def is_unchanged(content: bytes) -> bool:
    """Return whether a file is the result of a review, and no program has saved it since."""
    body, mark = content[: -len(_MARK) - 64], content[-len(_MARK) - 64 :]
    return mark == _MARK + hashlib.sha256(body).hexdigest().encode()
