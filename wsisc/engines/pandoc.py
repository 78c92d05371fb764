"""Markdown -> another format, by Pandoc: the only module that runs it.

Each conversion has its own process, which takes as long to start as to convert a page; `keep_warm` lets a thread
that builds many documents use one Pandoc for all of them.
"""

import contextlib
import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from wsisc.engines import child_processes
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text import scripts

READER = "commonmark+footnotes+pipe_tables+fenced_divs+bracketed_spans"
SECONDS = 60  # of processor time, a guess: the limits of the markup exclude what takes long
_HEAP = "-M2g"  # a guess, for the same reason
# Whether one Pandoc can do many jobs. On Windows, Lua changes the line ends of standard streams.
CAN_STAY_WARM = os.name != "nt"
_HTML = re.compile(r"<(?!(?:https?|mailto):[^\s<>]*>)[A-Za-z/!?]")  # CommonMark 6.6
# What a text must contain for a filter to have any effect; each filter costs a walk.
_FILTER_TRIGGERS: Mapping[str, Callable[[str], bool]] = {
    "line-ends.lua": lambda text: not scripts.is_western(text),
    "tables.lua": lambda text: "|" in text,
    "refuse.lua": lambda text: _HTML.search(text) is not None,
}
# Pandoc's own reference document, with minimal styles: the DOCX writer replaces the package anyway.
_REFERENCE = "docx/reference.docx"


@cache
def binary() -> str:
    """Return the path of Pandoc: that in PYPANDOC_PANDOC, in pypandoc, or on the PATH, in this order.

    pypandoc finds the same, but importing it takes as long as Pandoc takes for a page.
    Raises WsiscError if it does not exist.
    """
    spec = child_processes.find_spec("pypandoc")
    folders = [Path(folder) / "files" for folder in (spec and spec.submodule_search_locations) or ()]
    bundled = next(
        (str(file) for folder in folders for file in folder.glob("pandoc*") if os.access(file, os.X_OK)), None
    )
    named = os.environ.get("PYPANDOC_PANDOC")
    found = (
        (named and (child_processes.find_program(named) or named)) or bundled or child_processes.find_program("pandoc")
    )
    if not found:
        raise WsiscError(t("Pandoc is missing"), t("run: pip install pypandoc_binary"))
    return os.path.abspath(found)


@cache
def version() -> str:
    """Return the version of Pandoc, such as "3.9", or "unknown": a conversion reports why it fails."""
    try:
        command, environment = [binary(), "--version"], child_processes.environment()
        output = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, env=environment).stdout
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return output.split()[1].decode() if output.count(b" ") else "unknown"


class Conversion(Protocol):
    """A conversion that runs in another process, so that Python can continue meanwhile."""

    def result(self) -> bytes:
        """Wait for the conversion and return its output.

        Raises WsiscError where Pandoc fails, or exceeds its limits of time and memory.
        """
        ...

    def cancel(self) -> None:
        """End the conversion if it still runs."""
        ...


