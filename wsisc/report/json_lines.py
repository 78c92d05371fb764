"""Diagnostics -> JSON objects, one a line, each as in the JSON report."""

import json
from collections.abc import Sequence

from wsisc.report.json import data
from wsisc.report.reported import Reported


def report(files: Sequence[Reported]) -> str:
    """Return the report of files."""
    return "\n".join(
        json.dumps(data(diagnostic), ensure_ascii=False) for file in files for diagnostic in file.diagnostics
    )
