"""A command -> a process of another program, without any configuration of the user; all end with this one.

Pandoc, Typst and Python read settings from variables, from the home folder and from the current folder. A document
must not depend on any of them, and a folder of submissions, which may come from a stranger, must not run code.
"""

import contextlib
import errno
import os
import site
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

if TYPE_CHECKING:
    import subprocess

_EXHAUSTED = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
_FEWER_JOBS = t("run fewer jobs, such as --jobs 1")
_STOP_SECONDS = 2  # a guess: enough to delete a temporary folder
_BYTES_PER_SECOND = 16_000  # of processor time, a guess: an engine needs a tenth of it for as many pages
_CLOCK_FACTOR = 5  # by the clock a process may take longer, a guess: a busy machine shares its processors
_PROCESS_CLOCK = 2  # the clock of a process in the numbers of Linux: `man 3 clock_getcpuclockid`

_NO_VARIABLES: Mapping[str, str] = {}

NOWHERE = os.devnull
"""A path that is not a folder and never has any files, for programs that look for the user's files."""

_INHERITED = (
    # where the system finds programs, libraries and temporary files
    *("PATH", "TMPDIR", "TEMP", "TMP"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"),
    # a Python or a Pandoc outside the usual folders does not start without these
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "NIX_LD", "NIX_LD_LIBRARY_PATH"),
)
# 1 January 1980, the first day that a ZIP archive can name.
_FIXED = {"HOME": NOWHERE, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "315532800"}

_SAFE_PATH = "PYTHONSAFEPATH"


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
            command, stdin=pipe, stdout=pipe, stderr=errors, env={**environment(), **variables}, cwd=folder
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


def time_limit(seconds: int, length: int) -> int:
    """Return the seconds of processor time for a text of some bytes, where `seconds` are enough for a few pages."""
    return seconds + length // _BYTES_PER_SECOND


def clock_limit(seconds: int) -> int:
    """Return how long a process may take by the clock that may use some seconds of processor time."""
    return seconds * _CLOCK_FACTOR


def limit_processor_time(process: "subprocess.Popen[bytes]", seconds: int) -> None:
    """Let a process use some more seconds of processor time, after which the system ends it, where the system can."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, ValueError):  # it has ended
            import resource

            used = time.clock_gettime(~process.pid << 3 | _PROCESS_CLOCK)
            _, most = resource.prlimit(process.pid, resource.RLIMIT_CPU)
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(used + seconds) + 1, most))


def communicate(process: "subprocess.Popen[bytes]", seconds: int) -> tuple[bytes, bytes]:
    """Return the output and the errors of a process.

    Raises TimeoutError where it uses more than some seconds of processor time, or takes much longer by the clock.
    """
    import subprocess

    limit_processor_time(process, seconds)
    before = _spent_by_children()
    try:
        output, complaint = process.communicate(timeout=clock_limit(seconds))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    # the signal of the system may be handled, as LibreOffice does, which aborts then
    if process.returncode < 0 and _spent_by_children() - before >= seconds:
        raise TimeoutError
    return output, complaint


def _spent_by_children() -> float:
    """Return the seconds of processor time of all children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


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


def environment() -> dict[str, str]:
    """Return the environment of an engine: variables that the system needs, and fixed values for others."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ} | _FIXED


def python_command(module: str) -> list[str]:
    """Return the command that runs the function `main` of a module of wsisc in another Python.

    It ignores the variables of Python (-I) and finds only modules installed with this one: neither the current
    folder nor PYTHONPATH can replace a library.
    """
    code = f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; sys.exit(main())"
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", code, *_module_paths()]


def find_spec(name: str) -> ModuleSpec | None:
    """Return the spec of a top-level module installed with wsisc, without importing it; None where it is missing."""
    return PathFinder.find_spec(name, _module_paths())


def find_program(name: str) -> str:
    """Return the path of a program in the folders of PATH, "" where none has it.

    The current folder is not searched, not even on Windows, where `shutil.which` begins there: a stranger's folder may
    have a program of that name.
    """
    files = (f"{name}.exe", f"{name}.com", name) if os.name == "nt" else (name,)
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]
    paths = (os.path.join(folder, file) for folder in folders for file in files)
    return next((path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)), "")


@contextlib.contextmanager
def protect_workers() -> Iterator[None]:
    """Prevent processes that `multiprocessing` starts in this block from importing modules of the current folder.

    It starts them with `python -c`, which looks there first (PYTHONSAFEPATH: Python 3.11). Other programs that this
    process starts later are none of our concern.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _module_paths() -> list[str]:
    """Return the module search path of this Python, without the folders that a user or the current folder adds."""
    named = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    added = {os.path.realpath(folder) for folder in (*named, os.curdir, os.path.dirname(sys.argv[0]))}
    added -= {os.path.realpath(folder) for folder in _installed_folders()}
    return [os.path.abspath(folder) for folder in sys.path if os.path.realpath(folder) not in added]


def _installed_folders() -> Iterator[str]:
    """Yield the folders of the standard library, of installed packages, and of wsisc itself."""
    yield str(Path(__file__).parents[2])
    yield os.path.dirname(os.__file__)
    yield from site.getsitepackages()
    yield site.getusersitepackages()
