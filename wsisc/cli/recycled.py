"""`wsisc recycled`: last year's submissions and this year's -> the passages that repeat others, and their share."""

import click

from wsisc import api
from wsisc.api import outputs
from wsisc.cli import arguments, complete, messages, recycled_report, report_output
from wsisc.text.sanitize import sanitize


@click.command("recycled")
@click.argument("paths", nargs=-1, required=True, metavar="[LAST...] THIS", shell_complete=complete.paths)
@click.option("--summary", is_flag=True, help="Print only the table that compares the submissions.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="Output format.")
@arguments.file_option("-o", "--output-file", help="Output file (default: standard output).")
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], summary: bool, output_format: str, output_file: str | None
) -> None:
    """Find passages of THIS that are repeated from LAST, or from other submissions in THIS.

    LAST and THIS are submissions, folders of submissions, or patterns such as 2022/**/*.yaml; THIS is the last
    argument. If it is the only one, its submissions are compared with one another. A passage has at least 15 equal
    words, with few changes between them, such as a year. The wording of the call and quotations are not counted.

    schemas/recycled.schema.json documents the JSON. The exit code is 1 if a submission has errors that prevent it from
    being read completely.
    """
    found = api.find_recycled(paths[-1:], paths[:-1], notify=messages.note)
    outputs.refuse_overwrite(output_file, found.inputs, recycled_report.is_earlier_report)
    for each in found.problems:
        click.echo(f"{sanitize(each.file)}: {each.message}", err=True)
    report = (
        recycled_report.format_json(found) if output_format == "json" else recycled_report.format_full(found, summary)
    )
    report_output.write(report, output_file, recycled_report.is_earlier_report)
    ctx.exit(max((3 if each.is_failure else 1 for each in found.problems), default=0))
