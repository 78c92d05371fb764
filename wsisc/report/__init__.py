"""Diagnostics -> a report as one string: a module for each format, and the table of them."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from wsisc.report.common import ChangedFiles, CheckedFile, keep_reported_lines, relative_to, translate_file

__all__ = [
    "FORMATS_FOR_PEOPLE",
    "REPORTS",
    "SERVICE_FORMATS",
    "ChangedFiles",
    "CheckedFile",
    "Report",
    "keep_reported_lines",
    "load",
    "relative_to",
    "translate_file",
]

type Report = Callable[[Sequence[CheckedFile]], str]


@runtime_checkable
class ReportModule(Protocol):
    """The interface of the modules of `REPORTS`."""

    def report(self, files: Sequence[CheckedFile]) -> str:
        """Return the report of files."""
        ...


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
"""The module of each format, imported on first use."""

FORMATS_FOR_PEOPLE = ("full", "plain", "markdown")
"""The formats that people read, in the language of the person who asks for them."""

SERVICE_FORMATS = ("github", "gitlab", "sarif", "rdjson", "junit", "markdown")
"""The formats for services, which name files relative to the root of their repository."""


def load(format: str) -> Report:
    """Return the function that writes a report in a format of `REPORTS`. Raises TypeError where it has none."""
    module: object = import_module(REPORTS[format])
    if not isinstance(module, ReportModule):
        raise TypeError(f"{REPORTS[format]} does not write reports")
    return module.report
