"""Diagnostics -> the format of reviewdog (rdjson), whose columns count bytes of UTF-8 from 1."""

from collections.abc import Sequence
from typing import Any

from wsisc.diagnostic import Diagnostic, Severity, Span
from wsisc.report.reported import Reported, as_json, relative, suggestion

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def report(files: Sequence[Reported]) -> str:
    """Return the report of files."""
    found = [_data(diagnostic, file.lines) for file in files for diagnostic in file.diagnostics]
    return as_json({"source": {"name": "wsisc"}, "diagnostics": found})


def _data(diagnostic: Diagnostic, lines: Sequence[str]) -> dict[str, Any]:
    place = _range(diagnostic.span, lines)
    found = {
        "message": f"{diagnostic.message}: {diagnostic.hint}" if diagnostic.hint else diagnostic.message,
        "location": {"path": relative(diagnostic.file), "range": place},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }
    text = suggestion(diagnostic, lines)
    return found if text is None else found | {"suggestions": [{"range": place, "text": text}]}


def _range(span: Span, lines: Sequence[str]) -> dict[str, dict[str, int]]:
    places = {"start": (span.line, span.column), "end": (span.end_line, span.end_column)}
    return {name: {"line": line, "column": _bytes(lines, line, column)} for name, (line, column) in places.items()}


def _bytes(lines: Sequence[str], line: int, column: int) -> int:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return len(text[: column - 1].encode()) + 1
