"""`wsisc collate`: submissions -> one compendium or one dataset, and a report of what was left out."""

import click

from wsisc import api
from wsisc.api import folders
from wsisc.cli import arguments, complete, messages
from wsisc.messages import plural, t

_LANGUAGES = folders.list_languages()


@click.command("collate")
@arguments.PATHS
@arguments.file_option(
    "-o", "--output", required=True, metavar="FILE", help="Output file; its extension selects the format."
)
@click.option(
    "--by",
    "order",
    metavar="TOPIC",
    shell_complete=complete.groupings,
    help="Group by topic, and name the author of each contribution: by part, or by the terms of a vocabulary of the "
    "call, such as kind.",
)
@click.option("--title", help="Title (default: from wsisc.toml, otherwise from the session).")
@click.option(
    "--language",
    type=click.Choice(_LANGUAGES),
    help="Language of the title, contents and index, or of a workbook (default: the most common one).",
)
@click.option(
    "--list-left-out/--no-list-left-out",
    default=None,
    help="List in the document what was left out, with the reasons (default: wsisc.toml, otherwise no).",
)
@arguments.CONFIG
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], output: str, order: str | None, title: str | None,
    language: str | None, list_left_out: bool | None, config: str | None
) -> None:  # fmt: skip
    """Combine submissions into one document or dataset.

    The extension of FILE selects the format: .docx, .pdf or .html for a document; .xlsx, .csv or .json for a dataset.
    PATH is a submission, a folder of submissions, or a pattern such as 2025/**/*.yaml. A submission in several
    languages is in a document once, in its language if possible, and counts once in a dataset.

    Drafts and submissions with errors are left out and reported with the reason; the exit code is then 1. The document
    lists them only with --list-left-out. A submission with a character that is in no font is written as Word and HTML,
    not as PDF. The sources are not embedded.
    """
    options = api.CollateOptions(order or "", title, language or "", list_left_out, config)
    collated = api.collate_files(paths, output, options=options, notify=messages.note)
    ctx.exit(_report_result(collated, output))


def _report_result(collated: "api.CollateResult", output: str) -> int:
    """Report what was left out and where the rest was written, and return the exit code."""
    for submission in collated.left_out:
        messages.show("left out", t("{file}: {reason}", file=submission.file, reason=submission.reason))
    if collated.hint:
        messages.print_line(t("  help: {hint}", hint=collated.hint), err=True)
    if not collated.members:
        messages.print_line(
            t("no submission could be used, so nothing was written; run wsisc validate to list all problems"), err=True
        )
        return 1
    for remark in collated.remarks:
        messages.note(remark)
    if output.lower().endswith(".docx"):
        messages.print_result(
            t("contents and index have the page numbers of the PDF: in Word, update them with Ctrl+A, F9"), err=True
        )
    members = plural("1 submission", "{count:,} submissions", len(collated.members))
    summary = t("{members}, {count} left out", members=members, count=len(collated.left_out))
    messages.print_result(summary, err=True)
    if collated.needs_person:
        messages.print_result(t("the notes above need a decision, so the exit code is 1"), err=True)
    messages.print_result(output)
    return 1 if collated.left_out or collated.needs_person else 0
