"""An untrusted PDF -> its attached files, read by a process with bounds on memory and time.

PDFium decompresses a stream completely, up to a gigabyte each, before it knows the length. So the streams are measured
first, and then PDFium runs in a separate process (this module, run as a program: it reads a line with the request and
the PDF from standard input, and writes a line of JSON and the files to standard output). On systems that cannot limit
the memory of a process (Windows, macOS), only the measurement protects.
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

from wsisc.engines import child_processes
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import pdf_text

MAX_BYTES = 120_000_000
"""Limit for all streams, and for all attachments: the files of a submission's figures, and its source."""
# Guesses, far above any submission. Without limits an attachment took 2.3 GB.
MAX_MEMORY = 400_000_000
_TIMEOUT_SECONDS = 60

_STREAM_KEYWORD = re.compile(rb"\bstream\r?\n")
_CHUNK_SIZE = 1_000_000
_HINT = t("check that this is the right file, or use the Word file of the same submission")


@lru_cache(1)
def read(content: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF by name. Raises WsiscError if it is damaged or too large."""
    sizes, files = _run_reader("attachments", content)
    found, start = {}, 0
    for name, size in sizes:
        found[name] = files[start : start + size]
        start += size
    return found


def check_readable(content: bytes) -> None:
    """Raise WsiscError if reading all of a PDF exceeds the limits of memory or time."""
    _run_reader("all", content)


def _run_reader(request: str, content: bytes) -> tuple[list[tuple[str, Any]], bytes]:
    """Return the answer of the separate process: pairs, and the concatenated files."""
    _check_streams(content)
    command, pipe = child_processes.python_command("wsisc.readers.pdf_attachments"), subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=child_processes.environment()
    ) as process:
        try:
            output, _ = process.communicate(f"{request}\n".encode() + content, _TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            message = t("the PDF takes more than {seconds} seconds to read", seconds=_TIMEOUT_SECONDS)
            raise WsiscError(message, _HINT) from None
    line, _, files = output.partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:
        size = MAX_MEMORY // 1_000_000
        message = t("the PDF cannot be read: it is damaged, or takes more than {size} MB of memory", size=size)
        raise WsiscError(message, _HINT) from None
    if "refused" in answer:
        raise WsiscError(*answer["refused"])
    return answer["found"], files


def _check_streams(content: bytes) -> None:
    """Raise WsiscError if the decompressed streams of a PDF are larger than those of any submission."""
    remaining = MAX_BYTES
    for match in _STREAM_KEYWORD.finditer(content):
        remaining -= _unpacked_size(content, match.end(), remaining)
        if remaining < 0:
            raise _too_large_error()


def _unpacked_size(content: bytes, start: int, limit: int) -> int:
    """Return the decompressed size of a stream, or some size above `limit` if it exceeds that."""
    decompressor, size, position = zlib.decompressobj(), 0, start
    chunk = b""
    with contextlib.suppress(zlib.error):  # another filter, or damaged data
        while size <= limit and not decompressor.eof and (chunk or position < len(content)):
            if not chunk:
                chunk, position = content[position : position + 10_000], position + 10_000
            size += len(decompressor.decompress(chunk, _CHUNK_SIZE))
            chunk = decompressor.unconsumed_tail
    return size


def _too_large_error() -> WsiscError:
    size = MAX_BYTES // 1_000_000
    return WsiscError(t("the PDF is too large: it contains more than {size} MB after unpacking", size=size), _HINT)


def main() -> None:
    """Answer the request on standard input."""
    what, content = sys.stdin.buffer.readline().strip(), sys.stdin.buffer.read()
    _limit_memory(MAX_MEMORY + 4 * len(content))
    files = []
    answer: dict[str, Any]
    try:
        if what == b"all":
            _read_all(content)
            answer = {"found": []}
        else:
            attachments = pdf_text.read_attachments(content, MAX_BYTES)
            if attachments is None:
                raise _too_large_error()
            answer = {"found": [(name, len(value)) for name, value in attachments.items()]}
            files = list(attachments.values())
    except WsiscError as error:
        answer = {"refused": [str(error), error.hint]}
    sys.stdout.buffer.write(b"\n".join([json.dumps(answer).encode(), b""]))
    for file in files:
        sys.stdout.buffer.write(file)


def _read_all(content: bytes) -> None:
    """Read everything that a comparison of two PDFs reads."""
    from wsisc.readers import pdf_text  # loaded only to compare documents

    pdf_text.read_surrounding_text(content)
    pdf_text.read_inventory(content)


def _limit_memory(max_bytes: int) -> None:
    if os.name != "nt":  # Windows has no such limit
        import resource

        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))
