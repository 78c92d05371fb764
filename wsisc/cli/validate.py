"""`wsisc validate`: submissions -> a report of every problem, or the problems fixed; and the exit code."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from wsisc import api
from wsisc.api import outputs
from wsisc.cli import arguments, messages, reports
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import STANDARD_INPUT
from wsisc.report import CheckedFile
from wsisc.report import previous as earlier_reports


@click.command("validate")
@arguments.PATHS_OR_REPOSITORY
@arguments.RULE_OPTIONS
@click.option(
    "--measure",
    is_flag=True,
    help="Typeset the document and check page limits, instead of estimating pages from words.",
)
@click.option("--fix", is_flag=True, help="Apply safe fixes to the files.")
@click.option(
    "--fix-only",
    is_flag=True,
    help="Apply safe fixes and report nothing else; exit with code 0, whatever problems remain.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Print what --fix would change, and change nothing; exit with code 1 if there are changes.",
)
@reports.OPTIONS
@click.option("--only-submissions", is_flag=True, help="Skip files that are not submissions, for use in Git hooks.")
@arguments.CONFIG
@arguments.batch_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check submissions and report every problem with its place in the file.

    PATH is a submission, a folder of submissions, a pattern such as 2025/**/*.yaml, or - for standard input. The exit
    code is 0 if there are no errors (with --strict: no errors and no warnings), 1 otherwise. Run wsisc explain RULE to
    learn more about a rule.

    Without PATH, all submissions of the repository are read: those below the folder with the nearest wsisc.toml.
    """
    if options["diff"] and (options["fix"] or options["fix_only"]):
        raise click.UsageError(t("--fix and --diff cannot be used together"))
    options["fix"] = options["fix"] or options["fix_only"]
    batch = _open_batch(paths, options)
    reports.print_details(batch.inputs)
    is_earlier_output = earlier_reports.is_diff if options["diff"] else earlier_reports.is_report
    outputs.refuse_overwrite(options["output_file"], batch.inputs, is_earlier_output)
    if options["diff"]:
        changes = b"".join(map(_diff_fixes, batch))
        _write_diff(changes, options["output_file"])
        ctx.exit(1 if changes else 0)
    is_parallel = (batch.total > 1 or options["scheduler"]) and not options["fix"]
    files, code = _check_many(batch) if is_parallel else _check_few(batch)
    if options["fix_only"]:
        ctx.exit(0)
    is_stream = options["fix"] and any(file.name == STANDARD_INPUT for file in batch.inputs)
    reports.print_report(files, options, err=is_stream)
    ctx.exit(code)


def _open_batch(paths: tuple[str, ...], options: Mapping[str, Any]) -> "api.Batch[api.CheckResult]":
    """Return the batch that the options request. Raises UsageError if they are wrong."""
    is_diff = options["diff"]
    how = {"fix": options["fix"] or is_diff, "dry_run": is_diff}
    return api.validate_files(
        paths,
        rules=arguments.choose_rules(options),
        options=arguments.pick(api.CheckOptions, {**options, **how}),
        batch=arguments.pick(api.BatchOptions, options),
        notify=messages.note,
    )


def _check_many(batch: "api.Batch[api.CheckResult]") -> tuple[Sequence[CheckedFile], int]:
    """Return what a report needs of files, and the exit code."""
    from wsisc.cli.progress import ProgressDisplay
    from wsisc.report.kept_files import KeptFiles

    display, files = ProgressDisplay(), KeptFiles()
    for result in display.track(batch, display.show_check):
        if not result.failure:
            files.append(result.checked_file)
    return files, display.exit_code


def _check_few(batch: "api.Batch[api.CheckResult]") -> tuple[Sequence[CheckedFile], int]:
    """Return what a report needs of files that are fixed, or of one, and the exit code."""
    results = list(map(_show_fixes, batch))
    return [result.checked_file for result in results], int(not all(result.is_valid for result in results))


def _show_fixes(result: "api.CheckResult") -> "api.CheckResult":
    """Print the number of fixes of a file, and the fixed text of standard input."""
    if result.failure:
        raise result.failure
    if result.fixed:
        if result.file == STANDARD_INPUT:
            click.echo(result.fixed.after, nl=False)
        if result.fixed.fixes:
            messages.print_result(
                plural(
                    "{file}: 1 problem fixed", "{file}: {count:,} problems fixed", result.fixed.fixes, file=result.file
                ),
                err=True,
            )
    return result


def _diff_fixes(result: "api.CheckResult") -> bytes:
    """Return what fixes would change in a file, as `git diff` shows it: byte for byte, so that it can be applied."""
    import difflib

    before, after = ([], []) if result.fixed is None else (content.split(b"\n") for content in result.fixed[:2])
    for lines in (before, after):
        lines[:] = [line + b"\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    name = result.file.encode("utf-8", "surrogateescape")
    diff = difflib.diff_bytes(difflib.unified_diff, before, after, name, name)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in diff)


def _write_diff(diff: bytes, output: str | None) -> None:
    """Write a diff byte for byte to a file, which is new or an earlier diff, or to standard output."""
    if output and output != "-":
        outputs.write(output, diff, earlier_reports.is_diff)
    else:
        click.echo(diff, nl=False)
