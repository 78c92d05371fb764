"""A file to check -> the file with all safe fixes, and what remains."""

from collections import Counter
from typing import NamedTuple

from wsisc import pipeline
from wsisc.lint import fixes
from wsisc.lint.selection import Selection
from wsisc.pipeline import CheckResult
from wsisc.writers.build_job import BuildJob

_MAX_FIXES = 5_000  # of a rule in one pass, a guess: above what a submission has; a pass takes as long as a check
_MAX_PASSES = 10  # a fix may uncover another; a guess, which also stops fixes that undo each other


class FixedJob(NamedTuple):
    """The last check of a file, its content with the fixes, and their number."""

    checked: CheckResult
    content: bytes
    fixes: int


def fix_all(job: BuildJob) -> FixedJob:
    """Return a file with all safe fixes, and a check of it by the rules of the job."""
    chosen, count = job.options.rules, 0
    if chosen:
        job = _with_rules(job, chosen._replace(max_findings=_MAX_FIXES))
    for _ in range(_MAX_PASSES):
        checked = pipeline.check_job(job)
        content, applied = fixes.apply(job.content, checked.source, checked.diagnostics)
        job, count = job._replace(content=content), count + len(applied)
        if not applied:
            break
    found = Counter(each.code for each in checked.diagnostics)
    if chosen and any(number > chosen.max_findings for number in found.values()):
        checked = pipeline.check_job(_with_rules(job, chosen))
    return FixedJob(checked, job.content, count)


def _with_rules(job: BuildJob, rules: Selection) -> BuildJob:
    return job._replace(options=job.options._replace(rules=rules))
