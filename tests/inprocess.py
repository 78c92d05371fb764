"""The command line within the process of the tests: a tenth of the time of a process of its own."""

import contextlib
import functools
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

import pytest

from wsisc import cli
from wsisc.cli import signals
from wsisc.engines import pandoc

UNSET = ("NO_COLOR", "FORCE_COLOR", "PYTHONPATH", "GITHUB_ACTIONS", "GITLAB_CI")
"""What the caller may have set and the tests do not want."""
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


class Done(NamedTuple):
    """The result of a command: its exit code and its output."""

    code: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Done:
    """Run a command; what is a fault of wsisc is raised."""
    done = wsisc(*arguments, WSISC_DEBUG="1")
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def wsisc(
    *arguments: object, cwd: Path | None = None, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command as `conftest.wsisc_process` does, with the standard streams of the system in files."""
    _forget()
    command = ["wsisc", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch, _in_files(stdin) as (stdout, stderr):
        patch.setattr(sys, "argv", command)
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(pandoc, "end_warm", _keep_warm_in_this_thread(pandoc.end_warm))
        with contextlib.chdir(cwd or Path.cwd()), signals.handle_signals() as request:
            code = cli.run_command(request)
            sys.stdout.flush()
            sys.stderr.flush()
        return subprocess.CompletedProcess(command, code, _read(stdout), _read(stderr))


def _keep_warm_in_this_thread(end: Callable[[], None]) -> Callable[[], None]:
    """Return what ends the Pandoc of any other thread: that of the tests does the conversions of the next command too."""
    own = threading.current_thread()
    return lambda: None if threading.current_thread() is own else end()


def _forget() -> None:
    """Empty the caches of what a command reads of a user's files: a process lives no longer than one command."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("wsisc.cli", "wsisc.workspace")):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


@contextlib.contextmanager
def _in_files(stdin: bytes) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Let the descriptors of the standard streams, which the programs that a command starts inherit, be files."""
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in _STREAMS]
        files[0].write(stdin)
        files[0].seek(0)
        for number, (file, (name, mode)) in enumerate(zip(files, _STREAMS, strict=True)):
            before = os.dup(number)
            stack.callback(os.close, before)
            stack.callback(os.dup2, before, number)
            os.dup2(file.fileno(), number)
            stack.callback(setattr, sys, name, getattr(sys, name))
            setattr(sys, name, stack.enter_context(_open(number, mode)))
        yield files[1], files[2]


def _open(number: int, mode: str) -> TextIO:
    """Open a descriptor as Python opens the standard streams."""
    errors, newline = ("replace", "\n") if mode == "w" else ("strict", None)
    return open(number, mode, encoding="utf-8", errors=errors, newline=newline, closefd=False)


def _read(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
