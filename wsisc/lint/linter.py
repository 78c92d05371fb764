"""A reading -> the findings of the rules, as diagnostics with codes, severities and places."""

from collections.abc import Sequence
from itertools import islice

from wsisc.document.prose import Reading
from wsisc.lint import cited_text, rules
from wsisc.lint.selection import Selection
from wsisc.messages.diagnostic import DataPath, Diagnostic, Finding, Fix, Severity
from wsisc.source import Source

_WRONG_LANGUAGE = "wrong-language"


def run(
    source: Source, reading: Reading, selection: Selection, invalid_paths: Sequence[DataPath] = ()
) -> list[Diagnostic]:
    """Return the findings of the selected rules. Rules that need a call find nothing where it is unknown.

    Findings at or below `invalid_paths`, which the schema has reported, are left out, and so are findings on a key that
    contains one.
    """
    diagnostics, guard = [], cited_text.create_guard(reading)
    for code in selection.codes:
        rule = rules.load(code)
        languages = getattr(rule, "LANGUAGES", ())
        if languages and reading.submission.language not in languages:
            continue
        severity = selection.severity(code, rule.SEVERITY)
        for finding in islice(rule.check(reading), selection.max_findings):
            path = finding.path
            if not any(
                path[: len(invalid)] == invalid or (finding.on_key and invalid[: len(path)] == path)
                for invalid in invalid_paths
            ):
                diagnostics.append(to_diagnostic(source, code, severity, guard(code, finding)))
    return diagnostics


def hold_back(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics without those on wording if the text is in another language than the rules assumed."""
    if not any(diagnostic.code == _WRONG_LANGUAGE for diagnostic in diagnostics):
        return list(diagnostics)
    return [diagnostic for diagnostic in diagnostics if not is_about_wording(diagnostic.code)]


def is_about_wording(code: str) -> bool:
    """Return whether the code is that of a rule about the words of some languages."""
    return bool(rules.group_of(code)) and hasattr(rules.load(code), "LANGUAGES")


def to_diagnostic(source: Source, code: str, severity: Severity, finding: Finding) -> Diagnostic:
    """Return the diagnostic of a finding, with its place in the file."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        hint=finding.hint,
        file=source.file,
        span=source.locate(finding.path, finding.start, finding.end, finding.on_key),
        path=finding.path,
        fix=_to_fix(finding),
        offsets=None if finding.start is None or finding.end is None else (finding.start, finding.end),
    )


def _to_fix(finding: Finding) -> Fix | None:
    if finding.fix is None or finding.start is None or finding.end is None:
        return None
    return Fix(finding.fix, finding.start, finding.end)
