"""Diagnostics -> one line for each, as editors parse them: file:line:column: severity[code] message."""

from collections.abc import Sequence

from wsisc.report.common import CheckedFile, sanitize


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    return "\n".join(
        sanitize(f"{file.file}:{each.span.line}:{each.span.column}: {each.severity}[{each.code}] {each.message}")
        for file in files
        for each in file.diagnostics
    )
