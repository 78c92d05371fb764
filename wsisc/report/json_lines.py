"""Diagnostics -> JSON objects, one a line, each as in the JSON report."""

from collections.abc import Sequence

from wsisc.report.common import CheckedFile, to_json
from wsisc.report.json import to_data


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files."""
    return "\n".join(to_json(to_data(diagnostic), None) for file in files for diagnostic in file.diagnostics)
