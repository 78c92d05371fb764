"""Submissions -> the diagnostics of each, and with `fix` the files with safe fixes."""

import contextlib
import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc import pipeline, source
from wsisc.api import fixing
from wsisc.api.results import Batch, CheckResult, FixedSource, ignore_note
from wsisc.api.rule_choice import ChosenRules, RuleOptions, choose_rules
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs.job_creation import BatchOptions, read_job
from wsisc.report import CheckedFile
from wsisc.workspace import protected, repository, source_edits
from wsisc.workspace.earlier_submissions import EarlierFolders
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions

_WRITABLE = 0o222
_IN_PROCESS_LIMIT = 12  # a guess: for so few files, starting other processes takes longer than it saves


class CheckOptions(NamedTuple):
    """How to check files, apart from the rules.

    `measure` checks page limits on typeset pages. `fix` writes safe fixes to the files, with `dry_run` it only returns
    them. `only_submissions` leaves other files out. `config` is used in place of the nearest wsisc.toml.
    """

    measure: bool = False
    fix: bool = False
    dry_run: bool = False
    only_submissions: bool = False
    config: str | Path | None = None


def validate_files(
    paths: Paths,
    *,
    rules: RuleOptions = RuleOptions(),
    options: CheckOptions = CheckOptions(),
    batch: BatchOptions = BatchOptions(),
    notify: Notify = ignore_note,
) -> Batch[CheckResult]:
    """Check submissions, and return the result for each, in their order.

    Raises WsiscError, before anything is checked, if an option is wrong or a path does not exist; and while the results
    are read if `fix` cannot write a file, or a cluster is lost.

    Example::

        from wsisc.api import RuleOptions, validate_files

        for result in validate_files(["submission.yaml"], rules=RuleOptions(draft=True)):
            for each in result.diagnostics:
                print(f"{each.file}:{each.line}:{each.column}: {each.code}: {each.message}")
    """
    repository.refresh()
    found = list_submissions(paths, notify, options.config)
    folders: EarlierFolders = {}
    for path in (each.path for each in found if options.fix and not options.dry_run):
        if path:
            protected.refuse_links(path)
    inputs = [each for each in found if not options.only_submissions or each.is_submission]
    checks = [_Check(file, choose_rules(file, rules, options.measure, folders, notify)) for file in inputs]
    if options.fix:
        results = (_fix_file(each, options.dry_run) for each in checks)
    elif len(checks) == 1 and not batch.scheduler:
        results = (_check_file(each) for each in checks)
    else:
        results = _check_many(checks, batch)
    return Batch(found, len(checks), results)


class _Check(NamedTuple):
    """A file to check, and how to check it."""

    file: InputFile
    rules: ChosenRules

    def result(self, checked: CheckedFile, fixed: FixedSource | None = None) -> CheckResult:
        """Return the result with the diagnostics of the file."""
        is_valid = not {each.severity for each in checked.diagnostics} & self.rules.failing
        return CheckResult(self.file.name, tuple(checked.diagnostics), checked.lines, is_valid, None, fixed)


def _check_file(check: _Check) -> CheckResult:
    """Return the result of a file that is checked in this process."""
    try:
        return check.result(pipeline.check_job(read_job(check.file, check.rules.options)).checked_file)
    except WsiscError as error:
        return CheckResult(check.file.name, failure=error)


def _check_many(checks: Sequence[_Check], batch_options: BatchOptions) -> Generator[CheckResult]:
    """Yield the results of files that are checked in parallel, or come from the cache."""
    from wsisc.pipeline.jobs import file_batch  # needed only for several files
    from wsisc.pipeline.jobs.batch import Failure

    inputs, options = [each.file for each in checks], [each.rules.options for each in checks]
    with contextlib.closing(file_batch.run(inputs, options, batch_options, _IN_PROCESS_LIMIT)) as results:
        for check, result in zip(checks, results, strict=True):
            if isinstance(result.outcome, Failure):
                yield CheckResult(check.file.name, failure=WsiscError(result.outcome.message, result.outcome.hint))
            else:
                yield check.result(result.outcome.checked_file)


def _fix_file(check: _Check, dry_run: bool) -> CheckResult:
    """Return the problems of a file that remain after safe fixes, which are written unless this is a `dry_run`."""
    job = read_job(check.file, check.rules.options)
    fixed = fixing.fix_all(job)
    if not dry_run:
        _write_fixes(check.file, job.content, fixed.content)
    return check.result(fixed.checked.checked_file, FixedSource(job.content, fixed.content, fixed.fixes))


def _write_fixes(file: InputFile, before: bytes, after: bytes) -> None:
    """Write a fixed file; the caller prints that of standard input."""
    if file.path is None:
        if len(after) > source.MAX_BYTES:
            raise WsiscError(t("standard input is too large and was not read completely"), t("name the file instead"))
    elif after != before:
        if not (os.access(file.path, os.W_OK) and file.path.stat().st_mode & _WRITABLE):
            raise WsiscError(
                t("{name} cannot be fixed: it is read-only", name=file.name), t("use --diff to see the changes")
            )
        source_edits.replace(file.path, before, after)
