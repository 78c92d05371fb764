"""A source as a command read it, and its new content -> the file, if nobody has changed it meanwhile."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text import portable_names
from wsisc.workspace import output_files, revisions, streams

MAX_WAIT = 10.0  # seconds for another command to compare and write, which takes it some milliseconds
_MAX_COPIES = 999


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Write a source that a command read as `before` and changed, if it is still as it was read.

    An author may save the file while the command runs, and two commands may change one file. Raises WsiscError if the
    file was changed, or as `output_files.overwrite` does.
    """
    if not path.is_file():  # a pipe cannot be read again
        output_files.overwrite(path, after)
        return
    with hold_lock(path):
        if streams.read(path) != before:
            problem = t("{path} was changed while this command ran, and is not overwritten", path=path)
            raise WsiscError(problem, t("run the command again"))
        output_files.overwrite(path, after)


def replace_words(path: Path, before: bytes, after: bytes, notify: Callable[[str], None]) -> None:
    """Write a source as `replace` does, if others wrote the new words; `notify` receives how to go back.

    The way back is the last revision in Git, if it has this content, otherwise a copy beside the file.
    """
    if after == before:
        return
    if not path.is_file():
        replace(path, before, after)
    elif revisions.is_committed(path, before):
        replace(path, before, after)
        notify(t("to undo this, run git restore {path}", path=portable_names.quote_path(path)))
    else:
        copy = _keep_copy(path, before)
        replace(path, before, after)
        notify(t("{copy} is the file as it was before; to undo this, rename it to {name}", copy=copy, name=path.name))


def _keep_copy(path: Path, content: bytes) -> Path:
    """Write a content into a new file beside the source, or find it in an earlier copy; return that file."""
    for number in range(1, _MAX_COPIES + 1):
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not os.path.lexists(copy):
            output_files.overwrite(copy, content)
            return copy
        if copy.is_file() and streams.read(copy) == content:
            return copy
    hint = t("delete those that you do not need")
    raise WsiscError(t("{path} has {count} copies that end in .bak", path=path, count=_MAX_COPIES), hint)


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Keep other commands from comparing and writing the same file; a link and its file have one lock.

    The lock is a file that only one process can create, as all systems and network drives ensure.
    """
    import hashlib  # only where a source is written

    path = path.resolve()
    lock = path.with_name(f".wsisc-{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}.lock")
    end = time.monotonic() + MAX_WAIT
    while not _create(lock, path):
        if time.monotonic() > end:
            problem = t("{path} is being changed by another command of wsisc", path=path)
            raise WsiscError(problem, t("wait until it has ended; if none is running, delete {lock}", lock=lock))
        time.sleep(0.02)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _create(lock: Path, path: Path) -> bool:
    """Create the lock of a path, and return whether that was possible. Raises WsiscError if it never is."""
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    except OSError as error:
        if isinstance(error, PermissionError) and lock.exists():  # Windows: the lock is just being deleted
            return False
        raise output_files.create_error(path, error) from None
    return True
