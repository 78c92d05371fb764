"""A document -> the same document with a checksum of its content, so that a later build can detect manual changes.

The checksum guards against mistakes, not against forgery: anyone can compute it. Documents before 0.2.0 have none.
"""

import hashlib
import re
from collections.abc import Mapping

_COMMENT = b"<!-- wsisc checksum sha256:%s -->\n"
_CHECKSUM_LINE = rb"<!-- wsisc checksum sha256:([0-9a-f]{64}) -->\n?\Z"
# The part of a Word file that carries the checksum: every program that saves the file rewrites this part.
_CARRIER_PART = "docProps/app.xml"


def add_to_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file with the checksum of all parts; it replaces an existing one."""
    bare = remove_from_parts(parts)
    return {**bare, _CARRIER_PART: bare[_CARRIER_PART] + _COMMENT % _parts_digest(bare)}


def add_to_page(page: bytes) -> bytes:
    """Return a page with its checksum as the last line."""
    return page + _COMMENT % _digest(page)


def remove_from_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file without their checksum."""
    return {name: re.sub(_CHECKSUM_LINE, b"", part) if name == _CARRIER_PART else part for name, part in parts.items()}


def remove_from_page(page: bytes) -> bytes:
    """Return a page without its checksum."""
    return re.sub(_CHECKSUM_LINE, b"", page.replace(b"\r\n", b"\n"))


def is_valid_for_parts(parts: Mapping[str, bytes]) -> bool:
    """Return whether the parts of a Word file have no checksum, or the correct one."""
    match = re.search(_CHECKSUM_LINE, parts.get(_CARRIER_PART, b""))
    return match is None or match[1] == _parts_digest(remove_from_parts(parts))


def is_valid_for_page(page: bytes) -> bool:
    """Return whether a page has no checksum, or the correct one, whatever its line endings are."""
    match = re.search(_CHECKSUM_LINE, page.replace(b"\r\n", b"\n"))
    return match is None or match[1] == _digest(remove_from_page(page))


def _parts_digest(parts: Mapping[str, bytes]) -> bytes:
    lines = (f"{name} {hashlib.sha256(parts[name]).hexdigest()}\n" for name in sorted(parts))
    return _digest("".join(lines).encode("utf-8", "surrogatepass"))


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
