"""Commands -> processes of other programs, which all end when this one is asked to end."""

import contextlib
import errno
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from wsisc.diagnostic import WsiscError
from wsisc.engines import isolated

if TYPE_CHECKING:
    import subprocess

_EXHAUSTED = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
_FEWER_JOBS = "let fewer run at a time, as --jobs 1"
_STOP_SECONDS = 2  # seconds


class _ChildInput(NamedTuple):
    """The standard input of a process, and whether it ends, and tidies up, where that is closed."""

    input: IO[bytes]
    ends_with_input: bool


class _Children:
    """The processes that may still run. Once all were ended, one that is started afterwards ends at once too."""

    def __init__(self) -> None:
        self.running: WeakKeyDictionary[subprocess.Popen[bytes], _ChildInput] = WeakKeyDictionary()
        self.are_ended = False


_children = _Children()  # as the processes themselves, it is shared by all threads


def start(
    program: str,
    command: list[str],
    is_silent: bool = False,
    folder: Path | None = None,
    ends_with_input: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start a program with pipes, in a folder, and return its process; where it `is_silent`, its errors go nowhere.

    A program that `ends_with_input` ends by itself where its standard input is closed. Raises WsiscError, with the
    name of the `program`, where it cannot be started.
    """
    import subprocess  # which most commands need not load

    pipe, errors = subprocess.PIPE, subprocess.DEVNULL if is_silent else subprocess.PIPE
    try:
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=errors, env=isolated.environment(), cwd=folder
        )
    except OSError as error:
        hint = f"the machine has no room for it: {_FEWER_JOBS}" if error.errno in _EXHAUSTED else "install wsisc again"
        raise WsiscError(f"{program} cannot be started: {error.strerror}", hint) from None
    assert process.stdin
    _children.running[process] = _ChildInput(process.stdin, ends_with_input)
    if _children.are_ended:
        _end_process(process)
    return process


def start_thread(thread: threading.Thread) -> None:
    """Start a thread, which is a process too where their number is limited. Raises WsiscError where it cannot be."""
    try:
        thread.start()
    except RuntimeError as error:
        raise WsiscError(f"the machine has no room for it: {error}", _FEWER_JOBS) from None


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process that nobody needs any more, and give it time to tidy up."""
    import subprocess

    _end_process(process)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def end_all() -> None:
    """End all processes, so that nobody waits for their results; from now on none goes on."""
    _children.are_ended = True
    for process in list(_children.running):
        _end_process(process)


def allow_starts() -> None:
    """Let processes be started again, after `end`."""
    _children.are_ended = False


def _end_process(process: "subprocess.Popen[bytes]") -> None:
    kept = _children.running[process]
    if not kept.ends_with_input:
        process.kill()
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # it has died, or is being written to just now
        kept.input.close()
