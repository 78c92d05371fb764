"""`wsisc build`: submissions -> documents beside them, or where `-o` says; many at a time, and only what changed."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from wsisc.cli import building, complete, files, many, targets
from wsisc.making import Wanted
from wsisc.writers import WRITERS


@click.command("build", short_help="Make the documents of submissions.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
@click.option("--format", "formats", multiple=True, type=click.Choice(list(WRITERS)), help="A format; may be repeated.")
@click.option(
    "-o",
    "--output",
    shell_complete=complete.paths,
    help="A file, for one submission in one format; else a folder. - is standard output.",
)
@click.option("--draft", is_flag=True, default=None, help="Build with parts still empty, every page marked as a draft.")
@click.option("--no-embed", is_flag=True, default=False, help="Do not put the source into the documents.")
@click.option("--comments", is_flag=True, default=False, help="Put the comments of reviewers into the Word files.")
@many.options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Make the documents of submissions: in the formats of --format, else of wsisc.toml, else as Word files.

    PATH is a submission, a folder of them, a pattern as 2025/**/*.yaml, or - for standard input. A submission
    with errors is not built, and stops no other. What has not changed since it was built is not built again.
    """
    chosen = many.how(options)
    inputs = list(files.read(paths))
    settings, place = files.settings(inputs[0].folder)
    output = options["output"] or (f"{place / settings.output}/" if settings.output else None)
    formats = _formats(options["formats"], output, settings.formats)
    if options["comments"] and formats != ("docx",):
        raise click.UsageError("--comments is for Word files: say --format docx")
    draft = settings.draft if options["draft"] is None else options["draft"]
    wanted = Wanted(formats, not options["no_embed"], draft, options["comments"])
    is_alone = len(paths) * len(formats) == 1 and (paths[0] == "-" or Path(paths[0]).is_file())
    row = building.Row(inputs, wanted, targets.of(inputs, formats, output, is_alone))
    ctx.exit(building.many(row, chosen) if len(inputs) > 1 or chosen.scheduler else building.one(row))


def _formats(given: tuple[str, ...], output: str | None, settled: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats to build, each once: those given, else that of the named file, else those of wsisc.toml."""
    named = Path(output).suffix[1:] if output else ""
    unknown = [format for format in settled if format not in WRITERS]
    if unknown:
        near = get_close_matches(unknown[0], WRITERS, 1)
        hint = f"use {near[0]}" if near else f"the formats are {', '.join(WRITERS)}"
        raise click.UsageError(f"wsisc.toml, [build] formats: no format is named {unknown[0]!r}; {hint}")
    return tuple(dict.fromkeys(given or ((named,) if named in WRITERS else settled) or ("docx",)))
