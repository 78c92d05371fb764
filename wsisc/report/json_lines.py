"""Diagnostics -> JSON objects, one a line, each as in the JSON report."""

from collections.abc import Sequence

from wsisc.report.json import data
from wsisc.report.reported import Reported, as_json


def report(files: Sequence[Reported]) -> str:
    """Return the report of files."""
    return "\n".join(as_json(data(diagnostic), None) for file in files for diagnostic in file.diagnostics)
