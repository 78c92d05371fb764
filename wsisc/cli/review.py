"""`wsisc review`: Word files -> the same files with a comment at the words of each problem, and a report."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from wsisc import api
from wsisc.api import outputs
from wsisc.api.results import describe_several
from wsisc.cli import arguments, complete, messages, reports
from wsisc.messages import join, localization, plural, t
from wsisc.messages.diagnostic import Severity
from wsisc.report import previous as earlier_reports
from wsisc.report import text_tables
from wsisc.text.sanitize import sanitize


@click.command("review")
@arguments.PATHS
@arguments.file_option(
    "-o", "--output", help="Word file to write, or folder for several (default: FILE.reviewed.docx); - writes to"
    " standard output.",
)  # fmt: skip
@click.option(
    "--call", default="", metavar="CALL", shell_complete=complete.calls,
    help="Call that the files answer (default: detected from cover and prompts).",
)  # fmt: skip
@click.option("--language", default="", metavar="CODE", help="Language of the text (default: detected).")
@click.option("--suggest", is_flag=True, help="Write safe fixes as tracked changes, which can be accepted in Word.")
@arguments.RULE_OPTIONS
@reports.OPTIONS
@arguments.CONFIG
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="With several files: number of parallel jobs (default: all cores)."
)
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], output: str | None, call: str, language: str, suggest: bool,
    jobs: int | None, **options: Any
) -> None:  # fmt: skip
    """Check Word files and write each again with a comment at the words of every problem.

    PATH is a Word file of anybody, a folder of Word files, or a pattern such as 2025/**/*.docx. The file is imported in
    memory and checked by the same rules as wsisc validate. The result is the same file: only comments are added, and
    everything else stays as it is. The first comment lists the parts that were found, their lengths, and what is
    missing.

    With --suggest, corrections that are safe are tracked changes by wsisc, which can be accepted or rejected in Word.

    The report names parts, headings and words. It is in the language of the locale or of --lang; the comments are in
    that of --lang, otherwise in that of the file; what rules say is in English, French or Spanish. The exit code is 0
    if there are no errors (with --strict: no errors and no warnings) and all words were checked, 1 otherwise.
    """
    comment_language = localization.current_language() if messages.is_language_required() else ""
    batch = api.review_files(
        paths,
        None if output == "-" else output,
        options=api.ReviewOptions(call, language, suggest, comment_language, options["config"], jobs),
        rules=arguments.choose_rules(options),
        write=output != "-",
        notify=messages.note,
    )
    if output == "-" and batch.total > 1:
        raise click.UsageError(t("-o - can be used with one file only"))
    reports.print_details(batch.inputs)
    outputs.refuse_overwrite(options["output_file"], batch.inputs, earlier_reports.is_report)
    ctx.exit(_review_all(batch, options, suggest, err=output == "-"))


def _review_all(batch: "api.Batch[api.ReviewResult]", options: dict[str, Any], suggest: bool, *, err: bool) -> int:
    """Review all files, report what was found, and return the exit code."""
    results, code = _review_many(batch) if batch.total > 1 else (list(batch), 0)
    if batch.total == 1 and results[0].failure:
        raise results[0].failure
    reviewed = [result for result in results if not result.failure]
    reports.print_report([result.check.checked_file for result in reviewed], options, err=err)
    _print_results(reviewed, suggest)
    if batch.total > 1:
        _print_table(results)
    remark = describe_several((result.call, result.document) for result in reviewed)
    if remark:
        messages.note(remark)
    return code or int(bool(remark) or not all(result.is_sound for result in reviewed))


def _review_many(batch: "api.Batch[api.ReviewResult]") -> "tuple[list[api.ReviewResult], int]":
    """Return the results of many files, and the exit code for those that could not be reviewed."""
    from wsisc.cli.progress import ProgressDisplay

    display = ProgressDisplay("document")
    return list(display.track(batch, display.show_review)), display.exit_code if display.counts["failed"] else 0


def _print_results(results: "Sequence[api.ReviewResult]", suggest: bool) -> None:
    """Print the files that were written, and what of the documents could not be checked."""
    for result in results:
        for line in result.other_call:
            messages.print_line(sanitize(t("{file}: {what}", file=result.document, what=line)), err=True)
        for line in result.notes:
            messages.note(t("{file}: {what}", file=result.document, what=line))
        for line in result.left_out:
            messages.print_line(
                sanitize(t("{document}: not checked: {line}", document=result.document, line=line)), err=True
            )
        if result.target is None:
            sys.stdout.buffer.write(result.content)
            continue
        parts = [plural("1 comment", "{count:,} comments", result.comments)]
        suggested = plural("1 suggested change", "{count:,} suggested changes", result.changes)
        parts += [suggested if result.changes else t("nothing to suggest")] if suggest else []
        messages.print_result(t("{file}: {what}", file=result.target, what=join(parts)), err=True)


def _print_table(results: "Sequence[api.ReviewResult]") -> None:
    """Print a line for each document: what became of it, its call and language, and the numbers of problems."""
    rows: list[Sequence[str]] = [
        (
            t("document"), t("outcome"), t("call"), t("language"), t("errors"), t("warnings"), t("comments"),
            t("suggested"), t("not checked"),
        )
    ]  # fmt: skip
    for result in results:
        name = text_tables.shorten_name(result.document)
        if result.failure:
            rows.append((name, t("failed"), *[""] * 7))
            continue
        counts = Counter(diagnostic.severity for diagnostic in result.check.diagnostics)
        numbers = (
            counts[Severity.ERROR],
            counts[Severity.WARNING],
            result.comments,
            result.changes,
            len(result.left_out),
        )
        outcome = t("sound") if result.is_sound else t("check")
        rows.append(
            (
                name,
                outcome,
                result.call,
                result.language,
                *(localization.format_number(number, ",") for number in numbers),
            )
        )
    for line in text_tables.align([[*map(localization.translate, row)] for row in rows], "<<<<>>>>>"):
        messages.print_result(line, err=True)
