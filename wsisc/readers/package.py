"""A Word file -> its parts, with bounds on all together; one that is damaged, locked or swollen is told as such.

A part is never unpacked further than the size that the directory of the archive states for it, so the sum of these
sizes, which is looked at before anything is unpacked, bounds what a file can take.
"""

import contextlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from wsisc.diagnostic import WsiscError

MAX_BYTES = 100_000_000
MAX_ENTRIES = 5_000
MAX_XML_BYTES = 12_000_000
MAX_TAGS = 400_000
MAX_TOTAL_TAGS = 1_000_000
MAX_ATTRIBUTES = 600_000

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CENTRAL_HEADER = b"PK\x01\x02"
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those of Office (ISO/IEC 29500-2, annex B); zipfile unpacks all others without a bound."""
_DAMAGE_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.XMLSyntaxError,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_TOO_LARGE_HINT = (
    "is this the right file? In Word, compress its pictures (Picture Format, Compress Pictures), and save it"
)
_SAVE_AGAIN_HINT = "open it in Word, save it again under another name, and give that file"


def is_encrypted_or_legacy(content: bytes) -> bool:
    """Tell whether a file may be one that Word has locked with a password, or one of Word before 2007."""
    return content.startswith(_OLE_SIGNATURE)


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Return the archive that a Word file is.

    Raises WsiscError where it has more or larger parts than a submission can have, and what zipfile raises where it is
    damaged.
    """
    if content.count(_CENTRAL_HEADER) > 2 * MAX_ENTRIES:  # each takes memory before there is anything to count
        raise too_large_error(f"more than {MAX_ENTRIES:,} parts")
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise too_large_error(f"more than {MAX_ENTRIES:,} parts")
    if any(each.compress_type not in _COMPRESSIONS for each in entries):
        raise WsiscError("the Word file is packed as Word packs no file", _SAVE_AGAIN_HINT)
    if sum(each.file_size for each in entries) > MAX_BYTES:
        raise too_large_error(f"more than {MAX_BYTES // 1_000_000} MB when it is unpacked")
    return archive


def too_large_error(content: str) -> WsiscError:
    """Return what to raise for a file that holds more than any submission."""
    return WsiscError(f"the Word file is too large: it holds {content}", _TOO_LARGE_HINT)


@contextlib.contextmanager
def open_archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a Word file. Raises WsiscError where it, or a part that is read of it, is damaged or too large."""
    try:
        with open_zip(content) as archive:
            yield archive
    except _DAMAGE_ERRORS:
        raise WsiscError("the Word file is damaged", _SAVE_AGAIN_HINT) from None


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return the XML of a part. Raises WsiscError where it is too large, KeyError where it is not there."""
    content = archive.read(name)
    check_xml_size(content)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def check_xml_size(content: bytes) -> int:
    """Return how many tags the XML of a part has. Raises WsiscError where it would take too much memory as a tree."""
    if len(content) > MAX_XML_BYTES:
        raise too_large_error(f"a part of XML of more than {MAX_XML_BYTES // 1_000_000} MB")
    tags = content.count(b"<")
    if tags > MAX_TAGS:
        raise too_large_error(f"a part of more than {MAX_TAGS:,} tags")
    if content.count(b"=") > MAX_ATTRIBUTES:
        raise too_large_error(f"a part of more than {MAX_ATTRIBUTES:,} attributes")
    return tags


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by their names. Raises WsiscError where it is damaged or too large."""
    with open_archive(content) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    tags = sum(check_xml_size(part) for name, part in found.items() if name.endswith((".xml", ".rels")))
    if tags > MAX_TOTAL_TAGS:
        raise too_large_error(f"more than {MAX_TOTAL_TAGS:,} tags in all its parts")
    return found
