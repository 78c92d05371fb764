"""Diagnostics -> JSON, version 1: places are 1-based, in code points, their ends exclusive."""

from collections.abc import Sequence
from typing import Any

from wsisc.messages.diagnostic import Diagnostic, json_pointer
from wsisc.report.common import CheckedFile, to_json

VERSION = 1


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files as one JSON object."""
    found = [to_data(diagnostic) for file in files for diagnostic in file.diagnostics]
    return to_json({"version": VERSION, "diagnostics": found})


def to_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as JSON data, as schemas/report.schema.json documents it."""
    span = diagnostic.span
    found = {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": diagnostic.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": json_pointer(diagnostic.path),
    }
    in_word_file = {"place": diagnostic.label, "words": diagnostic.words} if diagnostic.words is not None else {}
    return found | ({"fix": diagnostic.fix.text} if diagnostic.fix else {}) | in_word_file
