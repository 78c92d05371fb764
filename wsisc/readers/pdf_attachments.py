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

MAX_BYTES = 120_000_000
"""Of all streams, and of all attachments: the files of the figures of a submission, and its source."""
MAX_MEMORY = 400_000_000
TIMEOUT_SECONDS = 60

_STREAM_KEYWORD = re.compile(rb"\bstream\r?\n")
_CHUNK_SIZE = 1_000_000
_HINT = "is this the right file? If it is, give the Word file of the same submission"


@lru_cache(1)
def read(content: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF by their names. Raises WsiscError where it is damaged or too large."""
    sizes, files = _run_reader("attachments", content)
    found, start = {}, 0
    for name, size in sizes:
        found[name] = files[start : start + size]
        start += size
    return found


def check_readable(content: bytes) -> None:
    """Raise WsiscError where a PDF takes more memory or time than it may when all of it is read and shown."""
    _run_reader("all", content)


def _run_reader(request: str, content: bytes) -> tuple[list[tuple[str, Any]], bytes]:
    """Return what the other process answers: pairs, and the files, one after another."""
    _check_streams(content)
    command, pipe = isolated.python_command("wsisc.readers.pdf_attachments"), subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=isolated.environment()
    ) as process:
        try:
            output, _ = process.communicate(f"{request}\n".encode() + content, TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise WsiscError(f"the PDF takes more than {TIMEOUT_SECONDS} seconds to read", _HINT) from None
    line, _, files = output.partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:
        why = f"it is damaged, or takes more than {MAX_MEMORY // 1_000_000} MB of memory"
        raise WsiscError(f"the PDF cannot be read: {why}", _HINT) from None
    if "refused" in answer:
        raise WsiscError(*answer["refused"])
    return answer["found"], files


def _check_streams(content: bytes) -> None:
    """Raise WsiscError where the streams of a PDF are larger, when they are unpacked, than those of any submission."""
    room = MAX_BYTES
    for match in _STREAM_KEYWORD.finditer(content):
        room -= _unpacked_size(content, match.end(), room)
        if room < 0:
            raise _too_large_error()


def _unpacked_size(content: bytes, start: int, limit: int) -> int:
    """Return how long a stream is when it is unpacked once; of one that is longer than `most`, some longer length."""
    unpacking, size, position = zlib.decompressobj(), 0, start
    given = b""
    with contextlib.suppress(zlib.error):  # what is not packed so, or damaged, ends here
        while size <= limit and not unpacking.eof and (given or position < len(content)):
            if not given:
                given, position = content[position : position + 10_000], position + 10_000
            size += len(unpacking.decompress(given, _CHUNK_SIZE))
            given = unpacking.unconsumed_tail
    return size


def _too_large_error() -> WsiscError:
    return WsiscError(f"the PDF is too large: it holds more than {MAX_BYTES // 1_000_000} MB when unpacked", _HINT)


def main() -> None:
    """Answer what is asked on standard input."""
    what, content = sys.stdin.buffer.readline().strip(), sys.stdin.buffer.read()
    _limit_memory(MAX_MEMORY + 4 * len(content))
    files: list[bytes] = []
    answer: dict[str, Any]
    try:
        if what == b"all":
            _read_all(content)
            answer = {"found": []}
        else:
            held = pdf.read_attachments(content, MAX_BYTES)
            if held is None:
                raise _too_large_error()
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

    pdf.read_surrounding_text(content)
    items.read_inventory(content)
    pdf_appearance.read_appearances(content)
    pdf_fonts.read_fonts(content)
    with contextlib.suppress(pdf_fonts.UnreadableFontError):
        pdf_actual_text.read_spans(content)


def _limit_memory(max_bytes: int) -> None:
    if os.name != "nt":  # Windows has no such bound
        import resource

        with contextlib.suppress(ValueError, OSError):  # a bound that is lower already stays
            resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))
