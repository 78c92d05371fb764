"""Typst markup -> PDF, by Typst: the only module that runs it.

Typst runs in a process of its own, so that a text on which it hangs ends as a clear error: this module as a program,
with a job as a line of JSON and the files on standard input, the PDF on standard output and the errors on standard
error. A job is self-contained: it lists all fonts and files that Typst reads.
"""

import contextlib
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wsisc.engines import child_processes
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.text import scripts

if TYPE_CHECKING:
    import subprocess

SECONDS = 120  # of processor time, a guess: a document of some pages takes less than a second
_TOO_LONG = 5  # the exit code where it took longer
_MARKUP_ERROR = 4  # the exit code where standard error has Typst's errors in the markup; Python's own exit code is 1
STANDARDS: list[Any] = ["ua-1", "a-3a"]
# The process that works for a thread, by the thread's identifier; global, so that another thread can cancel it.
_running: "dict[int, subprocess.Popen[bytes]]" = {}
_PAUSE = 0.1  # seconds between two looks at the processor time
_MISSING = r'(?s)the text `"(.+?)"` could not be displayed'
_STAND_IN_DATE = (
    rb"/(?:ModDate|CreationDate)\(D:19700101000000Z\)"
    rb"|<(xmp:ModifyDate|xmp:CreateDate|xmp:MetadataDate|stEvt:when)>1970-01-01T00:00:00\+00:00</\1>"
)
_ESCAPE = r"\\u\{([0-9a-f]+)\}"

NO_GLYPH_HINT = t("replace it; until then the submission can be built as Word and HTML, but not as PDF")
"""The hint for a character that no font has, in every command."""


class MissingGlyphs(WsiscError):
    """No font has some characters of a document: `characters`."""

    def __init__(self, characters: list[str]) -> None:
        shown = ", ".join(f"{character} (U+{ord(character[0]):04X})" for character in characters[:5])
        super().__init__(t("no font contains {shown}", shown=shown), missing_glyph_hint("".join(characters)))
        self.characters = characters


def missing_glyph_hint(characters: str) -> str:
    """Return the hint for characters that no font has."""
    if not scripts.has_any(scripts.EAST_ASIAN + scripts.HANGUL, characters):
        return NO_GLYPH_HINT
    from wsisc.messages import install_hint  # not at the top: slower to import than Typst is for a line

    return t(
        "install fonts for Chinese, Japanese and Korean: {install_command}; only a PDF needs them",
        install_command=install_hint.install_command("wsisc[cjk]"),
    )


def typeset(
    markup: str,
    data: Mapping[str, Any],
    fonts: Mapping[str, str],
    files: Mapping[str, bytes],
    timestamp: int | None,
    started: "subprocess.Popen[bytes] | None" = None,
) -> bytes:
    """Return the PDF of Typst `markup`, which finds `data`, and the names of the `fonts`, in `sys.inputs.document`.

    `fonts` maps font families, in order of preference, to the folders of their files; `files` are all files that the
    markup may read, by name. `timestamp` (seconds since 1970) is the date of the PDF, None for no date; `started`
    is a process of `start`. Raises MissingGlyphs, or WsiscError where Typst fails or exceeds
    its limits.
    """
    content = _run({"timestamp": timestamp or 0}, markup, data, fonts, files, started)
    return content if timestamp is not None else remove_dates(content)


def remove_dates(content: bytes) -> bytes:
    """Return a PDF typeset with the timestamp 0 without its dates, each overwritten with spaces.

    Typst 0.15 creates no PDF/A without a date, but the standard requires none (ISO 19005-3, 6.6.2: dates must agree
    where they are present). No offset changes, so the cross-reference table is still right.
    """
    return re.sub(_STAND_IN_DATE, lambda match: b" " * len(match[0]), content)


def start() -> "subprocess.Popen[bytes]":
    """Start a process that loads Typst and waits for one job.

    The caller must pass it to `typeset`, or stop it. Raises WsiscError where it cannot be started.
    """
    return child_processes.start("Typst", child_processes.python_command("wsisc.engines.typst"), ends_with_input=True)


def query(
    markup: str,
    data: Mapping[str, Any],
    fonts: Mapping[str, str],
    files: Mapping[str, bytes],
    selector: str,
) -> Any:
    """Return the values of the elements that a selector finds in a document, without a PDF.

    A character that no font has is no error. Raises WsiscError where Typst fails or exceeds its limits.
    """
    return json.loads(_run({"selector": selector}, markup, data, fonts, files))


def _run(
    job: dict[str, Any],
    markup: str,
    data: Mapping[str, Any],
    fonts: Mapping[str, str],
    files: Mapping[str, bytes],
    started: "subprocess.Popen[bytes] | None" = None,
) -> bytes:
    seconds = child_processes.time_limit(SECONDS, len(markup))
    inputs = json.dumps({**data, "fonts": list(fonts)})
    job |= {"seconds": seconds, "markup": markup, "inputs": inputs, "folders": list(dict.fromkeys(fonts.values()))}
    job["files"] = [(name, len(content)) for name, content in files.items()]
    with started or start() as process:
        _running[threading.get_ident()] = process
        try:
            _send(process, [json.dumps(job).encode(), b"\n", *files.values()])
            output, complaint = _receive(process, seconds)
        finally:
            del _running[threading.get_ident()]
    if process.returncode == _TOO_LONG:
        raise _time_error(seconds)
    if process.returncode:
        raise explain_failure(process.returncode, complaint.decode(errors="replace"))
    return output


