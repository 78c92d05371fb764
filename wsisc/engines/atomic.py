"""A content -> a file that is written completely or not at all; an interruption leaves no partial file."""

import contextlib
import errno
import os
from pathlib import Path


def temporary_name() -> str:
    """Return a name for a file or folder that is not complete: it cannot be guessed, and it names wsisc."""
    return f".wsisc-{os.urandom(8).hex()}.part"


def write(path: Path, content: bytes) -> None:
    """Replace the content of a file in an existing folder, and keep the mode of the file. Raises OSError.

    Where the system can, the new file has no name until it is complete, so that a killed process leaves nothing.
    """
    temporary = path.with_name(temporary_name())
    try:
        try:
            _write_unnamed(temporary, content)
        except OSError:  # unnamed files are not supported; a full disk is reported by the next attempt
            with temporary.open("xb") as file:
                file.write(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _write_unnamed(path: Path, content: bytes) -> None:
    """Write a content to a file without a name, then name it. Raises OSError, also where the system cannot do that."""
    if not hasattr(os, "O_TMPFILE"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with os.fdopen(os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            name = f"/proc/self/fd/{file.fileno()}"
            os.link(name, path.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
