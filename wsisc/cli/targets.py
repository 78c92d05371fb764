"""Inputs, formats and `-o` or wsisc.toml -> where each document goes, and never two to one place."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from wsisc.cli import files, protected, streams
from wsisc.report import reported
from wsisc.report.reported import shown
from wsisc.settings import FILE
from wsisc.writers import WRITERS

type Targets = Mapping[tuple[str, str], Path | None]
"""Where documents go, by the name of the input and the format; None is standard output."""

_SOURCES = {".yaml", ".yml", ".toml"}
_TEXTS = {".txt", ".doc", ".odt", ".rtf", ".htm", ".xml", ".xlsx", ".csv"}
"""Endings of files that are no documents of ours."""
_DOCUMENTS = {".docx", ".pdf"}


class Asked(NamedTuple):
    """A file to build, the formats of its documents, and where they go: a file or folder as -o names it, or nowhere.

    `place` is where in that folder, if it is one. `root` is the folder out of which no document goes, None where that
    is the one that -o names, or else the folder of the source.
    """

    given: files.Input
    formats: Sequence[str]
    output: str | None
    place: Path
    root: Path | None = None


def settled(given: files.Input, formats: Sequence[str], folder: Path, name: str) -> Asked:
    """Return what is asked of a file where the wsisc.toml of a folder names that of the documents.

    They lie in it as their sources lie below wsisc.toml, whichever of these were named. Raises UsageError where it is
    not within that folder: the file may be a stranger's.
    """
    if not (folder / name).resolve().is_relative_to(folder):
        told = f"{folder / FILE}: [build] output = {name!r} leads out of that folder: name one in it, or say it with -o"
        raise click.UsageError(reported.shown(told))
    here = Path.cwd()
    place = given.folder.resolve()
    shown = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return Asked(given, formats, f"{shown / name}{os.sep}", place.relative_to(folder), folder)


def of(asked: Sequence[Asked], is_alone: bool) -> Targets:
    """Return where the documents go; `is_alone` tells that one file was named, and one format.

    Raises UsageError where that cannot be, or would write over a source or another document.
    """
    found = {(each.given.name, format): _target(each, format, is_alone) for each in asked for format in each.formats}
    roots = {each.given.name: each.root or _folder(each, is_alone) for each in asked}
    sources = {each.given.path.resolve(): each.given.name for each in asked if each.given.path}
    inputs = protected.Inputs(each.given.path for each in asked)
    taken: dict[Path, str] = {}
    for (name, _), target in found.items():
        place = target.resolve() if target else None
        if place in sources and place.suffix in _DOCUMENTS:
            raise click.UsageError(shown(f"{sources[place]} is a document, not a source: give the YAML file"))
        if target:
            inputs.refuse(target, roots[name])
        if place in taken:
            told = f"{target} would be made of {taken[place]} and of {name}: rename one, or build them apart"
            raise click.UsageError(shown(told))
        if place:
            taken[place] = name
    return found


def _target(asked: Asked, format: str, is_alone: bool) -> Path | None:
    given, output = asked.given, asked.output
    name = f"{given.path.stem if given.path else 'submission'}.{format}"
    if output is not None and streams.is_output(output):
        if not is_alone:
            raise click.UsageError("-o - takes one submission in one format")
        return None
    if output is None:
        if given.path is None:
            raise click.UsageError("say with -o where the document of standard input shall go")
        return given.path.with_name(name)
    if not is_alone and Path(output).suffix[1:] in WRITERS and not Path(output).is_dir():
        raise click.UsageError(f"{output} is the name of one document; for several, -o names a folder")
    if folder := _folder(asked, is_alone):
        return folder / asked.place / name
    target = Path(output)
    ending = target.suffix.lower()
    if ending in _SOURCES | _TEXTS or (ending[1:] in WRITERS and ending[1:] != format):
        raise click.UsageError(f"{output} does not end as a document in the format {format} does: .{format}")
    return target


def _folder(asked: Asked, is_alone: bool) -> Path | None:
    """Return the folder that the output names; None where it names a file, or nothing."""
    output = asked.output
    if output is None or streams.is_output(output):
        return None
    is_new_folder = not Path(output).suffix and not Path(output).exists()
    if is_alone and not is_new_folder and not output.endswith(("/", "\\")) and not Path(output).is_dir():
        return None
    return Path(output)
