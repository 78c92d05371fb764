"""Diagnostics -> annotations of GitHub Actions, and the report for people, which the log shows.

GitHub shows ten errors and ten warnings of a step and silently drops the others: the most severe come first, and a
notice says how many are missing (https://docs.github.com/actions, workflow commands).
"""

from collections.abc import Sequence

from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, Severity, excerpt
from wsisc.messages.localization import translate
from wsisc.report import full
from wsisc.report.common import CheckedFile, posix_path
from wsisc.text.sanitize import sanitize

MAX_ANNOTATIONS = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    found = [diagnostic for file in files for diagnostic in file.diagnostics]
    rows, left_out = [], 0
    for severity, command in _COMMANDS.items():
        same = [diagnostic for diagnostic in found if diagnostic.severity == severity]
        left_out += len(same[MAX_ANNOTATIONS:])
        most = MAX_ANNOTATIONS - (severity == Severity.INFO)
        rows += [_annotation(command, diagnostic) for diagnostic in same[:most]]
        left_out += severity == Severity.INFO and len(same) >= MAX_ANNOTATIONS
    if left_out:
        rows.append(f"::notice title=wsisc::{translate(t('{count} more in the log of this step', count=left_out))}")
    return "\n".join([full.report(files), *rows])


def _annotation(command: str, diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    is_of_word = diagnostic.words is not None  # a file without lines: its part and words are named instead
    place: dict[str, str | int] = {"file": posix_path(diagnostic.file)}
    if not is_of_word:
        place |= {"line": span.line, "endLine": span.end_line}
    if span.line == span.end_line and not is_of_word:
        place |= {"col": span.column, "endColumn": max(span.end_column, span.column + 1)}
    place["title"] = f"wsisc: {diagnostic.code}"
    escaped = {name: _escape_data(sanitize(str(value))) for name, value in place.items()}
    properties = ",".join(f"{name}={value.replace(':', '%3A').replace(',', '%2C')}" for name, value in escaped.items())
    texts = [diagnostic.message, diagnostic.hint]
    if is_of_word:
        words = f"“{excerpt(diagnostic.words)}”" if diagnostic.words else ""
        texts.append(", ".join(filter(None, (diagnostic.label, words))))
    text = "\n".join(sanitize(line) for text in texts for line in text.split("\n") if line)
    return f"::{command} {properties}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
