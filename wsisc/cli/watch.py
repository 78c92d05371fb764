"""`build --watch`: a build -> the same build again whenever a submission, a figure, a call or settings change."""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

import watchfiles

from wsisc.cli import messages, signals
from wsisc.diagnostic import WsiscError
from wsisc.preview import watching
from wsisc.report.full import pluralize

_INPUT_ENDINGS = {".yaml", ".yml", ".toml", ".png", ".jpg", ".jpeg"}
_TIMEOUT = 1000  # milliseconds; then settings and calls in the folders above are compared too


def run(build: Callable[[], Sequence[Path]], folders: Sequence[Path]) -> None:
    """Build, and build again after each change, until Ctrl-C. `build` returns the files that it has read.

    New submissions in `folders` are changes too. An error is printed, and does not end the watch; only that of the
    first build is raised.
    """
    gc.enable()  # disabled for the short life of other commands
    began = time.time_ns()
    files = build()
    stamps = {stamp for stamp in _find_stamps(files) if stamp[1] <= began}  # the others changed while they were built
    watched = _find_folders(folders, files)
    messages.print_result(f"watching {pluralize(len(files), 'submission')}; press Ctrl-C to stop", err=True)
    with contextlib.suppress(KeyboardInterrupt, signals.Terminated):
        while True:
            for is_changed in _watch(watched):
                before, now = files, (_find_stamps(files), _find_folders(folders, files))
                if is_changed or now != (stamps, watched):
                    files = _build_again(build, files)
                    if files != before:
                        now = _find_stamps(files), _find_folders(folders, files)
                    is_elsewhere = now[1] != watched
                    stamps, watched = now
                    if is_elsewhere:
                        break


def _build_again(build: Callable[[], Sequence[Path]], files: Sequence[Path]) -> Sequence[Path]:
    """Return the files that a build has read, or those of the build before if it ends with an error."""
    try:
        files = build()
    except WsiscError as error:
        messages.error(str(error), error.hint)
    messages.print_result("waiting for the next change", err=True)
    return files


def _watch(folders: Set[tuple[Path, int]]) -> Iterator[bool]:
    """Yield once a second, and after each change of an input in folders, whether there was one.

    The changes during a build are yielded after it. Ends after a second if the folders cannot be watched.
    """
    with contextlib.suppress(OSError, RuntimeError):  # a folder vanished, or no watches are left
        for changes in watchfiles.watch(
            *(folder for folder, _ in folders),
            watch_filter=_is_input,
            rust_timeout=_TIMEOUT,
            yield_on_timeout=True,
            force_polling=any(watching.is_remote(folder) for folder, _ in folders) or None,
            ignore_permission_denied=True,
        ):
            yield bool(changes)
    time.sleep(_TIMEOUT / 1000)
    yield False


def _is_input(change: watchfiles.Change, path: str) -> bool:
    """Return whether a change is one of an input, or a new folder: what was in it before is not reported."""
    is_new_folder = change == watchfiles.Change.added and os.path.isdir(path)
    return is_new_folder or os.path.splitext(path)[1].lower() in _INPUT_ENDINGS


def _find_folders(folders: Sequence[Path], files: Sequence[Path]) -> Set[tuple[Path, int]]:
    """Return the existing ones of folders and of those of files, each with the number that it has on the disk."""
    found = {each.resolve() for each in (*folders, *(file.parent for file in files)) if each.is_dir()}
    return {(each, os.stat(each).st_ino) for each in found}


def _find_stamps(files: Sequence[Path]) -> set[watching.FileStamp]:
    """Return the stamps of files, and of their settings and calls, which change when they do."""
    return {stamp for path in files for stamp in watching.dependency_stamps(path, (path,))}
