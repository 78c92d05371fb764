"""A submission as it is read -> what the rules find in it, as diagnostics with codes, severities and places."""

from collections.abc import Sequence
from itertools import islice

from wsisc.diagnostic import DataPath, Diagnostic, Finding, Fix, Severity
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.lint.selection import Selection
from wsisc.source import Source

MAX_FINDINGS_PER_RULE = 200


def run(
    source: Source, reading: Reading, selection: Selection, invalid_paths: Sequence[DataPath] = ()
) -> list[Diagnostic]:
    """Return what the selected rules find. Rules that need a call are silent where it is unknown.

    A rule is stopped after `MOST_FINDINGS`: who has so many mends them first, and looks again. Nothing is said of
    values at or under the `broken` paths, where the schema has spoken already, nor of a key that holds one.
    """
    found = []
    for code in selection.codes:
        rule = rules.load(code)
        languages = getattr(rule, "LANGUAGES", ())
        if languages and reading.submission.language not in languages:
            continue
        severity = selection.severity(code, rule.SEVERITY)
        for finding in islice(rule.check(reading), MAX_FINDINGS_PER_RULE):
            if not _is_in_invalid(finding, invalid_paths):
                found.append(to_diagnostic(source, code, severity, finding))
    return found


def _is_in_invalid(finding: Finding, invalid_paths: Sequence[DataPath]) -> bool:
    path = finding.path
    return any(path[: len(told)] == told or (finding.on_key and told[: len(path)] == path) for told in invalid_paths)


def to_diagnostic(source: Source, code: str, severity: Severity, finding: Finding) -> Diagnostic:
    """Return a finding as a diagnostic at its place in the file."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        hint=finding.hint,
        file=source.file,
        span=source.locate(finding.path, finding.start, finding.end, finding.on_key),
        path=finding.path,
        fix=_to_fix(finding),
    )


def _to_fix(finding: Finding) -> Fix | None:
    if finding.fix is None or finding.start is None or finding.end is None:
        return None
    return Fix(finding.fix, finding.start, finding.end)
