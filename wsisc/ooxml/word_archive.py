"""A Word file -> its parts and their relationships, within bounds; files that could do harm are refused with a reason.

Nothing is ever loaded from outside the file, and nothing is written. A file that would make Word load something is
refused nevertheless: its author should see what it is. A linked image is accepted, because its place shows that it is
missing: its address is reported. Namespaces of the strict variant (ISO/IEC 29500, Strict) are replaced by the usual
ones.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package, package_writing, renderings
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.ooxml.package import MAX_BYTES, MAX_TOTAL_TAGS, MAX_XML_BYTES, SAVE_AGAIN_HINT, too_large_error
from wsisc.ooxml.relationships import Relationship, Relationships, relationships_part

# Guesses: far above any submission, and low enough to be read within the time and memory of the hostile tests.
MAX_TOTAL_XML_BYTES = 40_000_000
_MAX_MEDIA_BYTES = 30_000_000

STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
"""The namespaces of the strict variant, and the usual ones."""
_MAX_ESCAPES = 3  # a guess: Word decodes a target once, a stranger may have encoded it again
_MEDIA_KINDS = ("image", "video", "audio", "media")
_HARMLESS_KINDS = ("hyperlink", *_MEDIA_KINDS)
# A path on the machine of whoever opens the file, with slashes only, and without a host (RFC 8089, appendix E). Word
# for Mac writes four slashes before a folder of the system.
_LOCAL_PATH = re.compile(
    r"file:////(?:Users|Applications|Library)/|(?:file:(?://(?:localhost(?=/))?)?/?)?[a-z]:|(?:file:(?://(?:localhost(?=/))?)?)?/(?![/?.])|[^:/]+$",
    re.I,
)
# Other kinds of archives, with the entries that identify them (OpenDocument 1.3, part 2, 2.2).
_OTHER_ARCHIVES = {
    "an OpenDocument file": {"mimetype", "meta-inf/manifest.xml"},
    "a Pages document": {"index/document.iwa"},
}
_SAVE_AS_WORD_HINT, _USE_WORD_HINT = t("save it as .docx"), t("use a .docx file")
_ASK_AGAIN_HINT = t("use a .docx file; if its name ends so already, ask for it again")


class WordArchive(package.Archive):
    """The parts of a Word file by name, in any case. Methods raise WsiscError if the file is damaged or refused.

    `linked_media` are the addresses of media that the file names and does not contain, each with a part that names it.
    """

    def __init__(self, content: bytes) -> None:
        _check_format(content)
        super().__init__(content)
        self._check_entries()
        self._remaining_bytes, self._remaining_tags = MAX_BYTES, MAX_TOTAL_TAGS
        self._remaining_xml_bytes = MAX_TOTAL_XML_BYTES
        self.main_part = self._find_main_part()
        self.linked_media = dict(self._find_linked_media())

    @staticmethod
    def _key(name: str) -> str:
        return name.lower()

    def _find_linked_media(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of linked media and their parts. Raises WsiscError if a part would load other files."""
        for name in [key for key in self._entries if key.endswith(".rels")]:
            folder, _, file = name.rpartition("/")
            part = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}"
            found = self.relationships(part)
            yield from (
                (link.target, part) for link in found.values() if link.is_external and link.kind in _MEDIA_KINDS
            )

    def _check_entries(self) -> None:
        if len(self._entries) != len(self.entries):
            raise WsiscError(t("the Word file is malformed"), SAVE_AGAIN_HINT)
        for entry in self.entries:
            name = entry.filename
            if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
                raise WsiscError(
                    t("the name of a part of the Word file, {name}, leads out of the file", name=repr(name[:60])),
                    SAVE_AGAIN_HINT,
                )
            if entry.flag_bits & 1:
                raise WsiscError(t("the Word file is encrypted"), t("remove its password in Word, and save it again"))

    def _find_main_part(self) -> str:
        if "[content_types].xml" not in self._entries:
            kind = next((kind for kind, names in _OTHER_ARCHIVES.items() if names <= self._entries.keys()), "")
            if kind:
                raise WsiscError(t("this is {kind}", kind=kind), _SAVE_AS_WORD_HINT)
            raise WsiscError(t("this is an archive, not a Word file"), _ASK_AGAIN_HINT)
        self.read_xml(package_writing.CONTENT_TYPES)  # Word opens no file where this is damaged
        for link in self.relationships("").values():
            if link.kind == "officeDocument" and self.has_part(link.target) and self.read(link.target, MAX_XML_BYTES):
                return link.target
        raise WsiscError(t("this is an archive, not a Word file"), _ASK_AGAIN_HINT)

    def read(self, name: str, max_bytes: int = _MAX_MEDIA_BYTES) -> bytes:
        """Return the bytes of a part, which count towards the limit for the whole file."""
        content = super().read(name, min(max_bytes, self._remaining_bytes))
        self._remaining_bytes -= len(content)
        return content

    def read_xml(self, name: str) -> etree._Element:
        """Return the root of an XML part, with one of several alternative renderings."""
        content = self.read(name, MAX_XML_BYTES)
        self._remaining_bytes += len(content)  # the bytes are not kept
        with package.reporting_damage():
            content = package.as_utf_8(content)
        self._remaining_tags -= package.check_xml_size(content)
        self._remaining_xml_bytes -= len(content)
        if min(self._remaining_xml_bytes, self._remaining_tags) < 0:
            limits = t(
                "{max_total_xml_bytes} MB or {max_total_tags:,} tags",
                max_total_xml_bytes=MAX_TOTAL_XML_BYTES // 1_000_000,
                max_total_tags=MAX_TOTAL_TAGS,
            )
            raise too_large_error(t("more than {limits} of XML in all parts", limits=limits))
        if b"\0" in content[:100]:
            raise WsiscError(t("the XML of the Word file is neither UTF-8 nor UTF-16"), SAVE_AGAIN_HINT)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise WsiscError(
                t("the XML of the Word file contains a DTD or an entity, which is not allowed"), SAVE_AGAIN_HINT
            )
        if b"purl.oclc.org/ooxml" in content:
            for strict, usual in STRICT_NAMESPACES:
                content = content.replace(strict, usual)
        with package.reporting_damage():
            root = package.parse_xml(content, has_comments=False)
        return renderings.resolve_alternatives(root)

    def find_parts(self, relationships: Mapping[str, Relationship], kinds: Collection[str]) -> list[Relationship]:
        """Return the relationships of some kinds to parts that the file has, each once."""
        found = dict.fromkeys(relationships.values())
        return [link for link in found if link.kind in kinds and not link.is_external and self.has_part(link.target)]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" is the package) by id. Raises WsiscError if one would load a file."""
        name, folder = relationships_part(part), posixpath.dirname(part)
        stated = Relationships(self.read_xml(name)) if self.has_part(name) else ()
        for entry in stated:
            if entry.is_external:
                _check_external_target(entry.kind, entry.target)
        return {entry.id: entry.resolve(folder) for entry in stated}


