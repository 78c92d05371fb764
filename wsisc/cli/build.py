"""`wsisc build`: submissions -> documents beside them, or where `-o` says; many at a time, and only what changed."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from wsisc.cli import arguments, batch_runner, build_runner, files, repository, targets
from wsisc.cli.targets import OutputRequest
from wsisc.settings import SETTINGS_FILE
from wsisc.writers import WRITERS
from wsisc.writers.build_job import BuildOptions


@click.command("build")
@arguments.PATHS
@click.option("--format", "formats", multiple=True, type=click.Choice(list(WRITERS)), help="A format; may be repeated.")
@arguments.file_option(
    "-o", "--output", help="A file, for one submission in one format; else a folder. - is standard output."
)
@click.option("--draft", is_flag=True, default=None, help="Build with parts still empty, every page marked as a draft.")
@click.option("--no-embed", is_flag=True, default=False, help="Do not put the source into the documents.")
@click.option("--comments", is_flag=True, default=False, help="Put the comments of reviewers into the Word files.")
@batch_runner.add_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Make the documents of submissions: in the formats of --format, else of wsisc.toml, else as Word files.

    PATH is a submission, a folder of them, a pattern as 2025/**/*.yaml, or - for standard input. A submission
    with errors is not built, and stops no other. A submission with a character that no font has is written as Word and
    HTML, not as PDF; the exit code is then 1. What has not changed since it was built is not built again. A document
    that somebody has changed is not replaced, which makes the exit code 3; one that was only saved in Word or
    LibreOffice is. Each is built as the nearest wsisc.toml above it says.
    """
    chosen = batch_runner.parse_options(options)
    inputs = list(files.find_submissions(paths))
    asked = [_create_request(given, options) for given in inputs]
    if options["comments"] and any(each.formats != ("docx",) for each in asked):
        raise click.UsageError("--comments is for Word files: say --format docx")
    wanted = [_create_build_options(each, options) for each in asked]
    is_alone = len(paths) == len(inputs) == len(asked[0].formats) == 1 and not Path(paths[0]).is_dir()
    row = build_runner.BuildBatch(inputs, wanted, targets.resolve(asked, is_alone))
    ctx.exit(
        build_runner.build_many(row, chosen) if len(inputs) > 1 or chosen.scheduler else build_runner.build_one(row)
    )


def default_target(file: files.InputFile, format: str) -> Path | None:
    """Return where the document of a file goes where no option says so. Raises UsageError as `targets.of`."""
    return targets.resolve([_create_request(file, {"formats": (format,), "output": None})], True)[file.name, format]


def _create_request(file: files.InputFile, options: Mapping[str, Any]) -> OutputRequest:
    """Return what is asked of a file by the options, else by its wsisc.toml."""
    settings, place = repository.load_settings(file.folder)
    output = options["output"]
    formats = _choose_formats(options["formats"], output, settings.formats, place)
    if output or not settings.output:
        return OutputRequest(file, formats, output, file.subfolder)
    return targets.create_request(file, formats, place, settings.output)


def _create_build_options(request: OutputRequest, options: Mapping[str, Any]) -> BuildOptions:
    draft = repository.load_settings(request.file.folder)[0].draft if options["draft"] is None else options["draft"]
    return BuildOptions(tuple(request.formats), not options["no_embed"], draft, options["comments"])


def _choose_formats(
    requested: tuple[str, ...], output: str | None, configured: tuple[str, ...], settings_folder: Path
) -> tuple[str, ...]:
    """Return the formats to build, each once: those given, else that of the named file, else those of wsisc.toml."""
    named = Path(output).suffix[1:] if output else ""
    unknown = [format for format in configured if format not in WRITERS]
    if unknown:
        near = get_close_matches(unknown[0], WRITERS, 1)
        hint = f"use {near[0]}" if near else f"the formats are {', '.join(WRITERS)}"
        raise click.UsageError(
            f"{settings_folder / SETTINGS_FILE}, [build] formats: no format is named {unknown[0]!r}; {hint}"
        )
    return tuple(dict.fromkeys(requested or ((named,) if named in WRITERS else configured) or ("docx",)))
