"""Inputs, formats and `-o` or wsisc.toml -> the path of each document, never the same for two."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from wsisc.cli import files, protected, streams
from wsisc.report import common
from wsisc.report.common import sanitize
from wsisc.settings import SETTINGS_FILE
from wsisc.writers import WRITERS

type Targets = Mapping[tuple[str, str], Path | None]
"""The paths of documents, by the name of the input and the format; None is standard output."""

_SOURCE_ENDINGS = {".yaml", ".yml", ".toml"}
_FOREIGN_ENDINGS = {".txt", ".doc", ".odt", ".rtf", ".htm", ".xml", ".xlsx", ".csv"}
"""Endings of files that wsisc does not build."""
_DOCUMENT_ENDINGS = {".docx", ".pdf"}


class OutputRequest(NamedTuple):
    """A file to build, the formats of its documents, and the file or folder to write to, as -o names it, if any.

    `subfolder` is where in that folder, if it is one. `root` is the folder that no document may leave, None for the one
    that -o names, or otherwise the folder of the source.
    """

    file: files.InputFile
    formats: Sequence[str]
    output: str | None
    subfolder: Path
    root: Path | None = None


def create_request(file: files.InputFile, formats: Sequence[str], folder: Path, name: str) -> OutputRequest:
    """Return the request for a file if the wsisc.toml in `folder` names the folder of the documents.

    They are arranged in it as their sources are below wsisc.toml, whichever were named on the command line. Raises
    UsageError if that folder leads out of `folder`, since wsisc.toml may come from a stranger.
    """
    if not (folder / name).resolve().is_relative_to(folder):
        setting = f"{folder / SETTINGS_FILE}: [build] output = {name!r}"
        problem = f"{setting} leads out of that folder: name one in it, or say it with -o"
        raise click.UsageError(common.sanitize(problem))
    here = Path.cwd()
    source_folder = file.folder.resolve()
    shown_folder = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return OutputRequest(file, formats, f"{shown_folder / name}{os.sep}", source_folder.relative_to(folder), folder)


def resolve(requests: Sequence[OutputRequest], is_single: bool) -> Targets:
    """Return the paths of documents; `is_single` is whether one file was named, and one format.

    Raises UsageError if that is impossible, or if a source or another document would be overwritten.
    """
    paths = {
        (each.file.name, format): _resolve_one(each, format, is_single) for each in requests for format in each.formats
    }
    roots = {each.file.name: each.root or _output_folder(each, is_single) for each in requests}
    sources = {each.file.path.resolve(): each.file.name for each in requests if each.file.path}
    inputs = protected.ProtectedFiles(each.file.path for each in requests)
    owners: dict[Path, str] = {}
    for (name, _), target in paths.items():
        place = target.resolve() if target else None
        if place in sources and place.suffix in _DOCUMENT_ENDINGS:
            raise click.UsageError(sanitize(f"{sources[place]} is a document, not a source: give the YAML file"))
        if target:
            inputs.refuse_overwrite(target, roots[name])
        if place in owners:
            problem = f"{target} would be made of {owners[place]} and of {name}: rename one, or build them apart"
            raise click.UsageError(sanitize(problem))
        if place:
            owners[place] = name
    return paths


def _resolve_one(request: OutputRequest, format: str, is_single: bool) -> Path | None:
    file, output = request.file, request.output
    name = f"{file.path.stem if file.path else 'submission'}.{format}"
    if output is not None and streams.is_standard_output(output):
        if not is_single:
            raise click.UsageError("-o - takes one submission in one format")
        return None
    if output is None:
        if file.path is None:
            raise click.UsageError("say with -o where the document of standard input shall go")
        return file.path.with_name(name)
    if not is_single and Path(output).suffix[1:] in WRITERS and not Path(output).is_dir():
        raise click.UsageError(f"{output} is the name of one document; for several, -o names a folder")
    if folder := _output_folder(request, is_single):
        return folder / request.subfolder / name
    target = Path(output)
    ending = target.suffix.lower()
    if ending in _SOURCE_ENDINGS | _FOREIGN_ENDINGS or (ending[1:] in WRITERS and ending[1:] != format):
        raise click.UsageError(f"{output} does not end as a document in the format {format} does: .{format}")
    return target


def _output_folder(request: OutputRequest, is_single: bool) -> Path | None:
    """Return the folder that the output names; None if it names a file, or nothing."""
    output = request.output
    if output is None or streams.is_standard_output(output):
        return None
    is_new_folder = not Path(output).suffix and not Path(output).exists()
    if is_single and not is_new_folder and not output.endswith(("/", "\\")) and not Path(output).is_dir():
        return None
    return Path(output)