def _check_format(content: bytes) -> None:
    format = recognize(content)
    if format == FileFormat.OLE:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WsiscError(t("the Word file is encrypted"), t("remove its password in Word, and save it again"))
        raise WsiscError(t("this is an old Word file (.doc)"), _SAVE_AS_WORD_HINT)
    if format == FileFormat.RTF:
        raise WsiscError(t("this is a rich text file (.rtf)"), _SAVE_AS_WORD_HINT)
    if format == FileFormat.ODT:
        raise WsiscError(t("this is an OpenDocument file"), _SAVE_AS_WORD_HINT)
    if format == FileFormat.UNKNOWN:
        message = t("this is damaged or not a Word file") if content else t("the file is empty")
        raise WsiscError(message, _ASK_AGAIN_HINT)
    if format != FileFormat.DOCX:
        raise WsiscError(t("this is not a Word file"), _USE_WORD_HINT)


def _check_external_target(kind: str, target: str) -> None:
    """Raise WsiscError if a relationship loads something from outside the file; links are followed by a person."""
    if kind not in _HARMLESS_KINDS and not (kind == "attachedTemplate" and _is_local_path(target)):
        hint = t(
            "break the link in Word (File, Info, Edit Links to Files) or delete the linked object, and save the file"
        )
        raise WsiscError(
            t("the Word file loads external content: {target} ({kind})", target=target[:80], kind=kind), hint
        )


def _is_local_path(target: str) -> bool:
    """Return whether an address is a local path or the name of a file, with "\\" and "%5C" as slashes."""
    path = "".join(character for character in target if character.isprintable()).strip()  # tabs and breaks are ignored
    for _ in range(_MAX_ESCAPES):
        path = unquote(path)
    return _LOCAL_PATH.match(path.replace("\\", "/")) is not None
