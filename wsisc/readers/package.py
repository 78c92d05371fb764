"""A Word file -> its parts; one that is damaged, locked or swollen is told as such."""

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
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.XMLSyntaxError,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip


def is_locked(content: bytes) -> bool:
    """Tell whether a file may be one that Word has locked with a password, or one of Word before 2007."""
    return content.startswith(_LOCKED)


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a Word file. Raises WsiscError where it, or a part that is read of it, is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except _DAMAGES:
        raise WsiscError("the Word file is damaged") from None


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part. Raises WsiscError where it is larger than any that wsisc makes, KeyError where it is not there."""
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise WsiscError(f"the Word file is damaged: {name} is larger than any part that wsisc makes")
    return archive.read(name)


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return the XML of a part. Raises as `part`."""
    return etree.fromstring(part(archive, name), etree.XMLParser(resolve_entities=False, no_network=True))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by their names. Raises WsiscError where it is damaged."""
    with opened(content) as archive:
        return {name: part(archive, name) for name in archive.namelist()}
