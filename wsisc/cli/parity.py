"""`wsisc parity`: a submission and its translations -> what differs between them, apart from the language."""

import click

from wsisc import api
from wsisc.api import outputs
from wsisc.cli import arguments, messages, parity_report, report_output
from wsisc.messages import t
from wsisc.messages.localization import translate
from wsisc.text.sanitize import sanitize


@click.command("parity")
@arguments.PATHS
@click.option("--record", is_flag=True, help="Record in the translations that they are in step with the original.")
@click.option(
    "--section", "sections", multiple=True, metavar="ID",
    help="With --record: only this section, by its id or place (three-a-2). Can be repeated.",
)  # fmt: skip
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="Output format.")
@arguments.file_option("-o", "--output-file", help="Output file (default: standard output).")
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], record: bool, sections: tuple[str, ...], output_format: str,
    output_file: str | None
) -> None:  # fmt: skip
    """Compare translations of a submission with their original.

    PATH is the original and its translations, or one of them: then those beside it are compared, too, such as
    submission.fr.yaml beside submission.en.yaml. Sections, ids, footnotes, links, figures, tags, the shapes of lists
    and tables, numbers and dates must be the same. Numbers are compared by value, and those in words are not judged.

    --record writes a digest of each section of the original to the translations (translated-from:), and changes nothing
    else in them. From then on, wsisc validate names the sections that are older than their original.

    schemas/parity.schema.json documents the JSON. The exit code is 1 if there are differences.
    """
    if sections and not record:
        raise click.UsageError(t("--section requires --record"))
    if record:
        found, changed = api.record_translations(paths, sections=sections, notify=messages.note)
    else:
        found, changed = api.compare_translations(paths, notify=messages.note), ()
    outputs.refuse_overwrite(output_file, found.inputs, parity_report.is_earlier_report)
    for name, problem in found.problems:
        click.echo(f"{sanitize(name)}: {translate(sanitize(problem))}", err=True)
    report = parity_report.format_json(found) if output_format == "json" else parity_report.format_full(found)
    report_output.write(report, output_file, parity_report.is_earlier_report)
    for path in changed:
        messages.print_result(str(path), err=True)
    ctx.exit(0 if found.is_same and not found.problems else 1)
