"""`wsisc build`: submissions -> documents beside them, or where `-o` says."""

import sys
from pathlib import Path

import click

from wsisc import pipeline
from wsisc.cli import files
from wsisc.report import REPORTS
from wsisc.writers import WRITERS


@click.command("build", short_help="Make the documents of submissions.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "formats", multiple=True, type=click.Choice(list(WRITERS)), help="A format; may be repeated.")
@click.option("-o", "--output", help="A file, for one submission in one format; else a folder. - is standard output.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], formats: tuple[str, ...], output: str | None) -> None:
    """Make the documents of submissions, as Word files unless --format says otherwise.

    PATH is a submission, a folder of them, or - for standard input. A submission with errors is not built.
    """
    inputs = list(files.read(paths))
    jobs = [
        (given, format, _target(given, format, output, len(inputs) * max(len(formats), 1) == 1))
        for given in inputs
        for format in dict.fromkeys(formats or ("docx",))
    ]
    _refuse_collisions([target for _, _, target in jobs if target], inputs)
    checked = {given: pipeline.check(given.content, given.name) for given in inputs}
    sound = all(result.is_sound for result in checked.values())
    if any(result.diagnostics for result in checked.values()):
        click.echo(REPORTS["full"]([result.reported for result in checked.values()]), err=True)
    for given, format, target in jobs:
        if checked[given].is_sound:
            _write(target, pipeline.build(checked[given], format))
    ctx.exit(0 if sound else 1)


def _target(given: files.Input, format: str, output: str | None, alone: bool) -> Path | None:
    """Return where a document goes; None is standard output."""
    name = f"{given.path.stem if given.path else 'submission'}.{format}"
    if output == "-":
        if not alone:
            raise click.UsageError("-o - takes one submission in one format")
        return None
    if output is None:
        if given.path is None:
            raise click.UsageError("say with -o where the document of standard input shall go")
        return given.path.with_name(name)
    if alone and not output.endswith(("/", "\\")) and not Path(output).is_dir():
        return Path(output)
    return Path(output) / name


def _refuse_collisions(targets: list[Path], inputs: list[files.Input]) -> None:
    taken = {given.path.resolve() for given in inputs if given.path}
    for target in targets:
        if target.resolve() in taken:
            raise click.UsageError(f"{target} would be written over")
        taken.add(target.resolve())


def _write(target: Path | None, content: bytes) -> None:
    if target is None:
        sys.stdout.buffer.write(content)
        return
    files.write(target, content)
    click.echo(str(target))
