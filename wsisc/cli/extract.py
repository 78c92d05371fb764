"""`wsisc extract FILE`: a document -> the source that it carries, and what that needs."""

from pathlib import Path

import click

from wsisc import call as calls
from wsisc import figures
from wsisc.cli import complete, files, protected
from wsisc.diagnostic import WsiscError
from wsisc.provenance import Package
from wsisc.readers import carried


@click.command("extract", short_help="Give back the source that a document carries.")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.option(
    "-o",
    "--output",
    type=protected.FILE_NAME,
    shell_complete=complete.paths,
    help="The YAML file to write, with its figures beside it; else standard output.",
)
@click.pass_context
def command(ctx: click.Context, document: str, output: str | None) -> None:
    """Give back the source that FILE, a Word file, a PDF or a page that wsisc has built, carries.

    It is the canonical YAML: what was written, without comments and contact. With -o the files of its figures are
    written too, and its call where wsisc does not have it.
    """
    content = files.document(document)
    package = carried.find(content)
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    if output is None or output == "-":
        click.echo(package.source, nl=False)
        return
    held = carried.figures(content, package)
    _write(Path(output), {output: package.source.encode(), **_beside(Path(output).parent, package, held)})
    missing = [file for file in package.figures if file not in held]
    for file in missing:
        click.echo(f"{document} no longer holds {file} as it was", err=True)
    ctx.exit(1 if missing else 0)


def _beside(folder: Path, package: Package, held: dict[str, bytes]) -> dict[str, bytes]:
    """Return what a source needs beside it, by paths: its figures, and its call where wsisc does not have it."""
    try:
        for file in held:
            figures.check_path(file)
    except figures.Unfit as unfit:
        raise WsiscError(f"the source that the document carries is not sound: {unfit}") from None
    needed = {str(folder / file): content for file, content in held.items()}
    id = calls.id_of(package.call)
    if id not in calls.BUILT_IN.names() or calls.BUILT_IN.text(id) != package.call:
        needed[str(folder / "calls" / f"{id}.yaml")] = package.call.encode()
    return needed


def _write(target: Path, contents: dict[str, bytes]) -> None:
    """Write files, none of which may be there already with another content."""
    for name, content in contents.items():
        path = Path(name)
        if path.exists() and (path == target or not path.is_file() or path.read_bytes() != content):
            raise click.UsageError(f"{name} exists already")
    for name, content in contents.items():
        files.write(Path(name), content)
        click.echo(name)
