"""A submission and its call -> what the rules find in it, as diagnostics with codes, severities and places."""

from collections.abc import Iterator

from wsisc.call import Call
from wsisc.diagnostic import Diagnostic, Finding
from wsisc.model import Submission
from wsisc.rules import RULES, Rule
from wsisc.source import Source


def run(source: Source, submission: Submission, call: Call | None) -> list[Diagnostic]:
    """Return what the rules find. Rules that need a call are silent where it is unknown."""
    return [_diagnostic(source, rule, finding) for rule in RULES for finding in _findings(rule, submission, call)]


def _findings(rule: Rule, submission: Submission, call: Call | None) -> Iterator[Finding]:
    yield from rule.check(submission, call)


def code(rule: Rule) -> str:
    """Return the code of a rule: its module's name in kebab-case."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def _diagnostic(source: Source, rule: Rule, finding: Finding) -> Diagnostic:
    return Diagnostic(
        code=code(rule),
        severity=rule.SEVERITY,
        message=finding.message,
        hint=finding.hint,
        file=source.file,
        span=source.locate(finding.path, finding.start, finding.end, finding.on_key),
        path=finding.path,
    )
