"""The folders that a submission depends on -> a call whenever a file in them may have changed.

Local changes are reported by the system. Network drives report none, so they are polled. The files themselves are also
compared once a second in any case.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import watchfiles

from wsisc.workspace.settings import SETTINGS_FILE

# Milliseconds, guesses: a save should seem to appear at once (benchmarks/preview.py measures the whole delay).
_STEP, _DEBOUNCE, _TIMEOUT, _POLL_INTERVAL = 10, 100, 1000, 150
_REMOTE_FILE_SYSTEMS = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "drvfs",
    "fuse",
    "vboxsf",
    "vmhgfs",
    "afs",
    "ncp",
    "ceph",
    "gfs",
    "prl_fs",
)
_DRIVE_REMOTE = 4  # a result of GetDriveTypeW

type FileStamp = tuple[str, int, int, int]


def dependency_stamps(file: Path, figures: Sequence[Path]) -> tuple[FileStamp, ...]:
    """Return the stamps of a file's figures, settings and calls, which change when they do."""
    calls = [path for place in _settings_folders(file) for path in sorted((place / "calls").glob("*.yaml"))]
    return tuple(
        _file_stamp(path) for path in (*figures, *calls, *(place / SETTINGS_FILE for place in _settings_folders(file)))
    )


def find_folders(file: Path, figures: Sequence[Path]) -> tuple[Path, ...]:
    """Return the existing folders of a file, its figures, settings and calls."""
    settings = [path for place in _settings_folders(file) for path in (place, place / "calls")]
    candidates = [file.parent, _real_path(file).parent, *(figure.parent for figure in figures), *settings]
    return tuple(sorted({path.absolute() for path in candidates if os.path.isdir(path)}))


def watch(
    file: Path, figures: Callable[[], Sequence[Path]], on_change: Callable[[], None], stop: threading.Event, poll: bool
) -> None:
    """Call `on_change` whenever a file or its dependencies may have changed, until `stop` is set."""
    stamps = _all_stamps(file, figures())
    while not stop.is_set():
        watched = find_folders(file, figures())
        if not watched:
            stop.wait(_TIMEOUT / 1000)
        for events in _wait_for_changes(watched, stop, poll):
            now = _all_stamps(file, figures())
            names = {file.name, _real_path(file).name}
            if now != stamps or any(Path(path).name in names for path in events):
                on_change()
            stamps = now
            if find_folders(file, figures()) != watched:
                break


def _wait_for_changes(watched: Sequence[Path], stop: threading.Event, poll: bool) -> Iterator[set[str]]:
    """Yield the paths that changed, and an empty set once a second. Ends if a folder vanishes."""
    if not watched:
        yield set()
        return
    try:
        for changes in watchfiles.watch(
            *watched,
            watch_filter=None,
            debounce=_DEBOUNCE,
            step=_STEP,
            stop_event=stop,
            rust_timeout=_TIMEOUT,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=poll or any(map(is_remote, watched)) or None,
            poll_delay_ms=_POLL_INTERVAL,
            recursive=False,
            ignore_permission_denied=True,
        ):
            yield {path for _, path in changes}
    except (OSError, RuntimeError):  # a folder vanished, no watches are left, or a name cannot be decoded
        stop.wait(_TIMEOUT / 1000)
        yield set()


def is_remote(folder: Path, mounts: str | None = None) -> bool:
    """Return whether a folder is on another machine, or on a file system that reports no changes.

    `mounts` is the mount table of Linux; the default is that of the system.
    """
    if sys.platform == "win32" and mounts is None:
        return _is_remote_drive(folder)
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
        except OSError:
            return False
    mount_point, kind = Path("/"), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = Path(fields[1].replace("\\040", " ")) if len(fields) > 2 else None
        if point and folder.is_relative_to(point) and len(point.parts) >= len(mount_point.parts):
            mount_point, kind = point, fields[2]
    return kind.startswith(_REMOTE_FILE_SYSTEMS)


def _is_remote_drive(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes

    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{folder.drive}\\")  # noqa: B009 - not on Linux
    return kind == _DRIVE_REMOTE


def _settings_folders(file: Path) -> list[Path]:
    """Return the folders that may contain settings and calls of a file: its own, and those above in its repository."""
    own = _real_path(file.parent)
    chain = [own, *own.parents]
    root = next((place for place in chain if os.path.exists(place / ".git")), None)
    if root:
        return chain[: chain.index(root) + 1]
    return [
        own,
        *(place for place in chain[1:] if os.path.isfile(place / SETTINGS_FILE) or os.path.isdir(place / "calls")),
    ]


def _real_path(path: Path) -> Path:
    """Return the target of a path. Like all file access here it never raises, because watching must go on."""
    return Path(os.path.realpath(path))


def _all_stamps(file: Path, figures: Sequence[Path]) -> tuple[FileStamp, ...]:
    return (_file_stamp(file), *dependency_stamps(file, figures))


def _file_stamp(path: Path) -> FileStamp:
    try:
        status = os.stat(path)
    except OSError:
        return (str(path), 0, 0, 0)
    return (str(path), status.st_mtime_ns, status.st_size, status.st_ino)
