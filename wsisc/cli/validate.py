"""`wsisc validate`: submissions -> a report of every problem, and the exit code."""

import click

from wsisc import figures, model, pipeline, source
from wsisc.cli import files
from wsisc.diagnostic import Severity
from wsisc.pipeline import Checked
from wsisc.report import REPORTS


@click.command("validate", short_help="Check submissions and show every problem at its place.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--output-format",
    type=click.Choice(list(REPORTS)),
    default="full",
    help="How problems are told: full for people, json for programs.",
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], output_format: str) -> None:
    """Check submissions and show every problem at its place.

    PATH is a submission, a folder of them, or - for standard input. The exit code is 0 where there are no
    errors (warnings allowed), 1 where there are.
    """
    results = [_checked(given) for given in files.read(paths)]
    click.echo(REPORTS[output_format]([result.reported for result in results]))
    errors = any(found.severity == Severity.ERROR for result in results for found in result.diagnostics)
    ctx.exit(1 if errors else 0)


def _checked(given: files.Input) -> Checked:
    read = source.read(given.content, given.name)
    return pipeline.check(read, figures.read(model.from_data(read.data).figures, given.folder))
