"""Paths and texts -> new files with the folders they need, all or none; existing files are never overwritten."""

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

_EXISTS = t("already exists, and nothing was written")


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


def write(texts: Mapping[Path, str]) -> None:
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
