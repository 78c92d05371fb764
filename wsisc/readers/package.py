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

MOST_BYTES = 100_000_000
MOST_ENTRIES = 5_000
MOST_XML = 12_000_000
MOST_TAGS = 400_000
MOST_TAGS_IN_ALL = 1_000_000
MOST_ATTRIBUTES = 600_000

_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those of Office (ISO/IEC 29500-2, annex B); zipfile unpacks all others without a bound."""
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.XMLSyntaxError,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_SMALLER = "is this the right file? In Word, compress its pictures (Picture Format, Compress Pictures), and save it"
_SAVE_AGAIN = "open it in Word, save it again under another name, and give that file"


def is_locked(content: bytes) -> bool:
    """Tell whether a file may be one that Word has locked with a password, or one of Word before 2007."""
    return content.startswith(_LOCKED)


def archive_of(content: bytes) -> zipfile.ZipFile:
    """Return the archive that a Word file is.

    Raises WsiscError where it has more or larger parts than a submission can have, and what zipfile raises where it is
    damaged.
    """
    if content.count(_ENTRY) > 2 * MOST_ENTRIES:  # each takes memory before there is anything to count
        raise too_large(f"more than {MOST_ENTRIES:,} parts")
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise too_large(f"more than {MOST_ENTRIES:,} parts")
    if any(each.compress_type not in _PACKINGS for each in entries):
        raise WsiscError("the Word file is packed as Word packs no file", _SAVE_AGAIN)
    if sum(each.file_size for each in entries) > MOST_BYTES:
        raise too_large(f"more than {MOST_BYTES // 1_000_000} MB when it is unpacked")
    return archive


def too_large(what: str) -> WsiscError:
    """Return what to raise for a file that holds more than any submission."""
    return WsiscError(f"the Word file is too large: it holds {what}", _SMALLER)


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a Word file. Raises WsiscError where it, or a part that is read of it, is damaged or too large."""
    try:
        with archive_of(content) as archive:
            yield archive
    except _DAMAGES:
        raise WsiscError("the Word file is damaged", _SAVE_AGAIN) from None


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return the XML of a part. Raises WsiscError where it is too large, KeyError where it is not there."""
    content = archive.read(name)
    check_xml(content)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def check_xml(content: bytes) -> int:
    """Return how many tags the XML of a part has. Raises WsiscError where it would take too much memory as a tree."""
    if len(content) > MOST_XML:
        raise too_large(f"a part of XML of more than {MOST_XML // 1_000_000} MB")
    tags = content.count(b"<")
    if tags > MOST_TAGS:
        raise too_large(f"a part of more than {MOST_TAGS:,} tags")
    if content.count(b"=") > MOST_ATTRIBUTES:
        raise too_large(f"a part of more than {MOST_ATTRIBUTES:,} attributes")
    return tags


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by their names. Raises WsiscError where it is damaged or too large."""
    with opened(content) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    tags = sum(check_xml(part) for name, part in found.items() if name.endswith((".xml", ".rels")))
    if tags > MOST_TAGS_IN_ALL:
        raise too_large(f"more than {MOST_TAGS_IN_ALL:,} tags in all its parts")
    return found
