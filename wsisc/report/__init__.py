"""Diagnostics -> one string: one module a format, and the table of them."""

from collections.abc import Callable, Sequence

from wsisc.report import full, json
from wsisc.report.reported import Reported

__all__ = ["REPORTS", "Report", "Reported"]

type Report = Callable[[Sequence[Reported]], str]

REPORTS: dict[str, Report] = {
    "full": full.report,
    "json": json.report,
}
