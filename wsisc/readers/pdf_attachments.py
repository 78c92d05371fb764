"""A PDF from anybody -> the files attached to it and what it says, read by a process whose memory and time are bounded.

PDFium unpacks a stream to its end, up to a gigabyte each, before it can tell how long it is. So streams are measured
first, and then PDFium runs in a process of its own (this module, run as a program: a line that says what is wanted and
the PDF on standard input; a line of JSON and the files on standard output). Where the system has no bound for the
memory of a process (Windows, macOS), the measure alone protects.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import zlib
from functools import lru_cache
from typing import Any

from wsisc.diagnostic import WsiscError
from wsisc.engines import isolated
from wsisc.readers import pdf

MOST_BYTES = 120_000_000
"""Of all streams, and of all attachments: the files of the figures of a submission, and its source."""
MOST_MEMORY = 400_000_000
SECONDS = 60

_STREAM = re.compile(rb"\bstream\r?\n")
_STEP = 1_000_000
_REMEDY = "is this the right file? If it is, give the Word file of the same submission"


@lru_cache(1)
def read(content: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF by their names. Raises WsiscError where it is damaged or too large."""
    sizes, files = _asked("attachments", content)
    found, start = {}, 0
    for name, size in sizes:
        found[name] = files[start : start + size]
        start += size
    return found


def check(content: bytes) -> None:
    """Raise WsiscError where a PDF takes more memory or time than it may when all of it is read and shown."""
    _asked("all", content)


def _asked(what: str, content: bytes) -> tuple[list[tuple[str, Any]], bytes]:
    """Return what the other process answers: pairs, and the files, one after another."""
    _refuse_swollen(content)
    command, pipe = isolated.python("wsisc.readers.pdf_attachments"), subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=isolated.environment()
    ) as process:
        try:
            output, _ = process.communicate(f"{what}\n".encode() + content, SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise WsiscError(f"the PDF takes more than {SECONDS} seconds to read", _REMEDY) from None
    line, _, files = output.partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:
        why = f"it is damaged, or takes more than {MOST_MEMORY // 1_000_000} MB of memory"
        raise WsiscError(f"the PDF cannot be read: {why}", _REMEDY) from None
    if "refused" in answer:
        raise WsiscError(*answer["refused"])
    return answer["found"], files


def _refuse_swollen(content: bytes) -> None:
    """Raise WsiscError where the streams of a PDF are larger, when they are unpacked, than those of any submission."""
    room = MOST_BYTES
    for match in _STREAM.finditer(content):
        room -= _unpacked(content, match.end(), room)
        if room < 0:
            raise _too_large()


def _unpacked(content: bytes, start: int, most: int) -> int:
    """Return how long a stream is when it is unpacked once; of one that is longer than `most`, some longer length."""
    unpacking, size, position = zlib.decompressobj(), 0, start
    given = b""
    with contextlib.suppress(zlib.error):  # what is not packed so, or damaged, ends here
        while size <= most and not unpacking.eof and (given or position < len(content)):
            if not given:
                given, position = content[position : position + 10_000], position + 10_000
            size += len(unpacking.decompress(given, _STEP))
            given = unpacking.unconsumed_tail
    return size


def _too_large() -> WsiscError:
    return WsiscError(f"the PDF is too large: it holds more than {MOST_BYTES // 1_000_000} MB when unpacked", _REMEDY)


def main() -> None:
    """Answer what is asked on standard input."""
    what, content = sys.stdin.buffer.readline().strip(), sys.stdin.buffer.read()
    _bound_memory(MOST_MEMORY + 4 * len(content))
    files: list[bytes] = []
    answer: dict[str, Any]
    try:
        if what == b"all":
            _read_all(content)
            answer = {"found": []}
        else:
            held = pdf.attachments(content, MOST_BYTES)
            if held is None:
                raise _too_large()
            answer, files = {"found": [(name, len(each)) for name, each in held.items()]}, list(held.values())
    except WsiscError as error:
        answer = {"refused": [str(error), error.hint]}
    sys.stdout.buffer.write(b"\n".join([json.dumps(answer).encode(), b""]))
    for each in files:
        sys.stdout.buffer.write(each)


def _read_all(content: bytes) -> None:
    """Read what a comparison of two PDFs reads."""
    from wsisc.readers.inventory import pdf as items  # only where documents are compared
    from wsisc.readers.inventory import pdf_actual_text, pdf_appearance, pdf_fonts

    pdf.surroundings(content)
    items.inventory(content)
    pdf_appearance.looks(content)
    pdf_fonts.fonts(content)
    with contextlib.suppress(pdf_fonts.Unreadable):
        pdf_actual_text.spans(content)


def _bound_memory(most: int) -> None:
    if os.name != "nt":  # Windows has no such bound
        import resource

        with contextlib.suppress(ValueError, OSError):  # a bound that is lower already stays
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
