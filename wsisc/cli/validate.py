"""`wsisc validate`: submissions -> a report of every problem, or the problems mended; and the exit code."""

import difflib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import figures, fixes, model, pipeline, report, selection, source
from wsisc.cli import complete, files
from wsisc.diagnostic import Severity, WsiscError
from wsisc.pipeline import Checked
from wsisc.report.full import counted
from wsisc.selection import Selection
from wsisc.settings import FILE

_MOST_PASSES = 10  # a fix may bring another to light
_WRITABLE = 0o222


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
    shell_complete=complete.paths,
    help="Where the report, or what --diff shows, goes; the terminal shows the full report.",
)
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check submissions and show every problem at its place.

    PATH is a submission, a folder of them, or - for standard input. The exit code is 0 where there are no
    errors (warnings allowed, but for --strict), 1 where there are. wsisc explain tells what a rule is for.
    """
    if options["fix"] and options["diff"]:
        raise click.UsageError("--fix changes files and --diff does not: choose one of them")
    inputs = list(files.read(paths))
    if options["diff"]:
        changes = b"".join(_changes(each, options) for each in inputs)
        _put(changes, options["output_file"])
        ctx.exit(1 if changes else 0)
    strict, results = False, []
    for given in inputs:
        strict = strict or _wanted(options, given)[1]
        results.append(_mended(given, options) if options["fix"] else _checked(given, given.content, options))
    _tell(results, options)
    severities = {found.severity for result in results for found in result.diagnostics}
    ctx.exit(1 if Severity.ERROR in severities or (strict and Severity.WARNING in severities) else 0)


def _wanted(options: Mapping[str, Any], given: files.Input) -> tuple[Selection, bool]:
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
        if len(content) > source.MOST_BYTES:
            raise WsiscError("standard input is too large, so that not all of it was read", "give the file by its name")
        _put(content, None)
    elif content != given.content:
        if not (os.access(given.path, os.W_OK) and given.path.stat().st_mode & _WRITABLE):
            raise WsiscError(f"{given.name} cannot be mended: it is read-only", "--diff shows what would be changed")
        files.write(given.path, content)
    if count:
        click.echo(f"{given.name}: {counted(count, 'problem')} mended", err=True)
    return checked


def _changes(given: files.Input, options: Mapping[str, Any]) -> bytes:
    """Return what mending would change in a file, as `git diff` shows it: byte for byte, so that it can be applied."""
    before, after = (content.split(b"\n") for content in (given.content, _passes(given, options)[0]))
    for lines in (before, after):
        lines[:] = [line + b"\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    name = given.name.encode("utf-8", "surrogateescape")
    made = difflib.diff_bytes(difflib.unified_diff, before, after, name, name)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in made)


def _put(content: bytes, target: str | None) -> None:
    """Write bytes as they are to a file, or to standard output."""
    if target and target != "-":
        files.write(Path(target), content)
        return
    click.echo(content, nl=False)


def _format_of_ci(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") == "true" else "full"


def _tell(results: Sequence[Checked], options: Mapping[str, Any]) -> None:
    """Print the report, or write it to a file and print the one for people.

    A report that a CI service reads, and nobody asked for, is printed with the one for people beside it; annotations,
    which are read from the log, always go there.
    """
    target = options["output_file"] if options["output_file"] != "-" else None
    chosen = _format_of_ci(os.environ)
    written = options["output_format"] or ("full" if target and chosen == "github" else chosen)
    text = _report(written, results)
    is_stream = any(result.source.file == "<stdin>" for result in results) and options["fix"]
    if target:
        files.write(Path(target), click.unstyle(f"{text}\n").encode("utf-8", "replace"))
        text = _report("github" if chosen == "github" and not options["output_format"] else "full", results)
    elif written == "gitlab" and not options["output_format"]:
        click.echo(_report("full", results), err=True)
    if text:
        click.echo(text, err=is_stream)


def _report(format: str, results: Sequence[Checked]) -> str:
    told = [result.reported for result in results]
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    return report.load(format)([report.below(root, each) for each in told] if format in report.FOR_SERVICES else told)
