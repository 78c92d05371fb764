"""`wsisc validate`: submissions -> a report of every problem, or the problems fixed; and the exit code."""

import contextlib
import difflib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import pipeline, report, source
from wsisc.cli import arguments, batch_runner, complete, messages, report_output
from wsisc.diagnostic import STANDARD_INPUT, Severity, WsiscError
from wsisc.lint import fixes, selection
from wsisc.lint.selection import Selection
from wsisc.pipeline import CheckResult
from wsisc.report import CheckedFile
from wsisc.report import previous as earlier_reports
from wsisc.report.full import pluralize
from wsisc.settings import SETTINGS_FILE
from wsisc.workspace import output_files, protected, repository
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.writers.build_job import BuildOptions

_MAX_PASSES = 10  # a fix may uncover another; a guess, which also stops fixes that undo each other
_WRITABLE = 0o222
_IN_PROCESS_LIMIT = 12
"""A guess: for so few files, starting other processes takes longer than it saves."""
_COMPARING_RULE = "recycled-passage"


class _RuleNames(click.ParamType):  # type: ignore[type-arg]
    """Names separated by commas, as in `--select facts,spelling`."""

    name = "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else tuple(name for each in value.split(",") if (name := each.strip()))


@click.command("validate")
@arguments.PATHS
@click.option(
    "--select",
    type=_RuleNames(),
    multiple=True,
    shell_complete=complete.rules,
    help="The rules or groups that run, instead of default; or all.",
)
@click.option(
    "--ignore", type=_RuleNames(), multiple=True, shell_complete=complete.rules, help="Rules or groups that do not run."
)
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Let a rule weigh as error, warning or info.")
@click.option("--strict/--no-strict", default=None, help="Let warnings fail too.")
@click.option("--draft/--no-draft", default=None, help="Let required parts be empty: that is only warned of.")
@click.option("--measure", is_flag=True, help="Set the pages, and measure the parts by them instead of by words.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, in the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; 1 if there is something.")
@click.option("--output-format", type=click.Choice(list(report.REPORTS)), help="How problems are told; else by the CI.")
@arguments.file_option(
    "--output-file", help="Where the report, or what --diff shows, goes; the terminal shows the full report."
)
@click.option("--only-submissions", is_flag=True, help="Leave out files that are no submissions, as hooks name them.")
@batch_runner.add_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check submissions and show every problem at its place.

    PATH is a submission, a folder of them, a pattern as 2025/**/*.yaml, or - for standard input. The exit code is
    0 where there are no errors (warnings allowed, but for --strict), 1 where there are. wsisc explain tells what a
    rule is for.
    """
    if options["fix"] and options["diff"]:
        raise click.UsageError("--fix changes files and --diff does not: choose one of them")
    batch_options, inputs = batch_runner.parse_options(options), list(find_submissions(paths, messages.note))
    _refuse_targets(inputs, options)
    if options["only_submissions"]:
        inputs = [each for each in inputs if each.is_submission]
    selected = [_select_rules(options, file) for file in inputs]
    build_options = [
        _create_build_options(file, rules, options["measure"])
        for file, (rules, _) in zip(inputs, selected, strict=True)
    ]
    if options["diff"]:
        changes = b"".join(map(_diff_fixes, inputs, build_options))
        _write_diff(changes, options["output_file"])
        ctx.exit(1 if changes else 0)
    if options["fix"]:
        found, code = list(map(_fix_file, inputs, build_options)), 0
    elif len(inputs) == 1 and not batch_options.scheduler:
        found, code = [pipeline.check_job(batch_runner.create_job(inputs[0], build_options[0])).checked_file], 0
    else:
        found, code = _check_all(inputs, build_options, batch_options)
    _print_report(found, options)
    severities = {each.severity for file in found for each in file.diagnostics}
    is_wrong = Severity.ERROR in severities or (
        any(strict for _, strict in selected) and Severity.WARNING in severities
    )
    ctx.exit(code or int(is_wrong))


def _refuse_targets(inputs: Sequence[InputFile], options: Mapping[str, Any]) -> None:
    """Raise UsageError, before anything is read, if the report or a fix would overwrite a file that it must not."""
    is_earlier_output = earlier_reports.is_diff if options["diff"] else earlier_reports.is_report
    report_output.refuse_overwrite(options["output_file"], inputs, is_earlier_output)
    for path in (each.path for each in inputs if options["fix"]):
        if path:
            protected.refuse_links(path)


def _check_all(
    inputs: Sequence[InputFile], build_options: Sequence[BuildOptions], batch_options: batch_runner.BatchOptions
) -> tuple[list[CheckedFile], int]:
    """Return the reports of many files, and the exit code for those that could not be checked."""
    from wsisc.cli import progress
    from wsisc.jobs.batch import Failure

    found = []
    with (
        progress.open_display(len(inputs)) as display,
        contextlib.closing(batch_runner.run(inputs, build_options, batch_options, _IN_PROCESS_LIMIT)) as results,
    ):
        for file, outcome, _ in results:
            if isinstance(outcome, Failure):
                display.count(display.report_failure(file.name, outcome.message, outcome.hint))
            else:
                display.count("checked" if outcome.is_valid else "unsound")
                found.append(outcome.checked_file)
    return found, display.exit_code if display.counts["failed"] else 0


def _select_rules(options: Mapping[str, Any], file: InputFile) -> tuple[Selection, bool]:
    """Return the rules for a file, and whether warnings fail: from the options, otherwise from its wsisc.toml."""
    settings, settings_folder = repository.load_settings(file.folder)
    try:
        selection.from_names(settings.select, settings.ignore, settings.severity)
    except selection.UnknownRuleName as error:
        raise click.UsageError(f"{settings_folder / SETTINGS_FILE}: [validate] {error}") from None
    severities = dict(settings.severity)
    for each in options["severity"]:
        code, _, level = each.partition("=")
        if level not in list(Severity):
            raise click.UsageError(f"--severity {each}: write RULE=LEVEL, the level error, warning or info")
        severities[code] = level
    select, ignore = (
        tuple(name for names in options[key] for name in names) if options[key] else getattr(settings, key)
        for key in ("select", "ignore")
    )
    draft = settings.draft if options["draft"] is None else options["draft"]
    try:
        chosen = selection.from_names(select, ignore, severities, draft)
    except selection.UnknownRuleName as error:
        raise click.UsageError(str(error)) from None
    return chosen, settings.strict if options["strict"] is None else options["strict"]


def _create_build_options(file: InputFile, rules: Selection, measure: bool) -> BuildOptions:
    """Return the options for a file, with last year's files if a rule compares with them."""
    if _COMPARING_RULE not in rules.codes or not repository.load_settings(file.folder)[0].last_year:
        return BuildOptions(rules=rules, measure=measure)
    from wsisc.workspace import earlier_submissions  # needed only if a repository has them

    return BuildOptions(rules=rules, measure=measure, earlier=earlier_submissions.find_earlier(file, messages.note))


