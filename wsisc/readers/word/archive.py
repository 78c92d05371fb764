"""The bytes of a Word file -> its parts, read with bounds on everything; what could do harm is refused with a reason.

Nothing is ever loaded from outside the file, and nothing is written. A file that would make Word load something is
refused all the same: its author should see what it is. A linked image is no reason, as its place shows that it is
missing: its address is reported. Namespaces of the strict variant (ISO/IEC 29500, Strict) are
read as those that everybody writes.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.readers import package
from wsisc.readers.package import MOST_BYTES, MOST_TAGS_IN_ALL, MOST_XML, too_large
from wsisc.readers.word import renderings

MOST_XML_IN_ALL = 40_000_000
MOST_MEDIA = 30_000_000

_PACKAGE_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
_MOST_ESCAPES = 3
_LINKED = ("image", "video", "audio", "media")
_HARMLESS = ("hyperlink", *_LINKED)
_LOCAL_PATH = re.compile(
    r"(?:file:(?://(?:localhost(?=/))?)?/?)?[a-z]:|(?:file:(?://(?:localhost(?=/))?)?)?/(?![/?.])|[^:/]+$", re.I
)
"""A path on the machine of whoever opens the file, with slashes alone: no host is in it (RFC 8089, appendix E)."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip


_OTHER_KINDS = {
    "an OpenDocument file": {"mimetype", "meta-inf/manifest.xml"},
    "a Pages document": {"index/document.iwa"},
}
"""What other archives are, and which entries show that (OpenDocument 1.3, part 2, 2.2)."""
_SAVE_AS_WORD = "save it as .docx"


class Link(NamedTuple):
    """A relationship of a part: its kind ("hyperlink"), and the part or, where `is_external`, the address it names."""

    kind: str
    target: str
    is_external: bool


