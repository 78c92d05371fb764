"""Submissions, and the rules to check them by -> the diagnostics of each, and with `fix` the files with safe fixes."""

import contextlib
import os
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc import pipeline, source
from wsisc.api.results import Batch, CheckResult, FixedSource, ignore_note
from wsisc.lint import fixes, selection
from wsisc.lint.selection import Selection
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, WsiscError
from wsisc.pipeline.jobs.job_creation import BatchOptions, read_job
from wsisc.report import CheckedFile
from wsisc.workspace import earlier_submissions, originals, protected, repository, source_edits
from wsisc.workspace.earlier_submissions import EarlierFolders
from wsisc.workspace.input_files import InputFile, Names, Notify, Paths, list_names, list_submissions
from wsisc.writers.build_job import BuildJob, BuildOptions

_WRITABLE = 0o222
_IN_PROCESS_LIMIT = 12  # a guess: for so few files, starting other processes takes longer than it saves
_MAX_FIXES = 5_000  # of a rule in one pass, a guess: above what a submission has; a pass takes as long as a check
_MAX_PASSES = 10  # a fix may uncover another; a guess, which also stops fixes that undo each other
_COMPARING_RULE = "recycled-passage"
_TRANSLATION_RULES = {"circular-original", "outdated-translation"}


class RuleOptions(NamedTuple):
    """The rules to run and their severities, as the caller sets them; None: as the wsisc.toml of a file does.

    `select` and `ignore` are names of rules and groups, `severity` maps rules to "error", "warning" or "info". With
    `strict` warnings make a file invalid too, with `draft` required parts may be empty.
    """

    select: Names | None = None
    ignore: Names | None = None
    severity: Mapping[str, str] = {}
    strict: bool | None = None
    draft: bool | None = None


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
            for diagnostic in result.diagnostics:
                print(f"{diagnostic.file}:{diagnostic.line}: {diagnostic.code}: {diagnostic.message}")
    """
    repository.refresh()
    files = list_submissions(paths, notify, options.config)
    folders: EarlierFolders = {}
    for path in (file.path for file in files if options.fix and not options.dry_run):
        if path:
            protected.refuse_links(path)
    inputs = [file for file in files if not options.only_submissions or file.is_submission]
    checks = [_Check(file, choose_rules(file, rules, options.measure, folders, notify)) for file in inputs]
    if options.fix:
        results = (_fix_file(check, options.dry_run) for check in checks)
    elif len(checks) == 1 and not batch.scheduler:
        results = (_check_file(check) for check in checks)
    else:
        results = _check_many(checks, batch)
    return Batch(files, len(checks), results)


class ChosenRules(NamedTuple):
    """The options of a check, and whether warnings make a file invalid."""

    options: BuildOptions
    is_strict: bool

    @property
    def failing(self) -> set[Severity]:
        """The severities that make a file invalid."""
        return {Severity.ERROR, *([Severity.WARNING] if self.is_strict else [])}


class _Check(NamedTuple):
    """A file to check, and how to check it."""

    file: InputFile
    rules: ChosenRules

    def result(self, checked: CheckedFile, fixed: FixedSource | None = None) -> CheckResult:
        """Return the result with the diagnostics of the file."""
        is_valid = not {diagnostic.severity for diagnostic in checked.diagnostics} & self.rules.failing
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

    inputs, options = [check.file for check in checks], [check.rules.options for check in checks]
    with contextlib.closing(file_batch.run(inputs, options, batch_options, _IN_PROCESS_LIMIT)) as results:
        for check, result in zip(checks, results, strict=True):
            if isinstance(result.outcome, Failure):
                yield CheckResult(check.file.name, failure=WsiscError(result.outcome.message, result.outcome.hint))
            else:
                yield check.result(result.outcome.checked_file)


def _fix_file(check: _Check, dry_run: bool) -> CheckResult:
    """Return the problems of a file that remain after safe fixes, which are written unless this is a `dry_run`."""
    job = read_job(check.file, check.rules.options)
    fixed = fix_all(job)
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


def choose_rules(
    file: InputFile, rules: RuleOptions, measure: bool, folders: EarlierFolders, notify: Notify
) -> ChosenRules:
    """Return how to check a file, with the entity's earlier files if a rule compares with them.

    Raises WsiscError if an option, or a setting of the file, is wrong.
    """
    settings, _, settings_file = file.settings
    _select(settings.select, settings.ignore, settings.severity, f"{settings_file}: [validate] ")
    draft = settings.draft if rules.draft is None else rules.draft
    severities = {**settings.severity, **rules.severity}
    select = settings.select if rules.select is None else list_names(rules.select)
    ignore = settings.ignore if rules.ignore is None else list_names(rules.ignore)
    chosen = _select(select, ignore, severities, "", draft)
    options = BuildOptions(rules=chosen, measure=measure)
    if _COMPARING_RULE in chosen.codes and settings.last_year:
        options = options._replace(earlier=earlier_submissions.find_earlier(file, folders, notify))
    if not _TRANSLATION_RULES.isdisjoint(chosen.codes):
        options = options._replace(original=originals.find_original(file))
    return ChosenRules(options, settings.strict if rules.strict is None else rules.strict)


def _select(
    select: Sequence[str], ignore: Sequence[str], severity: Mapping[str, str], origin: str, draft: bool = False
) -> Selection:
    """Return the selection of rules. Raises WsiscError, which names the `origin` of the options, if one is wrong."""
    if unknown := [level for level in severity.values() if level not in list(Severity)]:
        raise WsiscError(
            t(
                "{origin}{unknown} is not a severity: use error, warning or info",
                origin=origin,
                unknown=repr(unknown[0]),
            ),
            exit_code=2,
        )
    try:
        return selection.from_names(select, ignore, severity, draft)
    except selection.UnknownRuleName as error:
        raise WsiscError(t("{origin}{error}", origin=origin, error=error), exit_code=2) from None


class FixedJob(NamedTuple):
    """The last check of a file, its content with the fixes, and their number."""

    checked: pipeline.CheckResult
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
    counts = Counter(diagnostic.code for diagnostic in checked.diagnostics)
    if chosen and any(number > chosen.max_findings for number in counts.values()):
        checked = pipeline.check_job(_with_rules(job, chosen))
    return FixedJob(checked, job.content, count)


def _with_rules(job: BuildJob, rules: Selection) -> BuildJob:
    return job._replace(options=job.options._replace(rules=rules))
