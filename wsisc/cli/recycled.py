"""`wsisc recycled`: last year's submissions and this year's -> the passages that repeat others, and their share."""

import click

from wsisc import api
from wsisc.cli import arguments, complete, messages, recycled_report, report_output
from wsisc.report.common import sanitize


@click.command("recycled")
@click.argument("paths", nargs=-1, required=True, metavar="[LAST...] THIS", shell_complete=complete.paths)
@click.option("--summary", is_flag=True, help="Of several submissions show the table alone.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="How it is shown.")
@arguments.file_option("-o", "--output-file", help="Where it goes; else standard output.")
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], summary: bool, output_format: str, output_file: str | None
) -> None:
    """Show which passages of THIS repeat those of LAST, or of another submission in THIS.

    Each is a submission, a folder of them, or a pattern as 2022/**/*.yaml; THIS is the last one. A folder alone is
    compared in itself. A passage is told from 15 equal words on, with few changed between, as a year. What a call
    says and what stands in quotation marks are nobody's words and not counted. schemas/recycled.schema.json documents
    the JSON. The exit code is 1 where a submission has errors that keep it from being read as a whole.
    """
    found = api.find_recycled(paths[-1:], paths[:-1], notify=messages.note)
    report_output.refuse_overwrite(output_file, found.inputs, recycled_report.is_earlier_report)
    for each in found.problems:
        click.echo(f"{sanitize(each.file)}: {each.message}", err=True)
    report = (
        recycled_report.format_json(found) if output_format == "json" else recycled_report.format_full(found, summary)
    )
    report_output.write(report, output_file, recycled_report.is_earlier_report)
    ctx.exit(max((3 if each.is_failure else 1 for each in found.problems), default=0))
