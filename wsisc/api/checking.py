"""Submissions -> the diagnostics of each, and with `fix` the files with safe fixes."""

import contextlib
import os
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc import pipeline, source
from wsisc.api.results import Batch, CheckResult, FixedSource, ignore_note
from wsisc.diagnostic import Severity, WsiscError
from wsisc.jobs.job_creation import read_job
from wsisc.jobs.options import BatchOptions
from wsisc.lint import fixes, selection
from wsisc.lint.selection import Selection
from wsisc.report import CheckedFile
from wsisc.workspace import earlier_submissions, output_files, protected, repository
from wsisc.workspace.earlier_submissions import EarlierFolders
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions
from wsisc.writers.build_job import BuildOptions

_MAX_PASSES = 10  # a fix may uncover another; a guess, which also stops fixes that undo each other
_WRITABLE = 0o222
_IN_PROCESS_LIMIT = 12  # a guess: for so few files, starting other processes takes longer than it saves
_COMPARING_RULE = "recycled-passage"


def validate_files(
    paths: Paths, *, select: Sequence[str] | None = None, ignore: Sequence[str] | None = None,
    severity: Mapping[str, str] | None = None, strict: bool | None = None, draft: bool | None = None,
    measure: bool = False, fix: bool = False, dry_run: bool = False, only_submissions: bool = False,
    config: str | Path | None = None, jobs: int | None = None, use_cache: bool = True, scheduler: str | None = None,
    notify: Notify = ignore_note
) -> Batch[CheckResult]:  # fmt: skip
    """Check submissions, and return the result for each, in their order.

    `select` and `ignore` are names of rules and groups, `severity` maps rules to "error", "warning" or "info"; with
    `strict` warnings make a file invalid too, with `draft` required parts may be empty. By default each of these comes
    from `config`, or from the nearest wsisc.toml. `measure` checks page limits on typeset pages. `fix` writes safe
    fixes to the files, with `dry_run` it only returns them. `only_submissions` leaves other files out.

    Raises WsiscError, before anything is checked, if an option is wrong or a path does not exist; and while the results
    are read if `fix` cannot write a file, or a cluster is lost.

    Example::

        from wsisc.api import validate_files

        for result in validate_files(["submission.yaml"], draft=True):
            for each in result.diagnostics:
                print(f"{each.file}:{each.line}:{each.column}: {each.code}: {each.message}")
    """
    repository.refresh()
    found = list_submissions(paths, notify, config)
    folders: EarlierFolders = {}
    for path in (each.path for each in found if fix and not dry_run):
        if path:
            protected.refuse_links(path)
    rules = _RuleOptions(select, ignore, severity or {}, strict, draft)
    inputs = [each for each in found if not only_submissions or each.is_submission]
    checks = [_create_check(file, rules, measure, folders, notify) for file in inputs]
    if fix:
        results = (_fix_file(each, dry_run) for each in checks)
    elif len(checks) == 1 and not scheduler:
        results = (_check_file(each) for each in checks)
    else:
        results = _check_many(checks, BatchOptions(jobs, use_cache, scheduler))
    return Batch(found, len(checks), results)


class _RuleOptions(NamedTuple):
    """Which rules run, and how they weigh, as the caller says; None, as the wsisc.toml of a file says."""

    select: Sequence[str] | None
    ignore: Sequence[str] | None
    severity: Mapping[str, str]
    strict: bool | None
    draft: bool | None


class _Check(NamedTuple):
    """A file to check, how to check it, and whether warnings make it invalid."""

    file: InputFile
    options: BuildOptions
    is_strict: bool

    def result(self, checked: CheckedFile, fixed: FixedSource | None = None) -> CheckResult:
        """Return the result with the diagnostics of the file."""
        severities = {each.severity for each in checked.diagnostics}
        is_valid = not severities & {Severity.ERROR, *([Severity.WARNING] if self.is_strict else [])}
        return CheckResult(self.file.name, tuple(checked.diagnostics), checked.lines, is_valid, None, fixed)


