"""The files of a site -> a folder that is new, empty or a site of ours; never over what somebody else put there.

A file in the folder, `.wsisc-site`, names those that are ours. All that can fail for want of room is written to a
hidden folder on the same disk first; what then is left are moves, which are undone where one of them fails.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from wsisc.cli import document_output, protected, signals, site_manifest
from wsisc.cli.site_manifest import MANIFEST
from wsisc.diagnostic import WsiscError
from wsisc.writers import WRITERS

_PART = ".part"
_STAGED = re.compile(r"\.wsisc-[0-9a-f]{16}\.part")
_DOWNLOADS = "files"
_PAGES = (".html", ".css", ".js")
_LOST = "lost+found"
"""A folder that new disks have."""
_ELSEWHERE = "choose a folder that is new or empty, or one that wsisc site made"
_NEW, _OLD, _BEFORE, _WHILE = "new", "old", "before", "while"


def check(folder: Path) -> None:
    """Raise WsiscError where a folder is neither new, nor empty, nor a site of ours."""
    try:
        if folder.exists() and not folder.is_dir():
            raise WsiscError(f"{folder} is a file, no folder", _ELSEWHERE)
        if (
            folder.exists()
            and find_own_paths(folder) is None
            and not all(_is_nothing(each) for each in folder.iterdir())
        ):
            raise WsiscError(f"{folder} holds files that wsisc site did not put there", _ELSEWHERE)
    except OSError as error:
        raise _failure(folder, error) from None


def _is_nothing(path: Path) -> bool:
    """Tell whether a path is what an empty folder may hold: what a killed process left, or what a new disk has."""
    return path.name == _LOST or _STAGED.fullmatch(path.name) is not None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a site, by their paths in it, in a folder. Raises WsiscError where that cannot be.

    The folder is then as it was, as it is after an interruption.
    """
    check(folder)
    given, folder = folder, folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _staging(folder) as staged:
            for path, content in files.items():
                target = staged / _NEW / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            before = find_own_paths(folder) or set()
            _mark(staged / _NEW / MANIFEST, set(files))
            _mark(staged / _BEFORE, before)
            _mark(staged / _WHILE, before | set(files))
            (staged / _OLD).mkdir()
            if folder.exists():
                _place(folder, staged, set(files), before)
            else:
                (staged / _NEW).rename(folder)
    except OSError as error:
        raise _failure(given, error) from None


def _place(folder: Path, staged: Path, paths: set[str], before: set[str]) -> None:
    """Move staged files into a folder, and out of it those of an earlier site: all, or none.

    From the first move on the marker names all that is ours, even if the process is killed.
    """
    holding = {str(above) for path in before for above in PurePosixPath(path).parents}
    for path in sorted(before):
        _refuse_changed(folder, PurePosixPath(path))
    for path in sorted(paths):
        _refuse_foreign(folder, path, before, holding)
    left_by_others = [each for each in folder.iterdir() if _STAGED.fullmatch(each.name) and each != staged]
    with contextlib.ExitStack() as undo:
        moves = _Moves(undo, folder, staged / _OLD)
        moves.mark(staged)
        for path in sorted(before - paths):
            moves.take(path)
        for path in sorted(paths):
            moves.put(staged / _NEW / path, path)
        (staged / _NEW / MANIFEST).replace(folder / MANIFEST)
        undo.pop_all()
    _delete(*left_by_others)


class _Moves:
    """Moves of files into a folder and out of it, each of which is undone by a stack, last first."""

    def __init__(self, undo: contextlib.ExitStack, folder: Path, old: Path) -> None:
        self.undo, self.folder, self.old = undo, folder, old
        self.count = 0

    def mark(self, staged: Path) -> None:
        """Say that the files of both sites are ours."""
        marker = self.folder / MANIFEST
        if marker.exists():
            self._later((staged / _BEFORE).replace, marker)
        else:
            self._later(marker.unlink)
        (staged / _WHILE).replace(marker)

    def put(self, source: Path, path: str) -> None:
        """Move a file to a path in the folder; what is there goes to the old ones."""
        target = self.folder / path
        self._make(target.parent)
        if os.path.lexists(target):
            self._move_out(target)
        self._later(target.replace, source)
        source.replace(target)

    def take(self, path: str) -> None:
        """Move a file out of the folder, if it is there, and delete the folders that are empty without it."""
        target = self.folder / path
        if not os.path.lexists(target) or _is_folder(target) or not _is_within(target, self.folder):
            return
        self._move_out(target)
        for above in target.parents:
            if above == self.folder or not _is_folder(above) or any(above.iterdir()):
                return
            self._later(above.mkdir)
            above.rmdir()

    def _move_out(self, target: Path) -> None:
        self.count += 1
        kept = self.old / str(self.count)
        self._later(kept.replace, target)
        target.replace(kept)

    def _make(self, folder: Path) -> None:
        if not folder.exists():
            self._make(folder.parent)
            self._later(folder.rmdir)
            folder.mkdir()

    def _later(self, action: Callable[..., object], *values: object) -> None:
        """Have something done where all is undone; told before what it undoes, it may have nothing to do."""
        self.undo.callback(_tried, action, *values)