class _SingleConversion:
    """A conversion in a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: int) -> None:
        self._process, self._seconds = process, seconds

    def result(self) -> bytes:
        try:
            output, complaint = child_processes.communicate(self._process, self._seconds)
        except TimeoutError:
            self.cancel()
            raise WsiscError(
                t("Pandoc took more than {seconds} seconds", seconds=self._seconds),
                t("check for an unusually long text"),
            ) from None
        if self._process.returncode or complaint:
            message = complaint.decode(errors="replace").strip()
            hint = "" if message else t("check the free memory, and look for an unusual text")
            raise WsiscError(
                t("Pandoc failed: {message}", message=message or t("exit code {code}", code=self._process.returncode)),
                hint,
            )
        return output

    def cancel(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        if self._process.stdout and not self._process.stdout.closed:
            self._process.communicate()


def start(markdown: str, to: str, *filters: str) -> Conversion:
    """Start to convert `markdown` (the dialect `READER`) to the format `to`, through Lua filters of the templates.

    Raises WsiscError where Pandoc is missing or cannot be started.
    """
    names = ("line-ends.lua", *filters)
    needed = [name for name in names if name not in _FILTER_TRIGGERS or _FILTER_TRIGGERS[name](markdown)]
    warm = _warm.get(threading.current_thread())
    return warm.start(markdown, to, needed) if warm else _start_single(markdown, to, needed)


def _start_single(markdown: str, to: str, filters: Sequence[str]) -> Conversion:
    command = [binary(), "--from", READER, "--to", to, "--wrap", "none", "--output", "-"]
    command += ["--sandbox", "--data-dir", child_processes.NOWHERE]  # ignore the user's init.lua and templates
    command += [argument for name in filters for argument in ("--lua-filter", _template_path(name))]
    command += ["--reference-doc", _template_path(_REFERENCE)] if to == "docx" else []
    process = _start_process([*command, "+RTS", "-A64m", _HEAP, "-RTS"])  # -A64m: measured, 74 ms instead of 81 to 92
    text = markdown.encode()
    with contextlib.suppress(OSError):  # then Pandoc has failed, and `result` reports why
        assert process.stdin
        process.stdin.write(text)
        process.stdin.close()
    process.stdin = None
    return _SingleConversion(process, child_processes.time_limit(SECONDS, len(text)))


def _start_process(command: list[str], is_silent: bool = False) -> "subprocess.Popen[bytes]":
    """Start Pandoc in the folder of the templates, because Lua also finds modules in the current folder."""
    return child_processes.start("Pandoc", command, is_silent, resources.folder("templates"))


def _template_path(name: str) -> str:
    return str(resources.folder("templates") / name)


class _WarmConversion:
    """A conversion by a warm Pandoc. Where that fails or dies, it is retried once in a process of its own."""

    def __init__(self, pandoc: "_WarmPandoc", markdown: str, to: str, filters: Sequence[str]) -> None:
        self._pandoc, self._request = pandoc, (markdown, to, filters)

    def result(self) -> bytes:
        output = self._pandoc.result(self)
        return output if output is not None else _start_single(*self._request).result()

    def cancel(self) -> None:
        self._pandoc.discard(self)

    @property
    def message(self) -> bytes:
        """The job in the format of templates/worker.lua."""
        markdown, to, filters = self._request
        text, paths = markdown.encode(), "|".join(map(_template_path, filters))
        return f"{to}\t{paths}\t{_template_path(_REFERENCE)}\t{len(text)}\n".encode() + text


class _WarmPandoc:
    """A Pandoc that does one job after another; a job is sent when the result of the previous one is received."""

    def __init__(self, area: str) -> None:
        self._area = area
        self._process: subprocess.Popen[bytes] | None = None
        self._sent: _WarmConversion | None = None

    def start(self, markdown: str, to: str, filters: Sequence[str]) -> Conversion:
        job = _WarmConversion(self, markdown, to, filters)
        if self._sent is None:
            self._send(job)
        return job

    def result(self, job: _WarmConversion) -> bytes | None:
        """Return the output of a job, None where it failed."""
        if self._sent is not job:
            if self._sent:
                self._receive()
            self._send(job)
        return self._receive()

    def discard(self, job: _WarmConversion) -> None:
        if self._sent is job:
            self._receive()

    def end(self) -> None:
        """End the process."""
        process, self._process, self._sent = self._process, None, None
        if process:
            process.kill()
            process.communicate()

    def start_process(self) -> None:
        """Start the process, unless it is running already."""
        if self._process is None:
            # A filter of an empty document that reads the jobs, not `pandoc lua`: that writes its history to a
            # temporary file, which is left behind when it is killed.
            command = [binary(), "--from", "commonmark", "--to", "commonmark", "--data-dir", child_processes.NOWHERE]
            command += ["--lua-filter", _template_path("worker.lua"), child_processes.NOWHERE]
            command += ["+RTS", f"-A{self._area}", "-O64m", _HEAP, "-RTS"]
            self._process = _start_process(command, is_silent=True)

    def _send(self, job: _WarmConversion) -> None:
        self.start_process()
        assert self._process
        assert self._process.stdin
        try:
            self._process.stdin.write(job.message)
            self._process.stdin.flush()
            self._sent = job
        except OSError:
            self.end()

    def _receive(self) -> bytes | None:
        """Return the output of the job that was sent, None where it failed; then the process is not used again."""
        self._sent, sent = None, self._sent
        if self._process is None or sent is None:
            return None
        process = self._process
        assert process.stdout
        # Not every system can read a pipe with a time limit; a pipe whose writer is killed ends on all of them.
        seconds = child_processes.time_limit(SECONDS, len(sent.message))
        child_processes.limit_processor_time(process, seconds)
        limit = threading.Timer(child_processes.clock_limit(seconds), process.kill)
        limit.daemon = True
        try:
            child_processes.start_thread(limit)
            word, _, length = process.stdout.readline().partition(b" ")
            output = process.stdout.read(int(length or 0))
        except BaseException:  # the unread rest must not be mistaken for the next result
            self.end()
            raise
        finally:
            limit.cancel()
        if word != b"ok" or len(output) != int(length):
            self.end()
            return None
        return output


# The warm Pandoc of each thread that keeps one.
_warm: WeakKeyDictionary[threading.Thread, _WarmPandoc] = WeakKeyDictionary()


def keep_warm(area: str = "64m", start_now: bool = False) -> None:
    """Let this thread use one Pandoc for all further conversions; it starts with the first of them, or now.

    A larger allocation `area` makes it faster. Raises WsiscError where Pandoc must `start_now` and cannot.
    """
    if not CAN_STAY_WARM:
        return
    warm = _warm.setdefault(threading.current_thread(), _WarmPandoc(area))
    if start_now:
        warm.start_process()


def end_warm() -> None:
    """End the warm Pandoc of this thread, if there is one."""
    if warm := _warm.pop(threading.current_thread(), None):
        warm.end()