def explain_failure(code: int, complaint: str) -> WsiscError:
    """Return the exception for the exit code and the standard error of Typst's process."""
    if code != _MARKUP_ERROR:  # it panicked, was killed, or did not start: the last line says why, earlier ones where
        last = complaint.strip().rpartition("\n")[2] or t("exit code {code}", code=code)
        return WsiscError(
            t("Typst ended unexpectedly: {last}", last=excerpt(last)),
            t("check the free memory, and look for an unusual text"),
        )
    if missing := _missing_characters(complaint):
        return MissingGlyphs(missing)
    return WsiscError(t("Typst failed: {complaint}", complaint=complaint.strip()))


def _send(process: "subprocess.Popen[bytes]", job: Iterable[bytes]) -> None:
    """Send a process its job. Standard input stays open: the process ends when it is closed."""
    assert process.stdin
    with contextlib.suppress(OSError):  # it is dead, and its output says why
        process.stdin.writelines(job)
        process.stdin.flush()


def _receive(process: "subprocess.Popen[bytes]", seconds: int) -> tuple[bytes, bytes]:
    """Return the standard output and standard error of a process. Raises WsiscError where it hangs."""
    from subprocess import TimeoutExpired

    process.stdin = None  # `communicate` would close it
    try:
        return process.communicate(timeout=child_processes.clock_limit(seconds))
    except TimeoutExpired:
        raise _time_error(seconds) from None
    finally:
        child_processes.stop(process)


def _time_error(seconds: int) -> WsiscError:
    return WsiscError(
        t("Typst took more than {seconds} seconds", seconds=seconds), t("check for an unusually long text")
    )


def cancel(thread: int | None = None) -> None:
    """End the Typst process of a thread, or of all threads; there, a WsiscError is raised."""
    for owner, process in list(_running.items()):
        if thread in (None, owner):
            child_processes.stop(process)


def _missing_characters(complaint: str) -> list[str]:
    """Return the characters that Typst could not show, each once.

    Typst writes some as escapes. Where no font has a combining mark, it reports the letter below it too, which is
    left out.
    """
    missing = re.findall(_MISSING, complaint)
    reported = (re.sub(_ESCAPE, lambda match: chr(int(match[1], 16)), text) for text in missing)
    characters = list(dict.fromkeys(reported))
    return [character for character in characters if not character.isascii()] or characters


def version() -> str:
    """Return the version of the Typst wheel without importing it, "" where it is not installed."""
    spec = child_processes.find_spec("typst")
    folders = [Path(folder).parent for folder in (spec and spec.submodule_search_locations) or ()]
    found = [path.name for folder in folders for path in folder.glob("typst-*.dist-info")]
    return found[0].removeprefix("typst-").removesuffix(".dist-info") if found else ""


def main() -> int:
    """Do the job on standard input, and return the exit code."""
    import typst  # noqa: F401 - slow to import: loaded while the job is still being prepared

    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):  # the parent has closed the input without a job
        return 1
    job = json.loads(line)
    files = {name: sys.stdin.buffer.read(length) for name, length in job["files"]}
    with _job_folder(files, job["seconds"]) as root:
        return _do_job(job, root)


@contextlib.contextmanager
def _job_folder(files: Mapping[str, bytes], seconds: int) -> Iterator[str]:
    """Yield a temporary folder with some files, which is deleted however this process ends, unless it is killed.

    The process ends when its parent closes standard input or ends: then no one waits for the result. It also ends when
    it has used some seconds of processor time: only it knows that on every system.
    """
    root = ""
    if files:
        import tempfile

        root = tempfile.mkdtemp(prefix="wsisc-")
    try:
        threading.Thread(target=_end_with_input, args=(root,), daemon=True).start()
        threading.Thread(target=_end_after, args=(seconds, root), daemon=True).start()
        for name, content in files.items():
            (Path(root) / name).write_bytes(content)
        yield root or child_processes.NOWHERE
    finally:
        _delete_folder(root)


def _end_with_input(root: str) -> None:
    os.read(0, 1)
    _delete_folder(root)
    os._exit(1)


def _end_after(seconds: int, root: str) -> None:
    """End this process when it has used some seconds of processor time, on all processors together."""
    while (left := seconds - time.process_time()) > 0:
        time.sleep(max(left / (os.cpu_count() or 1), _PAUSE))
    _delete_folder(root)
    os._exit(_TOO_LONG)


def _delete_folder(root: str) -> None:
    if root:
        import shutil

        shutil.rmtree(root, ignore_errors=True)


def _do_job(job: Mapping[str, Any], root: str) -> int:
    """Do a job with the files in a folder, and return the exit code."""
    import typst

    options = {
        "root": root,
        "font_paths": job["folders"],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": job["inputs"]},
    }
    markup = job["markup"].encode()
    try:
        if "selector" in job:
            sys.stdout.write(typst.query(markup, job["selector"], field="value", **options))
            return 0
        content, warnings = typst.compile_with_warnings(
            markup, pdf_standards=STANDARDS, timestamp=job["timestamp"], **options
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or str(error))
        return _MARKUP_ERROR
    if warnings:
        sys.stderr.write("; ".join(warning.message for warning in warnings))
        return _MARKUP_ERROR
    sys.stdout.buffer.write(content)
    return 0
