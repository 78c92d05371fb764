"""Diagnostics -> the code quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality)."""

from collections.abc import Sequence

from wsisc.messages.diagnostic import Severity
from wsisc.report.common import CheckedFile, fingerprints, message_with_hint, posix_path, to_json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    found = [
        {
            "description": message_with_hint(each),
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {
                "path": posix_path(each.file),
                "positions": {
                    "begin": {"line": each.span.line, "column": each.span.column},
                    "end": {"line": each.span.end_line, "column": each.span.end_column},
                },
                "lines": {"begin": each.span.line, "end": each.span.end_line},
            },
        }
        for file in files
        for each, fingerprint in fingerprints(file)
    ]
    return to_json(found)