def _create_check(
    file: InputFile, rules: _RuleOptions, measure: bool, folders: EarlierFolders, notify: Notify
) -> _Check:
    """Return how to check a file, with the entity's earlier files if a rule compares with them."""
    settings, _, settings_file = file.settings
    _choose_rules(settings.select, settings.ignore, settings.severity, f"{settings_file}: [validate] ")
    draft = settings.draft if rules.draft is None else rules.draft
    severities = {**settings.severity, **rules.severity}
    select = settings.select if rules.select is None else rules.select
    ignore = settings.ignore if rules.ignore is None else rules.ignore
    chosen = _choose_rules(select, ignore, severities, "", draft)
    options = BuildOptions(rules=chosen, measure=measure)
    if _COMPARING_RULE in chosen.codes and settings.last_year:
        options = options._replace(earlier=earlier_submissions.find_earlier(file, folders, notify))
    return _Check(file, options, settings.strict if rules.strict is None else rules.strict)


def _choose_rules(
    select: Sequence[str], ignore: Sequence[str], severity: Mapping[str, str], origin: str, draft: bool = False
) -> Selection:
    """Return the selection of rules. Raises WsiscError, which names the `origin` of the options, if one is wrong."""
    if unknown := [level for level in severity.values() if level not in list(Severity)]:
        raise WsiscError(f"{origin}{unknown[0]!r} is not a severity: use error, warning or info", exit_code=2)
    try:
        return selection.from_names(select, ignore, severity, draft)
    except selection.UnknownRuleName as error:
        raise WsiscError(f"{origin}{error}", exit_code=2) from None


def _check_file(check: _Check) -> CheckResult:
    """Return the result of a file that is checked in this process."""
    try:
        return check.result(pipeline.check_job(read_job(check.file, check.options)).checked_file)
    except WsiscError as error:
        return CheckResult(check.file.name, failure=error)


def _check_many(checks: Sequence[_Check], batch_options: BatchOptions) -> Generator[CheckResult]:
    """Yield the results of files that are checked in parallel, or come from the cache."""
    from wsisc.jobs import file_batch  # needed only for several files
    from wsisc.jobs.batch import Failure

    inputs, options = [each.file for each in checks], [each.options for each in checks]
    with contextlib.closing(file_batch.run(inputs, options, batch_options, _IN_PROCESS_LIMIT)) as results:
        for check, result in zip(checks, results, strict=True):
            if isinstance(result.outcome, Failure):
                yield CheckResult(check.file.name, failure=WsiscError(result.outcome.message, result.outcome.hint))
            else:
                yield check.result(result.outcome.checked_file)


def _fix_file(check: _Check, dry_run: bool) -> CheckResult:
    """Return the problems of a file that remain after safe fixes, which are written unless this is a `dry_run`."""
    job, count = read_job(check.file, check.options), 0
    before = job.content
    for _ in range(_MAX_PASSES):
        checked = pipeline.check_job(job)
        content, applied = fixes.apply(job.content, checked.source, checked.diagnostics)
        job, count = job._replace(content=content), count + len(applied)
        if not applied:
            break
    if not dry_run:
        _write_fixes(check.file, before, job.content)
    return check.result(checked.checked_file, FixedSource(before, job.content, count))


def _write_fixes(file: InputFile, before: bytes, after: bytes) -> None:
    """Write a fixed file; the caller prints that of standard input."""
    if file.path is None:
        if len(after) > source.MAX_BYTES:
            raise WsiscError("standard input is too large and was not read completely", "name the file instead")
    elif after != before:
        if not (os.access(file.path, os.W_OK) and file.path.stat().st_mode & _WRITABLE):
            raise WsiscError(f"{file.name} cannot be fixed: it is read-only", "use --diff to see the changes")
        output_files.overwrite(file.path, after)
