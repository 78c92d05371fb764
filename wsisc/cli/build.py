"""`wsisc build`: submissions -> documents, where `-o` says or next to them; several at a time, only what changed."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from wsisc.cli import arguments, batch_runner, build_runner, messages
from wsisc.settings import SETTINGS_FILE
from wsisc.workspace import repository, targets
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.workspace.targets import OutputRequest
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
    batch_options = batch_runner.parse_options(options)
    inputs = list(find_submissions(paths, messages.note))
    requests = [_create_request(file, options) for file in inputs]
    if options["comments"] and any(each.formats != ("docx",) for each in requests):
        raise click.UsageError("--comments is for Word files: say --format docx")
    build_options = [_create_build_options(each, options) for each in requests]
    is_single = len(paths) == len(inputs) == len(requests[0].formats) == 1 and not Path(paths[0]).is_dir()
    batch = build_runner.BuildBatch(inputs, build_options, targets.resolve(requests, is_single))
    ctx.exit(
        build_runner.build_many(batch, batch_options)
        if len(inputs) > 1 or batch_options.scheduler
        else build_runner.build_one(batch)
    )


def default_target(file: InputFile, format: str) -> Path | None:
    """Return the path of the document of a file if no option names it. Raises UsageError as `targets.resolve` does."""
    return targets.resolve([_create_request(file, {"formats": (format,), "output": None})], True)[file.name, format]


def _create_request(file: InputFile, options: Mapping[str, Any]) -> OutputRequest:
    """Return where the documents of a file go, from the options, or otherwise from its wsisc.toml."""
    settings, settings_folder = repository.load_settings(file.folder)
    output = options["output"]
    formats = _choose_formats(options["formats"], output, settings.formats, settings_folder)
    if output or not settings.output:
        return OutputRequest(file, formats, output, file.subfolder)
    return targets.create_request(file, formats, settings_folder, settings.output)


def _create_build_options(request: OutputRequest, options: Mapping[str, Any]) -> BuildOptions:
    draft = repository.load_settings(request.file.folder)[0].draft if options["draft"] is None else options["draft"]
    return BuildOptions(tuple(request.formats), not options["no_embed"], draft, options["comments"])


def _choose_formats(
    requested: tuple[str, ...], output: str | None, configured: tuple[str, ...], settings_folder: Path
) -> tuple[str, ...]:
    """Return the formats to build, each once: as requested, or of the output file, or as configured."""
    named = Path(output).suffix[1:] if output else ""
    unknown = [format for format in configured if format not in WRITERS]
    if unknown:
        near = get_close_matches(unknown[0], WRITERS, 1)
        hint = f"use {near[0]}" if near else f"the formats are {', '.join(WRITERS)}"
        raise click.UsageError(
            f"{settings_folder / SETTINGS_FILE}, [build] formats: no format is named {unknown[0]!r}; {hint}"
        )
    return tuple(dict.fromkeys(requested or ((named,) if named in WRITERS else configured) or ("docx",)))
