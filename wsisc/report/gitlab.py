"""Diagnostics -> the code quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality)."""

from collections.abc import Sequence

from wsisc.messages.diagnostic import Severity
from wsisc.report.common import CheckedFile, fingerprints, message_with_hint, posix_path, to_json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    found = [
        {
            "description": message_with_hint(diagnostic),
            "check_name": diagnostic.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {
                "path": posix_path(diagnostic.file),
                "positions": {
                    "begin": {"line": diagnostic.span.line, "column": diagnostic.span.column},
                    "end": {"line": diagnostic.span.end_line, "column": diagnostic.span.end_column},
                },
                "lines": {"begin": diagnostic.span.line, "end": diagnostic.span.end_line},
            },
        }
        for file in files
        for diagnostic, fingerprint in fingerprints(file)
    ]
    return to_json(found)
