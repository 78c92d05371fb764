"""The files of a site -> a folder that is new, empty or a site of ours; never over what somebody else put there.

A file in the folder, `.wsisc-site`, names those that are ours. What is slow is written beside the folder first; the
files are then moved into place, and those of an earlier site that are no more are deleted.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from wsisc.diagnostic import WsiscError

MARKER = ".wsisc-site"

_HEAD = "wsisc site 1"
_PART = ".part"
_ELSEWHERE = "choose a folder that is new or empty, or one that wsisc site made"


def check(folder: Path) -> None:
    """Raise WsiscError where a folder is neither new, nor empty, nor a site of ours."""
    try:
        if folder.exists() and not folder.is_dir():
            raise WsiscError(f"{folder} is a file, no folder", _ELSEWHERE)
        if folder.exists() and _owned(folder) is None and any(folder.iterdir()):
            raise WsiscError(f"{folder} holds files that wsisc site did not put there", _ELSEWHERE)
    except OSError as error:
        raise _failure(folder, error) from None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a site, by their paths in it, in a folder. Raises WsiscError where that cannot be."""
    check(folder)
    given, folder = folder, folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _beside(folder) as staged:
            for path, content in files.items():
                target = staged / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            _place(folder, staged, set(files))
    except OSError as error:
        raise _failure(given, error) from None


def _place(folder: Path, staged: Path, paths: set[str]) -> None:
    """Move staged files into a folder. From the first move on the marker names all that is ours, whatever happens."""
    before = _owned(folder) or set()
    for path in sorted(paths):
        _refuse_foreign(folder, path, before)
    folder.mkdir(exist_ok=True)
    _mark(folder, before | paths)
    for path in sorted(paths):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / path).replace(folder / path)
    for path in sorted(before - paths):
        _delete(folder, path)
    _mark(folder, paths)


def _refuse_foreign(folder: Path, path: str, owned: set[str]) -> None:
    """Raise WsiscError where a file would be put over one that is not ours, or outside the folder."""
    target = folder / path
    if (os.path.lexists(target) and path not in owned) or target.is_dir():
        raise WsiscError(f"{target} is in the way, and wsisc site did not put it there", f"move it, or {_ELSEWHERE}")
    if not target.parent.resolve().is_relative_to(folder):
        raise WsiscError(f"{target.parent} leads out of the folder of the site", _ELSEWHERE)


def _delete(folder: Path, path: str) -> None:
    """Delete a file that the site no longer has, and the folders that are empty without it."""
    target = folder / path
    if not target.parent.resolve().is_relative_to(folder):
        return
    target.unlink(missing_ok=True)
    for above in target.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            return
        above.rmdir()


def _owned(folder: Path) -> set[str] | None:
    """Return the paths that are ours in a folder; None where it is no site of ours."""
    try:
        head, *lines = (folder / MARKER).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return {line for line in lines if line and ".." not in Path(line).parts} if head == _HEAD else None


def _mark(folder: Path, paths: set[str]) -> None:
    temporary = folder / f"{MARKER}{_PART}"
    temporary.write_text("\n".join([_HEAD, *sorted(paths), ""]), "utf-8", newline="\n")
    temporary.replace(folder / MARKER)


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a new folder on the same disk, of which nothing is left in the end: beside a folder, or else in it."""
    name = f".wsisc-{secrets.token_hex(8)}{_PART}"
    made = folder.with_name(name)
    try:
        made.mkdir()
    except PermissionError:
        if not folder.is_dir():
            raise
        made = folder / name
        made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _failure(folder: Path, error: OSError) -> WsiscError:
    """Return what is told of a folder as users name it; files that are there for a moment mean nothing to them."""
    name = str(error.filename or folder)
    if any(part.endswith(_PART) for part in Path(name).parts):
        name = str(folder)
    return WsiscError(f"{name} cannot be written: {error.strerror}", "choose another place with -o")
