"""A command -> a process of another program; all of them are stopped when a signal ends this one."""

import contextlib
import errno
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from wsisc.engines import isolated
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

if TYPE_CHECKING:
    import subprocess

_EXHAUSTED = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
_FEWER_JOBS = t("run fewer jobs, such as --jobs 1")
_STOP_SECONDS = 2  # a guess: enough to delete a temporary folder


_NO_VARIABLES: Mapping[str, str] = {}


class _ChildInput(NamedTuple):
    """The standard input of a process, and whether the process cleans up and ends when that is closed."""

    input: IO[bytes]
    ends_with_input: bool


class _Children:
    """The processes that may still run. After `end_all`, a process that is started ends at once."""

    def __init__(self) -> None:
        self.running: WeakKeyDictionary[subprocess.Popen[bytes], _ChildInput] = WeakKeyDictionary()
        self.are_ended = False


_children = _Children()  # global, as the processes are: a signal that ends this program must end them all


def start(
    program: str,
    command: list[str],
    is_silent: bool = False,
    folder: Path | None = None,
    ends_with_input: bool = False,
    variables: Mapping[str, str] = _NO_VARIABLES,
) -> "subprocess.Popen[bytes]":
    """Start a program with pipes, in a folder, and return its process; if `is_silent`, without standard error.

    `variables` are added to its environment. A program that `ends_with_input` ends by itself when its standard input is
    closed. Raises WsiscError, with the name of the `program`, where it cannot be started.
    """
    import subprocess  # not at the top: most commands do not need it

    pipe, errors = subprocess.PIPE, subprocess.DEVNULL if is_silent else subprocess.PIPE
    try:
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=errors, env={**isolated.environment(), **variables}, cwd=folder
        )
    except OSError as error:
        hint = _FEWER_JOBS if error.errno in _EXHAUSTED else t("install wsisc again")
        raise WsiscError(
            t("{program} cannot be started: {strerror}", program=program, strerror=error.strerror), hint
        ) from None
    assert process.stdin
    _children.running[process] = _ChildInput(process.stdin, ends_with_input)
    if _children.are_ended:
        _end_process(process)
    return process


def start_thread(thread: threading.Thread) -> None:
    """Start a thread. Raises WsiscError where it cannot be started: Linux limits threads like processes."""
    try:
        thread.start()
    except RuntimeError as error:
        raise WsiscError(t("the machine has too few resources: {error}", error=error), _FEWER_JOBS) from None


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process that is no longer needed; it has some time to clean up."""
    import subprocess

    _end_process(process)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def end_all() -> None:
    """End all processes, so that no thread waits for them; those that are started from now on end at once."""
    _children.are_ended = True
    for process in list(_children.running):
        _end_process(process)


def allow_starts() -> None:
    """Allow processes to be started again, after `end_all`."""
    _children.are_ended = False


def _end_process(process: "subprocess.Popen[bytes]") -> None:
    child = _children.running[process]
    if not child.ends_with_input:
        process.kill()
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # it is dead, or another thread is writing to it
        child.input.close()
