"""Diagnostics -> one string: one module a format, and the table of them."""

from collections.abc import Callable, Sequence
from importlib import import_module

from wsisc.report.common import CheckedFile, keep_reported_lines, relative_to

__all__ = ["REPORTS", "SERVICE_FORMATS", "CheckedFile", "Report", "keep_reported_lines", "load", "relative_to"]

type Report = Callable[[Sequence[CheckedFile]], str]

REPORTS = {
    "full": "wsisc.report.full",
    "concise": "wsisc.report.concise",
    "plain": "wsisc.report.plain",
    "json": "wsisc.report.json",
    "json-lines": "wsisc.report.json_lines",
    "github": "wsisc.report.github",
    "gitlab": "wsisc.report.gitlab",
    "sarif": "wsisc.report.sarif",
    "rdjson": "wsisc.report.rdjson",
    "junit": "wsisc.report.junit",
    "markdown": "wsisc.report.markdown",
}
"""The module of each format, imported when it is used."""

SERVICE_FORMATS = ("github", "gitlab", "sarif", "rdjson", "junit", "markdown")
"""The formats that name files from the root of their repository."""


def load(format: str) -> Report:
    """Return what makes a report in a format of `REPORTS`."""
    report: Report = import_module(REPORTS[format]).report
    return report