class Archive:
    """The parts of a Word file by their names. Everything raises WsiscError where the file is damaged or refused."""

    def __init__(self, content: bytes) -> None:
        _refuse_other_kinds(content)
        try:
            self._archive = package.archive_of(content)
            self._entries = {entry.filename.lower(): entry for entry in self._archive.infolist()}
        except _BROKEN:
            raise damaged() from None
        self._refuse_harm(self._archive.infolist())
        self._room, self._xml_room, self._tags = MOST_BYTES, MOST_XML_IN_ALL, MOST_TAGS_IN_ALL
        self.main = self._main()
        self.linked = dict(self._all_linked())
        """The addresses of media that the file names and does not hold, each with a part that names it."""

    def _all_linked(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of linked media and their parts. Raises WsiscError where one loads something else."""
        for name in [each for each in self._entries if each.endswith(".rels")]:
            folder, _, file = name.rpartition("/")
            part = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}"
            found = self.links(part)
            yield from ((link.target, part) for link in found.values() if link.is_external and link.kind in _LINKED)

    def _refuse_harm(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(self._entries) != len(entries):
            raise WsiscError("the Word file is not made as Word files are", _SAVE_AGAIN)
        for entry in entries:
            name = entry.filename
            if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
                raise WsiscError(
                    f"a part of the Word file is named {name[:60]!r}: it leads out of the file", _SAVE_AGAIN
                )
            if entry.flag_bits & 1:
                raise WsiscError("the Word file is encrypted", "remove its password in Word, and save it again")
            if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
                raise WsiscError("the Word file holds macros", "save it as a Word document without macros (.docx)")

    def _main(self) -> str:
        if "[content_types].xml" not in self._entries:
            kind = next((kind for kind, names in _OTHER_KINDS.items() if names <= self._entries.keys()), "")
            if kind:
                raise WsiscError(f"this is {kind}", _SAVE_AS_WORD)
            raise WsiscError("this is an archive, but no Word file", "give a .docx file")
        types = self.xml("[Content_Types].xml")
        if any("macroEnabled" in each.get("ContentType", "") for each in types.iter(f"{_TYPES}Override")):
            raise WsiscError("the Word file may hold macros", "save it as a Word document without macros (.docx)")
        for link in self.links("").values():
            if link.kind == "officeDocument" and self.has(link.target) and self.read(link.target, MOST_XML):
                return link.target
        raise WsiscError("this is an archive, but no Word file", "give a .docx file")

    def has(self, name: str) -> bool:
        """Tell whether there is a part of a name."""
        return name.lower() in self._entries

    def names(self, prefix: str) -> Iterator[str]:
        """Yield the names of the parts that begin so, in their order in the archive."""
        return (entry.filename for name, entry in self._entries.items() if name.startswith(prefix.lower()))

    def read(self, name: str, most: int = MOST_MEDIA) -> bytes:
        """Return the bytes of a part, of which there are at most so many."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged()
        try:
            with self._archive.open(entry) as part:
                content = part.read(min(most, self._room) + 1)
        except _BROKEN:
            raise damaged() from None
        if len(content) > min(most, self._room):
            raise too_large(f"a part of more than {min(most, self._room) / 1_000_000:.0f} MB")
        self._room -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part of XML, with one rendering of what has several."""
        content = self.read(name, MOST_XML)
        self._room += len(content)  # it is not kept
        self._tags -= package.check_xml(content)
        self._xml_room -= len(content)
        if min(self._xml_room, self._tags) < 0:
            most = f"{MOST_XML_IN_ALL // 1_000_000} MB or {MOST_TAGS_IN_ALL:,} tags"
            raise too_large(f"more than {most} of XML in all its parts")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:100]:
            raise WsiscError("the Word file holds XML that no Word file has", _SAVE_AGAIN)
        if b"purl.oclc.org/ooxml" in content:
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                                     remove_pis=True)  # fmt: skip
            return renderings.settle(etree.fromstring(content, parser))
        except (etree.XMLSyntaxError, ValueError):
            raise damaged() from None

    def links(self, part: str) -> dict[str, Link]:
        """Return the relationships of a part ("" is the package) by their ids; what would load something is refused."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        found = {}
        for each in self.xml(name).iter(f"{_PACKAGE_LINKS}Relationship") if self.has(name) else ():
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            is_external = each.get("TargetMode") == "External"
            if is_external:
                _refuse_loading(kind, target)
            else:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = Link(kind, target, is_external)
        return found


_SAVE_AGAIN = "open it in Word, save it again under another name, and give that file"


def damaged() -> WsiscError:
    """Return what to raise for a file that is not as Word files are."""
    return WsiscError("the Word file is damaged", _SAVE_AGAIN)


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WsiscError("the Word file is encrypted", "remove its password in Word, and save it again")
        raise WsiscError("this is a Word file of the old kind (.doc)", _SAVE_AS_WORD)
    if content.startswith(b"{\\rtf"):
        raise WsiscError("this is a rich text file (.rtf)", _SAVE_AS_WORD)
    if not content.startswith(b"PK"):
        raise WsiscError("this is no Word file" if content else "the file is empty", "give a .docx file")


def _refuse_loading(kind: str, target: str) -> None:
    """Raise WsiscError for a relationship with something outside the file, but for links that a person follows."""
    if kind not in _HARMLESS and not (kind == "attachedTemplate" and _is_local(target)):
        hint = "in Word break the link (File, Info, Edit Links to Files) or delete what is linked, and save it again"
        raise WsiscError(f"the Word file would load something from outside: {target[:80]} ({kind})", hint)


def _is_local(target: str) -> bool:
    """Tell whether an address is a local path or the name of a file, with "\\" and "%5C" as slashes."""
    path = "".join(each for each in target if each.isprintable()).strip()  # tabs and breaks count for nothing
    for _ in range(_MOST_ESCAPES):
        path = unquote(path)
    return _LOCAL_PATH.match(path.replace("\\", "/")) is not None
