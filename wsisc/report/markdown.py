"""Diagnostics -> a table in Markdown, such as for the summary of a CI step, which is limited to one megabyte."""

from collections import Counter
from collections.abc import Sequence

from wsisc.messages import plural, t
from wsisc.messages.diagnostic import Diagnostic, Severity
from wsisc.messages.localization import translate
from wsisc.report.common import SEVERITY_NAMES, CheckedFile, posix_path
from wsisc.report.full import describe_counts
from wsisc.text.sanitize import sanitize

MAX_ROWS = 500
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files: a summary, then a table with the most severe diagnostics first."""
    found = [diagnostic for file in files for diagnostic in file.diagnostics]
    counts = Counter(diagnostic.severity for diagnostic in found)
    problems = plural(
        "{problems} in 1 file", "{problems} in {count:,} files", len(files), problems=describe_counts(counts)
    )
    rows = [f"### wsisc: {translate(problems)}"]
    if found:
        ordered = sorted(found, key=lambda diagnostic: list(Severity).index(diagnostic.severity))
        columns = translate(t("place | problem | what to do"))
        rows += ["", f"| | {columns} |", "|---|---|---|---|", *map(_row, ordered[:MAX_ROWS])]
    if len(found) > MAX_ROWS:
        rows += ["", translate(t("{count} more are not shown.", count=len(found) - MAX_ROWS))]
    return "\n".join(rows)


def _row(diagnostic: Diagnostic) -> str:
    numbers = f":{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.words is None else ""
    place = _cell(f"{posix_path(diagnostic.file)}{numbers}")
    where = f"{place}<br>{_cell(diagnostic.label)}" if diagnostic.label else place
    sign = f"{_SIGNS[diagnostic.severity]} {translate(SEVERITY_NAMES[diagnostic.severity])}"
    return f"| {sign} | {where} | {_cell(diagnostic.message)} (`{diagnostic.code}`) | {_cell(diagnostic.hint)} |"


def _cell(text: str) -> str:
    text = sanitize(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{character}" if character in "\\|*_`[]#~$" else character for character in text)
