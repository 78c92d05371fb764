"""A path and a content -> the file, written completely or not at all; several new ones, all or none."""

import contextlib
import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from wsisc.engines import atomic
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import protected, streams

_HINTS = {
    errno.ENOSPC: t("free disk space, or choose another path"),
    errno.EFBIG: t("raise the file size limit (ulimit -f), or choose another path"),
    errno.ENAMETOOLONG: t("shorten the name of the source"),
    errno.ENXIO: t("start a program that reads from the pipe first, or choose another path"),
    errno.EISDIR: t("move the folder of that name, or choose another path"),
}
_MAX_PATH = 230  # Windows does not find paths of 260 characters, and that of a file that is being written is longer

_EXISTS = t("already exists, and nothing was written")


def write(path: Path, content: bytes, is_earlier_output: protected.IsEarlierOutput | None = None) -> None:
    """Write a document completely or not at all; to a pipe or a device the bytes are written directly.

    Raises WsiscError if a source would be overwritten, a link leads out of the folder of the path, or the file is not
    an earlier output, as in `protected.refuse_overwrite`; WsiscError if writing is impossible.
    """
    protected.refuse_overwrite(path, content, is_earlier_output=is_earlier_output)
    overwrite(path, content)


def overwrite(path: Path, content: bytes) -> None:
    """Write a file as `write` does, even over a source: for files that the command creates or chooses to replace."""
    protected.refuse_links(path)
    try:
        if streams.write(path, content):
            return
        path = path.resolve()
        if path.is_file() and not os.access(path, os.W_OK):
            raise WsiscError(t("{path} is read-only", path=path), t("make the file writable, or choose another path"))
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, content)
    except OSError as error:
        raise create_error(path, error) from None


def create_error(path: Path, error: OSError) -> WsiscError:
    """Return the error that says why a file cannot be written."""
    hint = t("close the file if it is open in Word, or choose a folder that you can write to")
    is_too_long = error.errno == errno.ENOENT and len(str(path.absolute())) >= _MAX_PATH
    number = errno.ENAMETOOLONG if is_too_long else error.errno
    if number in _HINTS:
        hint = _HINTS[number]
    elif isinstance(error, FileExistsError | NotADirectoryError):
        hint = t("choose another path: a folder above it is a file")
    return WsiscError(t("{path} cannot be written: {strerror}", path=path, strerror=error.strerror), hint)


def refuse_non_folders(folder: Path) -> None:
    """Raise WsiscError if a folder, or one above it, is a file or a link that leads nowhere."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place) and not place.is_dir():
            kind = t("not a folder") if place.exists() else t("a broken link")
            raise WsiscError(t("{each} is {kind}: choose another path", each=place, kind=kind), exit_code=2)


def refuse_existing(paths: Sequence[Path]) -> None:
    """Raise WsiscError if a path exists already."""
    found = [str(path) for path in paths if os.path.lexists(path)]
    if found:
        raise WsiscError(
            t(
                "{found}: {exists}; choose another name, or move the existing files",
                found=", ".join(found),
                exists=_EXISTS,
            ),
            exit_code=2,
        )


def write_new(texts: Mapping[Path, str]) -> None:
    """Write new files with the folders they need, all or none.

    Raises WsiscError if one exists already, WsiscError if writing is impossible.
    """
    refuse_existing(list(texts))
    created: list[Path] = []
    try:
        for path, text in texts.items():
            _create_folders(path.parent, created)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                created.append(path)
                file.write(text)
    except BaseException as error:
        for place in reversed(created):
            with contextlib.suppress(OSError):
                place.rmdir() if place.is_dir() else place.unlink()
        if isinstance(error, OSError):
            raise WsiscError(
                t("{filename} cannot be written: {strerror}", filename=error.filename or path, strerror=error.strerror)
            ) from None
        raise


def _create_folders(folder: Path, created: list[Path]) -> None:
    """Create a folder and those above it, and add the new ones to `created`."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        if not place.exists():  # a/.. exists once a does
            place.mkdir()
            created.append(place)