def _tried(action: Callable[..., object], *values: object) -> None:
    with contextlib.suppress(OSError):
        action(*values)


def _refuse_foreign(folder: Path, path: str, files: set[str], holding: set[str]) -> None:
    """Raise WsiscError where a file would be put over what is not ours, or outside the folder.

    `files` are ours, and `holding` are the folders that hold them.
    """
    target = folder / path
    if not _is_within(target, folder):
        raise WsiscError(f"{target.parent} leads out of the folder of the site", _ELSEWHERE)
    for above in PurePosixPath(path).parents:
        if os.path.lexists(folder / above) and not (folder / above).is_dir() and str(above) not in files:
            _refuse(folder / above)
    for each in (target, *target.rglob("*")) if _is_folder(target) else (target,):
        known = holding if _is_folder(each) else files
        if os.path.lexists(each) and each.relative_to(folder).as_posix() not in known:
            _refuse(each)


def _refuse_changed(folder: Path, path: PurePosixPath) -> None:
    """Raise WsiscError where a document that is offered holds what somebody has changed in it."""
    is_document = path.suffix[1:] in WRITERS and path.parts[:-1] == (_DOWNLOADS, path.stem)  # figures lie deeper
    if is_document and _is_within(folder / path, folder) and document_output.is_changed(folder / path, path.suffix[1:]):
        hint = "take over its changes first (wsisc import), then move it, or choose another folder with -o"
        raise WsiscError(f"{folder / path} was changed after wsisc site put it there, and is not replaced", hint)


def _refuse(place: Path) -> None:
    raise WsiscError(f"{place} is in the way, and wsisc site did not put it there", f"move it, or {_ELSEWHERE}")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_within(target: Path, folder: Path) -> bool:
    """Tell whether a path lies in a folder though links are followed to where it lies."""
    return target.parent.resolve().is_relative_to(folder)


def find_own_paths(folder: Path) -> set[str] | None:
    """Return the paths that are ours in a folder; None where it is no site of ours."""
    listed = site_manifest.read_paths(folder)
    return listed if listed is None else {each for each in listed if _may_be_ours(folder, PurePosixPath(each))}


def _may_be_ours(folder: Path, path: PurePosixPath) -> bool:
    """Return whether a site can have put a file there: a marker may come from a stranger, and name any file."""
    if not path.parts or any(part.startswith(".") for part in path.parts):
        return False
    is_made = path.parts[0] == _DOWNLOADS or path.suffix in _PAGES
    return is_made or not protected.is_source(folder / path)


def _mark(file: Path, paths: set[str]) -> None:
    file.write_text(site_manifest.format_manifest(paths), "utf-8", newline="\n")


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a new folder on the same disk, of which nothing is left in the end: beside a folder, or else in it."""
    name = f".wsisc-{secrets.token_hex(8)}{_PART}"
    beside, within = folder.with_name(name), folder / name
    try:
        yield _made(beside, within)
    finally:
        try:
            _delete(beside, within)
        except (KeyboardInterrupt, signals.Terminated):  # which come once
            _delete(beside, within)
            raise


def _delete(*folders: Path) -> None:
    for each in folders:
        shutil.rmtree(each, ignore_errors=True)


def _made(beside: Path, within: Path) -> Path:
    """Make a folder beside that of the site if it can be moved into it, which no two disks allow; else within."""
    try:
        beside.mkdir()
        if within.parent.is_dir():
            beside.rename(within)
            within.rename(beside)
    except OSError:
        if not within.parent.is_dir():
            raise
        within.mkdir()
        return within
    return beside


def _failure(folder: Path, error: OSError) -> WsiscError:
    """Return what is told of a folder as users name it; files that are there for a moment mean nothing to them."""
    name = str(error.filename or folder)
    if any(part.endswith(_PART) for part in Path(name).parts):
        name = str(folder)
    return WsiscError(f"{name} cannot be written: {error.strerror}", "choose another place with -o")
