"""An Office file -> its parts, within bounds on their number and size; damaged and excessive files are refused.

Every reader opens Office files here. The sizes that the archive states for its parts are summed up before anything is
decompressed, and no part is decompressed further than its stated size. `zipfile.ZipFile.read` has no such limit: a part
of 300 kB that stated 10 bytes took 616 MB.
"""

import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

# Guesses, far above any submission. Without limits on all parts together a file of 2 MB took 1.96 GB.
MAX_BYTES = 100_000_000
MAX_ENTRIES = 5_000
MAX_XML_BYTES = 12_000_000
MAX_TAGS = 400_000
MAX_TOTAL_TAGS = 1_000_000
_MAX_ATTRIBUTES = 600_000

_CENTRAL_HEADER = b"PK\x01\x02"
# The methods that Office uses (ISO/IEC 29500-2, annex B); zipfile decompresses all others without a limit.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile and lxml raise for damaged files.
_DAMAGE_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError, EOFError, LookupError, NotImplementedError,
    OSError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_TOO_LARGE_HINT = t(
    "check that this is the right file; in Word, compress its pictures (Picture Format, Compress Pictures)"
)
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""Encodings by the first two bytes of XML (Extensible Markup Language 1.0, appendix F)."""
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
SAVE_AGAIN_HINT = t("open it in Word, save it under another name, and use that file")


class Archive:
    """The parts of an Office file by name. Its methods raise WsiscError if the file is damaged or too large."""

    def __init__(self, content: bytes) -> None:
        with reporting_damage():
            self._zip = _open_zip(content)
        self.entries, self.comment = self._zip.infolist(), self._zip.comment
        self._entries = {self._key(entry.filename): entry for entry in self.entries}

    @staticmethod
    def _key(name: str) -> str:
        """Return the name by which a part is found."""
        return name

    @property
    def names(self) -> list[str]:
        """The names of the parts, in their order in the archive."""
        return [entry.filename for entry in self.entries]

    def has_part(self, name: str) -> bool:
        """Return whether there is a part with this name."""
        return self._key(name) in self._entries

    def read(self, name: str, max_bytes: int = MAX_BYTES) -> bytes:
        """Return the bytes of a part, which must exist. Raises WsiscError if it has more than `max_bytes`."""
        entry = self._entries.get(self._key(name))
        if entry is None:
            raise damaged_error()
        with reporting_damage(), self._zip.open(entry) as part:
            content = part.read(min(max_bytes, entry.file_size) + 1)
        if len(content) > max_bytes:
            raise too_large_error(t("a part with more than {max_bytes:.0f} MB", max_bytes=max_bytes / 1_000_000))
        return content

    def read_xml(self, name: str) -> etree._Element:
        """Return the root of an XML part, which must exist."""
        content = self.read(name)
        check_xml_size(content)
        return parse_xml(content)


@contextlib.contextmanager
def open_archive(content: bytes) -> Iterator[Archive]:
    """Open an Office file. Raises WsiscError if it, or anything that is read from it in the context, is damaged."""
    with reporting_damage():
        yield Archive(content)


@contextlib.contextmanager
def reporting_damage() -> Iterator[None]:
    """Raise WsiscError for each error that a damaged file can cause."""
    try:
        yield
    except _DAMAGE_ERRORS:
        raise damaged_error() from None


def _open_zip(content: bytes) -> zipfile.ZipFile:
    """Open an archive. Raises WsiscError if it has more or larger parts than a submission can have."""
    if content.count(_CENTRAL_HEADER) > 2 * MAX_ENTRIES:  # zipfile reads all entries before they can be counted
        raise too_large_error(t("more than {max_entries:,} parts", max_entries=MAX_ENTRIES))
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise too_large_error(t("more than {max_entries:,} parts", max_entries=MAX_ENTRIES))
    if any(entry.compress_type not in _COMPRESSIONS for entry in entries):
        raise WsiscError(t("the Word file is compressed in an unusual way"), SAVE_AGAIN_HINT)
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise too_large_error(t("more than {max_bytes} MB after unpacking", max_bytes=MAX_BYTES // 1_000_000))
    return archive


def damaged_error() -> WsiscError:
    """Return the error for a damaged Word file."""
    return WsiscError(t("the Word file is damaged"), SAVE_AGAIN_HINT)


def too_large_error(content: str) -> WsiscError:
    """Return the error for a file that contains more than any submission."""
    return WsiscError(t("the Word file is too large: it contains {content}", content=content), _TOO_LARGE_HINT)


def check_xml_size(content: bytes) -> int:
    """Return the number of tags in XML. Raises WsiscError if its tree would take too much memory."""
    if len(content) > MAX_XML_BYTES:
        raise too_large_error(
            t("an XML part with more than {max_xml_bytes} MB", max_xml_bytes=MAX_XML_BYTES // 1_000_000)
        )
    tags = content.count(b"<")
    if tags > MAX_TAGS:
        raise too_large_error(t("a part with more than {max_tags:,} tags", max_tags=MAX_TAGS))
    if content.count(b"=") > _MAX_ATTRIBUTES:
        raise too_large_error(t("a part with more than {max_attributes:,} attributes", max_attributes=_MAX_ATTRIBUTES))
    return tags


def as_utf_8(content: bytes) -> bytes:
    """Return XML that is in UTF-16 as UTF-8, other XML as it is: Office reads both (ISO/IEC 29500-2, M1.17).

    Raises ValueError if it is no UTF-16.
    """
    encoding = _UTF_16.get(content[:2])
    return _DECLARATION.sub("", content.decode(encoding), count=1).encode() if encoding else content


def parse_xml(content: bytes, *, has_comments: bool = True) -> etree._Element:
    """Return the root of untrusted XML: nothing is loaded. Comments and instructions are dropped on request."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=not has_comments, remove_pis=not has_comments
    )
    return etree.fromstring(content, parser)


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name. Raises WsiscError if it is damaged or too large."""
    archive = Archive(content)
    found = {name: archive.read(name) for name in archive.names}
    tags = sum(check_xml_size(part) for name, part in found.items() if name.endswith((".xml", ".rels")))
    if tags > MAX_TOTAL_TAGS:
        raise too_large_error(t("more than {max_total_tags:,} tags in all parts", max_total_tags=MAX_TOTAL_TAGS))
    return found
