"""`wsisc validate`: submissions -> a report of every problem, or the problems mended; and the exit code."""

import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import figures, fixes, model, pipeline, report, selection, source
from wsisc.cli import files
from wsisc.diagnostic import Severity
from wsisc.pipeline import Checked
from wsisc.report.full import counted
from wsisc.selection import Selection

_MOST_PASSES = 10  # a fix may bring another to light


class _Names(click.ParamType):  # type: ignore[type-arg]
    """Names with commas between, as `--select facts,spelling`."""

    name = "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else tuple(name for each in value.split(",") if (name := each.strip()))


@click.command("validate", short_help="Check submissions and show every problem at its place.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--select", type=_Names(), multiple=True, help="The rules or groups that run, instead of default; or all."
)
@click.option("--ignore", type=_Names(), multiple=True, help="Rules or groups that do not run.")
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Let a rule weigh as error, warning or info.")
@click.option("--strict", is_flag=True, default=None, help="Let warnings fail too.")
@click.option("--draft", is_flag=True, default=None, help="Let required parts be empty: that is only warned of.")
@click.option("--measure", is_flag=True, help="Set the pages, and measure the parts by them instead of by words.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, in the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; 1 if there is something.")
@click.option("--output-format", type=click.Choice(list(report.REPORTS)), help="How problems are told; else by the CI.")
@click.option("--output-file", help="Where the report goes; then the terminal shows the full one.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check submissions and show every problem at its place.

    PATH is a submission, a folder of them, or - for standard input. The exit code is 0 where there are no
    errors (warnings allowed, but for --strict), 1 where there are. wsisc explain tells what a rule is for.
    """
    inputs = list(files.read(paths))
    if options["diff"]:
        ctx.exit(1 if [each for each in inputs if _show_changes(each, options)] else 0)
    strict, results = False, []
    for given in inputs:
        strict = strict or _wanted(options, given)[1]
        results.append(_mended(given, options) if options["fix"] else _checked(given, given.content, options))
    _tell(results, options["output_format"] or _format_of_ci(os.environ), options["output_file"], options["fix"])
    severities = {found.severity for result in results for found in result.diagnostics}
    ctx.exit(1 if Severity.ERROR in severities or (strict and Severity.WARNING in severities) else 0)


def _wanted(options: Mapping[str, Any], given: files.Input) -> tuple[Selection, bool]:
    """Return the rules for a file, and whether warnings fail: from the options, else from its wsisc.toml."""
    settings, place = files.settings(given.folder)
    severities = dict(settings.severity)
    for each in options["severity"]:
        code, _, level = each.partition("=")
        if level not in list(Severity):
            raise click.UsageError(f"--severity {each}: write RULE=LEVEL, the level error, warning or info")
        severities[code] = level
    select, ignore = (tuple(name for names in options[key] for name in names) for key in ("select", "ignore"))
    draft = settings.draft if options["draft"] is None else options["draft"]
    try:
        chosen = selection.checked(select or settings.select, ignore or settings.ignore, severities, draft)
    except selection.UnknownName as error:
        where = f" ({place / 'wsisc.toml'} counts too)" if settings.select or settings.ignore else ""
        raise click.UsageError(f"{error}{where}") from None
    return chosen, settings.strict if options["strict"] is None else options["strict"]


def _checked(given: files.Input, content: bytes, options: Mapping[str, Any]) -> Checked:
    read = source.read(content, given.name)
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, given.folder)
    chosen, _ = _wanted(options, given)
    known = files.catalogue(given.folder)
    checked = pipeline.check(read, seen, chosen, known=known)
    if options["measure"] and checked.submission and checked.call and checked.is_sound:
        from wsisc import locale
        from wsisc.manuscript import Manuscript
        from wsisc.writers import pdf

        language = locale.load(checked.submission.language)
        pages = pdf.Document(Manuscript(checked.submission, checked.call, language, seen.images)).lengths()
        checked = pipeline.check(source.read(content, given.name), seen, chosen, pages, known)
    return checked


def _passes(given: files.Input, options: Mapping[str, Any]) -> tuple[bytes, Checked, int]:
    """Return the content of a file with all that can be mended mended, what is left wrong, and how much was mended."""
    content, count = given.content, 0
    for _ in range(_MOST_PASSES):
        checked = _checked(given, content, options)
        content, applied = fixes.apply(content, checked.source, checked.diagnostics)
        count += len(applied)
        if not applied:
            break
    return content, checked, count


def _mended(given: files.Input, options: Mapping[str, Any]) -> Checked:
    content, checked, count = _passes(given, options)
    if given.path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif content != given.content:
        files.write(given.path, content)
    if count:
        click.echo(f"{given.name}: {counted(count, 'problem')} mended", err=True)
    return checked


def _show_changes(given: files.Input, options: Mapping[str, Any]) -> bool:
    """Print what mending would change in a file, and tell whether that is anything."""
    before, after = (content.decode("utf-8", "replace") for content in (given.content, _passes(given, options)[0]))
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), given.name, f"{given.name} (mended)"
    )
    for line in lines:
        click.echo(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file")
    return before != after


def _format_of_ci(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "full"


def _tell(results: Sequence[Checked], format: str, target: str | None, mended: bool) -> None:
    """Print the report, or write it to a file and print the one for people."""
    told = [result.reported for result in results]
    text = report.load(format)(told)
    is_stream = any(result.source.file == "<stdin>" for result in results) and mended
    if target and target != "-":
        files.write(Path(target), click.unstyle(f"{text}\n").encode())
        text = report.load("full")(told) if format != "full" else text
    if text:
        click.echo(text, err=is_stream)
