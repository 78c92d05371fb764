"""Markdown -> another format, by Pandoc: the only module that runs it."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from wsisc import resources
from wsisc.diagnostic import WsiscError

READER = "commonmark+footnotes+pipe_tables+fenced_divs"
SECONDS = 60
_HEAP = "-M2g"


@cache
def binary() -> str:
    """Return the path of Pandoc: the one named by PYPANDOC_PANDOC, else pypandoc's, else that on the path.

    pypandoc itself would find the same, but importing it takes as long as Pandoc takes for a page.
    Raises WsiscError where there is none.
    """
    spec = find_spec("pypandoc")
    folders = [Path(folder) / "files" for folder in (spec and spec.submodule_search_locations) or ()]
    bundled = next(
        (str(file) for folder in folders for file in folder.glob("pandoc*") if os.access(file, os.X_OK)), None
    )
    found = os.environ.get("PYPANDOC_PANDOC") or bundled or shutil.which("pandoc")
    if not found:
        raise WsiscError("Pandoc is missing", "install it with: pip install pypandoc_binary")
    return found


@cache
def version() -> str:
    """Return the version of Pandoc, as "3.9", or "unknown": where it fails, a conversion tells why."""
    try:
        told = subprocess.run([binary(), "--version"], capture_output=True, timeout=SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return told.split()[1].decode() if told.count(b" ") else "unknown"


class Conversion:
    """A conversion under way in a process of its own, so that Python can do other things meanwhile."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def result(self) -> bytes:
        """Wait for the conversion and return what it made.

        Raises WsiscError where Pandoc fails, or passes its limits of time and memory.
        """
        try:
            output, complaint = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.cancel()
            raise WsiscError(f"Pandoc took more than {SECONDS} seconds", "is a text unusually long?") from None
        if self._process.returncode or complaint:
            told = complaint.decode(errors="replace").strip() or f"exit code {self._process.returncode}"
            raise WsiscError(f"Pandoc failed: {told}")
        return output

    def cancel(self) -> None:
        """End the conversion, if it has not ended: its result is not wanted."""
        if self._process.poll() is None:
            self._process.kill()
        if self._process.stdout and not self._process.stdout.closed:
            self._process.communicate()


def filters(*names: str) -> list[str]:
    """Return the arguments that let Pandoc run Lua filters of the templates, in order."""
    folder = resources.folder("templates")
    return [argument for name in names for argument in ("--lua-filter", str(folder / name))]


def start(markdown: str, to: str, arguments: Sequence[str] = ()) -> Conversion:
    """Start to convert `markdown` (the dialect `READER`) to the format `to`.

    Raises WsiscError where Pandoc is missing or cannot be started.
    """
    command = [binary(), "--from", READER, "--to", to, *arguments, "--sandbox", "--output", "-"]
    command += ["+RTS", "-A64m", _HEAP, "-RTS"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "315532800"}
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    except OSError as error:
        raise WsiscError(f"Pandoc cannot be started: {error.strerror}", "install wsisc again") from None
    with contextlib.suppress(BrokenPipeError):  # then Pandoc has failed, and `result` tells why
        assert process.stdin
        process.stdin.write(markdown.encode())
        process.stdin.close()
    process.stdin = None
    return Conversion(process)