def _fix_repeatedly(file: InputFile, build_options: BuildOptions) -> tuple[bytes, CheckResult, int]:
    """Return the content of a file with all safe fixes, the problems that remain, and the number of fixes."""
    job, count = batch_runner.create_job(file, build_options), 0
    for _ in range(_MAX_PASSES):
        checked = pipeline.check_job(job)
        content, applied = fixes.apply(job.content, checked.source, checked.diagnostics)
        job, count = job._replace(content=content), count + len(applied)
        if not applied:
            break
    return job.content, checked, count


def _fix_file(file: InputFile, build_options: BuildOptions) -> CheckedFile:
    content, checked, count = _fix_repeatedly(file, build_options)
    if file.path is None:
        if len(content) > source.MAX_BYTES:
            raise WsiscError("standard input is too large, so that not all of it was read", "give the file by its name")
        click.echo(content, nl=False)
    elif content != file.content:
        if not (os.access(file.path, os.W_OK) and file.path.stat().st_mode & _WRITABLE):
            raise WsiscError(f"{file.name} cannot be mended: it is read-only", "--diff shows what would be changed")
        output_files.overwrite(file.path, content)
    if count:
        click.echo(f"{file.name}: {pluralize(count, 'problem')} mended", err=True)
    return checked.checked_file


def _diff_fixes(file: InputFile, build_options: BuildOptions) -> bytes:
    """Return what fixes would change in a file, as `git diff` shows it: byte for byte, so that it can be applied."""
    before, after = (content.split(b"\n") for content in (file.content, _fix_repeatedly(file, build_options)[0]))
    for lines in (before, after):
        lines[:] = [line + b"\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    name = file.name.encode("utf-8", "surrogateescape")
    diff = difflib.diff_bytes(difflib.unified_diff, before, after, name, name)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in diff)


def _write_diff(diff: bytes, output: str | None) -> None:
    """Write a diff byte for byte to a file, which is new or an earlier diff, or to standard output."""
    if output and output != "-":
        output_files.write(Path(output), diff, earlier_reports.is_diff)
    else:
        click.echo(diff, nl=False)


def _find_ci_format(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "full"


def _print_report(found: Sequence[CheckedFile], options: Mapping[str, Any]) -> None:
    """Print the report, or write it to a file and print the one for people.

    A report for a CI service that was not requested is printed together with the one for people; annotations, which are
    read from the log, always go there.
    """
    target = options["output_file"] if options["output_file"] != "-" else None
    chosen = _find_ci_format(os.environ)
    written = options["output_format"] or ("full" if target and chosen == "github" else chosen)
    text = _format_report(written, found)
    is_stream = any(file.file == STANDARD_INPUT for file in found) and options["fix"]
    if target:
        report_output.write(text, target, earlier_reports.is_report)
        text = _format_report("github" if chosen == "github" and not options["output_format"] else "full", found)
    elif written == "gitlab" and not options["output_format"]:
        click.echo(_format_report("full", found), err=True)
    if text:
        click.echo(text, err=is_stream)


def _format_report(format: str, found: Sequence[CheckedFile]) -> str:
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    return report.load(format)(
        [report.relative_to(root, each) for each in found] if format in report.SERVICE_FORMATS else found
    )
