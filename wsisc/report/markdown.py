"""Diagnostics -> a table in Markdown, as for the summary of a CI step, which may hold one megabyte."""

from collections import Counter
from collections.abc import Sequence

from wsisc.diagnostic import Diagnostic, Severity
from wsisc.report.full import counted
from wsisc.report.reported import Reported, relative, shown

MOST = 500
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def report(files: Sequence[Reported]) -> str:
    """Return the report of files: what was found in all, then a table, the worst first."""
    found = [diagnostic for file in files for diagnostic in file.diagnostics]
    counts = Counter(diagnostic.severity for diagnostic in found)
    told = ", ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])
    rows = [f"### wsisc: {told or 'no problems'} in {counted(len(files), 'file')}"]
    if found:
        ordered = sorted(found, key=lambda each: list(Severity).index(each.severity))
        rows += ["", "| | place | problem | what to do |", "|---|---|---|---|", *map(_row, ordered[:MOST])]
    if len(found) > MOST:
        rows += ["", f"{len(found) - MOST} more are not shown."]
    return "\n".join(rows)


def _row(diagnostic: Diagnostic) -> str:
    place = _cell(f"{relative(diagnostic.file)}:{diagnostic.span.line}:{diagnostic.span.column}")
    where = f"{place}<br>{_cell(diagnostic.label)}" if diagnostic.label else place
    sign = f"{_SIGNS[diagnostic.severity]} {diagnostic.severity}"
    return f"| {sign} | {where} | {_cell(diagnostic.message)} (`{diagnostic.code}`) | {_cell(diagnostic.hint)} |"


def _cell(text: str) -> str:
    text = shown(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{each}" if each in "\\|*_`[]#~$" else each for each in text)
