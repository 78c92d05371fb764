"""A submission and its call -> what the rules find in it, as diagnostics with codes, severities and places."""

from collections.abc import Sequence
from itertools import islice

from wsisc.call import Call
from wsisc.diagnostic import Diagnostic, Finding, Path, Severity
from wsisc.model import Submission
from wsisc.rules import RULES, Rule
from wsisc.source import Source

MOST_FINDINGS = 200


def run(source: Source, submission: Submission, call: Call | None, broken: Sequence[Path] = ()) -> list[Diagnostic]:
    """Return what the rules find. Rules that need a call are silent where it is unknown.

    A rule is stopped after `MOST_FINDINGS`: who has so many mends them first, and looks again. Nothing is said of
    values at or under the `broken` paths, where the schema has spoken already, nor of a key that holds one.
    """
    found = ((rule, finding) for rule in RULES for finding in islice(rule.check(submission, call), MOST_FINDINGS))
    return [
        diagnostic(source, code(rule), rule.SEVERITY, finding)
        for rule, finding in found
        if not _is_told(finding, broken)
    ]


def _is_told(finding: Finding, broken: Sequence[Path]) -> bool:
    path = finding.path
    return any(path[: len(told)] == told or (finding.on_key and told[: len(path)] == path) for told in broken)


def code(rule: Rule) -> str:
    """Return the code of a rule: its module's name in kebab-case."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def diagnostic(source: Source, code: str, severity: Severity, finding: Finding) -> Diagnostic:
    """Return a finding as a diagnostic at its place in the file."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        hint=finding.hint,
        file=source.file,
        span=source.locate(finding.path, finding.start, finding.end, finding.on_key),
        path=finding.path,
    )
