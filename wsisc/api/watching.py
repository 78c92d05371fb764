"""A build -> the same build again whenever a submission, a figure, a call or settings change."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

import watchfiles

from wsisc.preview import file_watching

_INPUT_ENDINGS = {".yaml", ".yml", ".toml", ".png", ".jpg", ".jpeg"}
_TIMEOUT = 1000  # milliseconds; then settings and calls in the folders above are compared too


def rebuild_on_changes(build: Callable[[], Sequence[Path]], folders: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Build, and build again after each change, without an end; yield after each build.

    `build` returns the files that it has read, and these are yielded. New submissions in `folders` are changes too.
    Raises what `build` raises.
    """
    began = time.time_ns()
    files = build()
    stamps, watched = _find_state(files, folders)
    stamps = {stamp for stamp in stamps if stamp[1] <= began}  # the others changed while they were built
    yield files
    while True:
        for is_changed in _watch(watched):
            now, before = _find_state(files, folders), files
            if is_changed or now != (stamps, watched):
                files = build()
                stamps, existing = now if files == before else _find_state(files, folders)
                yield files
                if existing != watched:
                    watched = existing
                    break


def _watch(folders: Set[tuple[Path, int]]) -> Iterator[bool]:
    """Yield once a second, and after each change of an input in folders, whether there was one.

    The changes during a build are yielded after it. Ends after a second if the folders cannot be watched.
    """
    with contextlib.suppress(OSError, RuntimeError):  # a folder vanished, or no watches are left
        for changes in watchfiles.watch(
            *(folder for folder, _ in folders),
            watch_filter=lambda change, path: (  # what is in a new folder already is not reported
                os.path.splitext(path)[1].lower() in _INPUT_ENDINGS
                or (change == watchfiles.Change.added and os.path.isdir(path))
            ),
            rust_timeout=_TIMEOUT,
            yield_on_timeout=True,
            force_polling=any(file_watching.is_remote(folder) for folder, _ in folders) or None,
            ignore_permission_denied=True,
        ):
            yield bool(changes)
    time.sleep(_TIMEOUT / 1000)
    yield False


def _find_state(
    files: Sequence[Path], folders: Sequence[Path]
) -> tuple[set[file_watching.FileStamp], Set[tuple[Path, int]]]:
    """Return the stamps of files, of their settings and calls, and the existing folders of files and among folders.

    A folder comes with its number on the disk: another one with the same name is not watched yet.
    """
    existing = {folder.resolve() for folder in (*folders, *(file.parent for file in files)) if folder.is_dir()}
    return {stamp for path in files for stamp in file_watching.dependency_stamps(path, (path,))}, {
        (folder, os.stat(folder).st_ino) for folder in existing
    }
