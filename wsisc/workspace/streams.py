"""A path and a content -> the content written to a pipe, a device or an open descriptor; or the bytes of a file."""

import os
import re
import sys
from pathlib import Path

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import MAX_BYTES

_DESCRIPTOR_PATH = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,9})")
_STANDARD_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2} if os.name != "nt" else {}
# The names of open descriptors; on Windows these are ordinary paths.
_OUTPUT_NAMES = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1") if os.name != "nt" else ()


def is_standard_output(name: str) -> bool:
    """Return whether a name means standard output: "-", or a name that the system has for it."""
    return name == "-" or name in _OUTPUT_NAMES


def find_descriptor(path: Path) -> int | None:
    """Return the number of the open descriptor that a path names, None if it names none."""
    match = _DESCRIPTOR_PATH.fullmatch(str(path)) if os.name != "nt" else None
    return int(match[1]) if match else _STANDARD_STREAMS.get(str(path))


def write(path: Path, content: bytes) -> bool:
    """Write a content to a pipe, a device or a descriptor; return False, and do nothing, for any other path.

    Raises OSError if that is impossible, without waiting if nothing reads from a pipe.
    """
    number = find_descriptor(path)
    if number is None and (not path.exists() or path.is_file()):
        return False
    # A descriptor is duplicated, not opened by its name, which would truncate a file, and a pipe has no path.
    sys.stdout.flush()
    with os.fdopen(_open(path) if number is None else os.dup(number), "wb") as file:
        file.write(content)
    return True


def _open(path: Path) -> int:
    non_blocking = getattr(
        os, "O_NONBLOCK", 0
    )  # with it, a pipe without a reader is an error (ENXIO) instead of a wait
    descriptor = os.open(path, os.O_WRONLY | non_blocking | getattr(os, "O_BINARY", 0))
    if non_blocking:
        os.set_blocking(descriptor, True)
    return descriptor


def read(path: Path) -> bytes:
    """Return the bytes of a file, one more than a source may have. Raises WsiscError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WsiscError(t("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)) from None
