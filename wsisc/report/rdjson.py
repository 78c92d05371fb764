"""Diagnostics -> the format of reviewdog (rdjson), whose columns count bytes of UTF-8 from 1."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any

from wsisc.messages.diagnostic import Diagnostic, Severity
from wsisc.report.common import CheckedFile, message_with_hint, posix_path, suggestion, to_json

type ByteOffsets = Callable[[int], Sequence[int]]

_CACHED_LINES = 2  # a diagnostic needs the lines of its start and its end
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    found = []
    for file in files:
        byte_offsets = lru_cache(_CACHED_LINES)(partial(_offsets, file.lines))
        found += [_data(diagnostic, file.lines, byte_offsets) for diagnostic in file.diagnostics]
    return to_json({"source": {"name": "wsisc"}, "diagnostics": found})


def _data(diagnostic: Diagnostic, lines: Sequence[str], byte_offsets: ByteOffsets) -> dict[str, Any]:
    span = diagnostic.span
    places = {"start": (span.line, span.column), "end": (span.end_line, span.end_column)}
    place = {
        name: {"line": line, "column": (offsets := byte_offsets(line))[min(column, len(offsets)) - 1] + 1}
        for name, (line, column) in places.items()
    }
    found = {
        "message": message_with_hint(diagnostic),
        "location": {"path": posix_path(diagnostic.file), "range": place},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }
    text = suggestion(diagnostic, lines)
    return found if text is None else found | {"suggestions": [{"range": place, "text": text}]}


def _offsets(lines: Sequence[str], line: int) -> Sequence[int]:
    """Return the offset in bytes of every character of a line, and of its end."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return (
        range(len(text) + 1) if text.isascii() else list(accumulate((len(sign.encode()) for sign in text), initial=0))
    )
