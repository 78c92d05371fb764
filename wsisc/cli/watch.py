"""`build --watch`: a build -> the same build again whenever a submission, a figure, a call or settings change."""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import watchfiles

from wsisc.cli import messages, signals
from wsisc.diagnostic import WsiscError
from wsisc.preview import watching
from wsisc.report.full import pluralize

_INPUT_ENDINGS = {".yaml", ".yml", ".toml", ".png", ".jpg", ".jpeg"}
_TIMEOUT = 1000  # milliseconds; then settings and calls in the folders above are compared too


def run(build: Callable[[], Sequence[Path]]) -> None:
    """Build, and build again after each change, until Ctrl-C. `build` returns the files that it has read.

    An error is printed, and does not end the watch; only that of the first build is raised.
    """
    gc.enable()  # disabled for the short life of other commands
    began = time.time_ns()
    files = build()
    messages.print_result(f"watching {pluralize(len(files), 'submission')}; press Ctrl-C to stop", err=True)
    with contextlib.suppress(KeyboardInterrupt, signals.Terminated):
        while True:
            _wait_for_change(files, began)
            began = time.time_ns()
            try:
                files = build()
            except WsiscError as error:
                messages.error(str(error), error.hint)
            messages.print_result("waiting for the next change", err=True)


def _wait_for_change(files: Sequence[Path], began: int) -> None:
    """Return when one of the files, or of what they depend on, has changed since a time, in nanoseconds."""
    stamps = _find_stamps(files)
    if any(modified > began for _, modified, _, _ in stamps):  # while they were built
        return
    folders = sorted({folder for path in files if (folder := path.parent.resolve()).is_dir()})
    while not folders:  # they were deleted or moved
        time.sleep(_TIMEOUT / 1000)
        if _find_stamps(files) != stamps:
            return
    for changed in watchfiles.watch(
        *folders,
        watch_filter=lambda change, path: os.path.splitext(path)[1].lower() in _INPUT_ENDINGS,
        rust_timeout=_TIMEOUT,
        yield_on_timeout=True,
        force_polling=any(map(watching.is_remote, folders)) or None,
        ignore_permission_denied=True,
    ):
        if changed or _find_stamps(files) != stamps:
            return


def _find_stamps(files: Sequence[Path]) -> set[watching.FileStamp]:
    """Return the stamps of files, and of their settings and calls, which change when they do."""
    return {stamp for path in files for stamp in watching.dependency_stamps(path, (path,))}
