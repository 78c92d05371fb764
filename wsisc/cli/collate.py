"""`wsisc collate`: submissions -> one compendium or one dataset, and a report of what was left out."""

import click

from wsisc import api, resources
from wsisc.cli import arguments, messages
from wsisc.engines import typst
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize

_GROUPINGS = ("action-line", "sdg", "country", "part", "kind")
_LANGUAGES = resources.names("templates/locales", ".yaml")


@click.command("collate")
@arguments.PATHS
@arguments.file_option("-o", "--output", required=True, metavar="FILE", help="Its ending says what is made.")
@click.option("--by", "order", type=click.Choice(_GROUPINGS), help="All that is said on each, with who said it.")
@click.option("--title", help="The title; else that of wsisc.toml, else one of the session.")
@click.option("--language", type=click.Choice(_LANGUAGES), help="Of title, contents and index; else that of most.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str,
    order: str | None,
    title: str | None,
    language: str | None,
) -> None:
    """Put many submissions into one document: FILE ends in .docx, .pdf or .html; in .xlsx, .csv or .json for a dataset.

    PATH is a submission, a folder of them, or a pattern as 2025/**/*.yaml. Submissions with errors and drafts are left
    out, and named with the reason, in the document too; the exit code is then 1. A submission with a character that no
    font has is written as Word and HTML, not as PDF. The sources are not put into it.
    """
    collated = api.collate_files(
        paths, output, by=order or "", title=title, language=language or "", notify=messages.note
    )
    ctx.exit(_report_result(collated, output))


def _report_result(collated: "api.CollateResult", output: str) -> int:
    """Report what was left out and where the rest was written, and return the exit code."""
    for each in collated.left_out:
        click.echo(f"{messages.label('left out')}: {sanitize(f'{each.file}: {each.reason}')}", err=True)
    if any(each.kind == "font" for each in collated.left_out):
        click.echo(f"  help: {typst.NO_GLYPH_HINT}", err=True)
    if not collated.members:
        click.echo("no submission could be taken, so nothing was written; wsisc validate shows all problems", err=True)
        return 1
    for remark in collated.remarks:
        messages.show("note", sanitize(remark))
    if output.lower().endswith(".docx"):
        click.echo("in Word, Ctrl+A, then F9 puts in the numbers of pages in contents and index", err=True)
    summary = f"{pluralize(len(collated.members), 'submission')}, {len(collated.left_out)} left out"
    click.echo(summary, err=True)
    click.echo(sanitize(output))
    return 1 if collated.left_out else 0
