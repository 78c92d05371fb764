"""A document -> the same with a checksum of all that it holds, by which a later build sees that nobody has changed it.

It guards against mistakes, not against forgery: anybody can compute it. Documents before 0.2.0 have none.
"""

import hashlib
import re
from collections.abc import Mapping

_COMMENT = b"<!-- wsisc checksum sha256:%s -->\n"
_CHECKSUM_LINE = re.compile(rb"<!-- wsisc checksum sha256:([0-9a-f]{64}) -->\n?\Z")
_CARRIER_PART = "docProps/app.xml"
"""The part of a Word file that carries it: every program that saves the file writes this part anew."""


def add_to_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file with the checksum of all of them, in place of the one that is there."""
    held = remove_from_parts(parts)
    return {**held, _CARRIER_PART: held[_CARRIER_PART] + _COMMENT % _parts_digest(held)}


def add_to_page(page: bytes) -> bytes:
    """Return a page with its checksum, which is its last line."""
    return page + _COMMENT % _digest(page)


def remove_from_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file without their checksum."""
    return {name: _CHECKSUM_LINE.sub(b"", part) if name == _CARRIER_PART else part for name, part in parts.items()}


def remove_from_page(page: bytes) -> bytes:
    """Return a page without its checksum."""
    return _CHECKSUM_LINE.sub(b"", page.replace(b"\r\n", b"\n"))


def is_valid_for_parts(parts: Mapping[str, bytes]) -> bool:
    """Return whether the parts of a Word file have no checksum, or the right one."""
    found = _CHECKSUM_LINE.search(parts.get(_CARRIER_PART, b""))
    return found is None or found[1] == _parts_digest(remove_from_parts(parts))


def is_valid_for_page(page: bytes) -> bool:
    """Return whether a page has no checksum, or the right one, however its lines end."""
    found = _CHECKSUM_LINE.search(page.replace(b"\r\n", b"\n"))
    return found is None or found[1] == _digest(remove_from_page(page))


def _parts_digest(parts: Mapping[str, bytes]) -> bytes:
    told = (f"{name} {hashlib.sha256(parts[name]).hexdigest()}\n" for name in sorted(parts))
    return _digest("".join(told).encode("utf-8", "surrogatepass"))


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
