"""A content -> a file that is put in place whole or not at all, and of which an interruption leaves nothing."""

import contextlib
import errno
import os
import secrets
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put a content in the place of a file, whose mode is kept. Its folder is there. Raises OSError.

    Where the system can, the content has no name until it is all there, so that nothing is left of it by a process
    that is killed.
    """
    temporary = path.with_name(f".wsisc-{secrets.token_hex(8)}.part")
    try:
        try:
            _write_unnamed(temporary, content)
        except OSError:  # not on this system, or there is no room, which is then told
            with temporary.open("xb") as file:
                file.write(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _write_unnamed(path: Path, content: bytes) -> None:
    """Write a content to a file without a name, then name it. Raises OSError, also where no system call does that."""
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
