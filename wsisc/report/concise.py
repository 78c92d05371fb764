"""Diagnostics -> one line for each, as editors parse them: file:line:column: severity[code] message.

Of a Word file, which has no lines, the part and headings are named.
"""

from collections.abc import Sequence

from wsisc.messages.diagnostic import Diagnostic
from wsisc.report.common import CheckedFile, describe_place
from wsisc.text.sanitize import sanitize


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    return "\n".join(
        f"{_describe_place(file.file, problem)}: {problem.severity}[{problem.code}] {sanitize(problem.message)}"
        for file in files
        for problem in file.diagnostics
    )


def _describe_place(file: str, diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    return sanitize(f"{file}:{span.line}:{span.column}") if diagnostic.words is None else describe_place(diagnostic)
