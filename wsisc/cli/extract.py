"""`wsisc extract FILE`: a document -> the source that it carries."""

from pathlib import Path

import click

from wsisc.cli import files
from wsisc.readers import carried


@click.command("extract", short_help="Give back the source that a document carries.")
@click.argument("document", metavar="FILE")
@click.option("-o", "--output", help="The YAML file to write; else standard output.")
def command(document: str, output: str | None) -> None:
    """Give back the source that FILE, a Word file, a PDF or a page that wsisc has built, carries.

    It is the canonical YAML: what was written, without comments and contact.
    """
    package = carried.find(files.document(document))
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    if output is None or output == "-":
        click.echo(package.source, nl=False)
        return
    if Path(output).exists():
        raise click.UsageError(f"{output} exists already")
    files.write(Path(output), package.source.encode())
    click.echo(output)
