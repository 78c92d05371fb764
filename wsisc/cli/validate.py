"""`wsisc validate`: submissions -> a report of every problem, or the problems mended; and the exit code."""

import contextlib
import difflib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import pipeline, report, source
from wsisc.cli import batch_runner, complete, files, protected
from wsisc.diagnostic import STANDARD_INPUT, Severity, WsiscError
from wsisc.lint import fixes, selection
from wsisc.lint.selection import Selection
from wsisc.pipeline import Checked
from wsisc.report import Reported
from wsisc.report import previous as earlier_reports
from wsisc.report.full import counted
from wsisc.settings import FILE
from wsisc.writers.build_job import Wanted

_MOST_PASSES = 10  # a fix may bring another to light
_WRITABLE = 0o222
_FEW = 12
"""So many files are checked one after another."""
_COMPARES = "recycled-passage"


class _Names(click.ParamType):  # type: ignore[type-arg]
    """Names with commas between, as `--select facts,spelling`."""

    name = "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else tuple(name for each in value.split(",") if (name := each.strip()))


@click.command("validate", short_help="Check submissions and show every problem at its place.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
@click.option(
    "--select",
    type=_Names(),
    multiple=True,
    shell_complete=complete.rules,
    help="The rules or groups that run, instead of default; or all.",
)
@click.option(
    "--ignore", type=_Names(), multiple=True, shell_complete=complete.rules, help="Rules or groups that do not run."
)
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Let a rule weigh as error, warning or info.")
@click.option("--strict/--no-strict", default=None, help="Let warnings fail too.")
@click.option("--draft/--no-draft", default=None, help="Let required parts be empty: that is only warned of.")
@click.option("--measure", is_flag=True, help="Set the pages, and measure the parts by them instead of by words.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, in the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; 1 if there is something.")
@click.option("--output-format", type=click.Choice(list(report.REPORTS)), help="How problems are told; else by the CI.")
@click.option(
    "--output-file",
    type=protected.FILE_NAME,
    shell_complete=complete.paths,
    help="Where the report, or what --diff shows, goes; the terminal shows the full report.",
)
@click.option("--only-submissions", is_flag=True, help="Leave out files that are no submissions, as hooks name them.")
@batch_runner.options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check submissions and show every problem at its place.

    PATH is a submission, a folder of them, a pattern as 2025/**/*.yaml, or - for standard input. The exit code is
    0 where there are no errors (warnings allowed, but for --strict), 1 where there are. wsisc explain tells what a
    rule is for.
    """
    if options["fix"] and options["diff"]:
        raise click.UsageError("--fix changes files and --diff does not: choose one of them")
    chosen, inputs = batch_runner.how(options), list(files.read(paths))
    _refuse_places(inputs, options)
    if options["only_submissions"]:
        inputs = [each for each in inputs if each.is_submission]
    selected = [_selected(options, given) for given in inputs]
    wanted = [_wanted(given, rules, options["measure"]) for given, (rules, _) in zip(inputs, selected, strict=True)]
    if options["diff"]:
        changes = b"".join(map(_changes, inputs, wanted))
        _put(changes, options["output_file"], earlier_reports.is_diff)
        ctx.exit(1 if changes else 0)
    if options["fix"]:
        found, code = list(map(_mended, inputs, wanted)), 0
    elif len(inputs) == 1 and not chosen.scheduler:
        found, code = [pipeline.examine(batch_runner.order(inputs[0], wanted[0])).reported], 0
    else:
        found, code = _all(inputs, wanted, chosen)
    _tell(found, options)
    severities = {each.severity for file in found for each in file.diagnostics}
    is_wrong = Severity.ERROR in severities or (
        any(strict for _, strict in selected) and Severity.WARNING in severities
    )
    ctx.exit(code or int(is_wrong))


def _refuse_places(inputs: Sequence[files.Input], options: Mapping[str, Any]) -> None:
    """Raise UsageError, before anything is read, where the report or a fix would be written to a wrong place."""
    if options["output_file"] not in (None, "-"):
        is_own = earlier_reports.is_diff if options["diff"] else earlier_reports.is_report
        protected.Inputs(each.path for each in inputs).refuse(Path(options["output_file"]), is_own=is_own)
    for path in (each.path for each in inputs if options["fix"]):
        if path:
            protected.refuse_links(path)


def _all(
    inputs: Sequence[files.Input], wanted: Sequence[Wanted], chosen: batch_runner.How
) -> tuple[list[Reported], int]:
    """Return what there is to report of many files, and the exit code for those that could not be checked."""
    from wsisc.cli import progress
    from wsisc.jobs.batch import Failure

    found = []
    with (
        progress.shown(len(inputs)) as shown,
        contextlib.closing(batch_runner.outcomes(inputs, wanted, chosen, _FEW)) as done,
    ):
        for given, outcome, _ in done:
            if isinstance(outcome, Failure):
                shown.take(shown.fail(given.name, outcome.message, outcome.hint))
            else:
                shown.take("checked" if outcome.is_sound else "unsound")
                found.append(outcome.reported)
    return found, shown.code if shown.counts["failed"] else 0


def _selected(options: Mapping[str, Any], given: files.Input) -> tuple[Selection, bool]:
    """Return the rules for a file, and whether warnings fail: from the options, else from its wsisc.toml."""
    settings, place = files.settings(given.folder)
    try:
        selection.checked(settings.select, settings.ignore, settings.severity)
    except selection.UnknownName as error:
        raise click.UsageError(f"{place / FILE}: [validate] {error}") from None
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
        chosen = selection.checked(select, ignore, severities, draft)
    except selection.UnknownName as error:
        raise click.UsageError(str(error)) from None
    return chosen, settings.strict if options["strict"] is None else options["strict"]


def _wanted(given: files.Input, rules: Selection, measure: bool) -> Wanted:
    """Return what is wanted of a file; where a rule compares it with last year's, that too."""
    if _COMPARES not in rules.codes or not files.settings(given.folder)[0].last_year:
        return Wanted(rules=rules, measure=measure)
    from wsisc.cli import previous  # only where a repository has them

    return Wanted(rules=rules, measure=measure, earlier=previous.of(given))


def _passes(given: files.Input, wanted: Wanted) -> tuple[bytes, Checked, int]:
    """Return the content of a file with all that can be mended mended, what is left wrong, and how much was mended."""
    order, count = batch_runner.order(given, wanted), 0
    for _ in range(_MOST_PASSES):
        checked = pipeline.examine(order)
        content, applied = fixes.apply(order.content, checked.source, checked.diagnostics)
        order, count = order._replace(content=content), count + len(applied)
        if not applied:
            break
    return order.content, checked, count


def _mended(given: files.Input, wanted: Wanted) -> Reported:
    content, checked, count = _passes(given, wanted)
    if given.path is None:
        if len(content) > source.MOST_BYTES:
            raise WsiscError("standard input is too large, so that not all of it was read", "give the file by its name")
        click.echo(content, nl=False)
    elif content != given.content:
        if not (os.access(given.path, os.W_OK) and given.path.stat().st_mode & _WRITABLE):
            raise WsiscError(f"{given.name} cannot be mended: it is read-only", "--diff shows what would be changed")
        files.edit(given.path, content)
    if count:
        click.echo(f"{given.name}: {counted(count, 'problem')} mended", err=True)
    return checked.reported


def _changes(given: files.Input, wanted: Wanted) -> bytes:
    """Return what mending would change in a file, as `git diff` shows it: byte for byte, so that it can be applied."""
    before, after = (content.split(b"\n") for content in (given.content, _passes(given, wanted)[0]))
    for lines in (before, after):
        lines[:] = [line + b"\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    name = given.name.encode("utf-8", "surrogateescape")
    made = difflib.diff_bytes(difflib.unified_diff, before, after, name, name)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in made)


def _put(content: bytes, target: str | None, is_own: protected.IsOwn) -> None:
    """Write what is reported as it is to a file, which is new or `is_own`, or to standard output."""
    if target and target != "-":
        files.write(Path(target), content, is_own)
        return
    click.echo(content, nl=False)


def _format_of_ci(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "full"


def _tell(found: Sequence[Reported], options: Mapping[str, Any]) -> None:
    """Print the report, or write it to a file and print the one for people.

    A report that a CI service reads, and nobody asked for, is printed with the one for people beside it; annotations,
    which are read from the log, always go there.
    """
    target = options["output_file"] if options["output_file"] != "-" else None
    chosen = _format_of_ci(os.environ)
    written = options["output_format"] or ("full" if target and chosen == "github" else chosen)
    text = _report(written, found)
    is_stream = any(file.file == STANDARD_INPUT for file in found) and options["fix"]
    if target:
        _put(click.unstyle(f"{text}\n").encode("utf-8", "replace"), target, earlier_reports.is_report)
        text = _report("github" if chosen == "github" and not options["output_format"] else "full", found)
    elif written == "gitlab" and not options["output_format"]:
        click.echo(_report("full", found), err=True)
    if text:
        click.echo(text, err=is_stream)


def _report(format: str, found: Sequence[Reported]) -> str:
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    return report.load(format)([report.below(root, each) for each in found] if format in report.FOR_SERVICES else found)
