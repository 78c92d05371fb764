"""The folders that a submission is made from -> a call whenever something in them may have changed.

The system tells of changes; on folders of other machines it does not, and they are looked at again and again. Once a
second the files are looked at in any case.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import watchfiles

from wsisc.settings import FILE

_STEP, _MOST, _TICK, _POLL = 10, 100, 1000, 150  # milliseconds
_REMOTE = ("nfs", "cifs", "smb", "9p", "drvfs", "fuse", "vboxsf", "vmhgfs", "afs", "ncp", "ceph", "gfs", "prl_fs")
_DRIVE_REMOTE = 4  # of GetDriveTypeW

type Stamp = tuple[str, int, int, int]


def surroundings(file: Path, figures: Sequence[Path]) -> tuple[Stamp, ...]:
    """Return what changes when a file's figures, settings or calls do."""
    calls = [path for place in _above(file) for path in sorted((place / "calls").glob("*.yaml"))]
    return tuple(_stamp(path) for path in (*figures, *calls, *(place / FILE for place in _above(file))))


def folders(file: Path, figures: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders that hold a file, what it names and what it is checked by, as far as they are there."""
    wanted = [file.parent, _real(file).parent, *(figure.parent for figure in figures)]
    for place in _above(file):
        wanted += [place, place / "calls"]
    return tuple(sorted({path.absolute() for path in wanted if os.path.isdir(path)}))


def watch(
    file: Path, figures: Callable[[], Sequence[Path]], changed: Callable[[], None], ended: threading.Event, poll: bool
) -> None:
    """Call `changed` whenever a file, or what it is made with, may have changed, until `ended` is set."""
    stamps = _all_stamps(file, figures())
    while not ended.is_set():
        watched = folders(file, figures())
        if not watched:
            ended.wait(_TICK / 1000)
        for events in _events(watched, ended, poll):
            now = _all_stamps(file, figures())
            names = {file.name, _real(file).name}
            if now != stamps or any(Path(path).name in names for path in events):
                changed()
            stamps = now
            if folders(file, figures()) != watched:
                break


def _events(watched: Sequence[Path], ended: threading.Event, poll: bool) -> Iterator[set[str]]:
    """Yield the paths that changed, and an empty set once a second. Folders may vanish: then it ends."""
    if not watched:
        yield set()
        return
    try:
        for changes in watchfiles.watch(
            *watched,
            watch_filter=None,
            debounce=_MOST,
            step=_STEP,
            stop_event=ended,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=poll or any(map(is_remote, watched)) or None,
            poll_delay_ms=_POLL,
            recursive=False,
            ignore_permission_denied=True,
        ):
            yield {path for _, path in changes}
    except (OSError, RuntimeError):  # a folder is gone, there are no watches left, or a file's name is no text
        ended.wait(_TICK / 1000)
        yield set()


def is_remote(folder: Path, mounts: str | None = None) -> bool:
    """Tell whether a folder lies on another machine, or on a disk that tells of no changes.

    `mounts` is the table of mounts of Linux, read from the system where it is not given.
    """
    if sys.platform == "win32" and mounts is None:
        return _is_remote_drive(folder)
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
        except OSError:
            return False
    found, kind = Path("/"), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = Path(fields[1].replace("\\040", " ")) if len(fields) > 2 else None
        if point and folder.is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind = point, fields[2]
    return kind.startswith(_REMOTE)


def _is_remote_drive(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes

    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{folder.drive}\\")  # noqa: B009 - not on Linux
    return kind == _DRIVE_REMOTE


def _above(file: Path) -> list[Path]:
    """Return the folders where settings and calls of a file may lie: its own, and those above in its repository."""
    own = _real(file.parent)
    chain = [own, *own.parents]
    root = next((place for place in chain if os.path.exists(place / ".git")), None)
    if root:
        return chain[: chain.index(root) + 1]
    return [own, *(each for each in chain[1:] if os.path.isfile(each / FILE) or os.path.isdir(each / "calls"))]


def _real(path: Path) -> Path:
    """Return where a path leads; like all that is asked of the system here, it never fails: watching must go on."""
    return Path(os.path.realpath(path))


def _all_stamps(file: Path, figures: Sequence[Path]) -> tuple[Stamp, ...]:
    return (_stamp(file), *surroundings(file, figures))


def _stamp(path: Path) -> Stamp:
    try:
        told = os.stat(path)
    except OSError:
        return (str(path), 0, 0, 0)
    return (str(path), told.st_mtime_ns, told.st_size, told.st_ino)
