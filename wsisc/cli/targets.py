"""Inputs, formats and `-o` -> where each document goes, and never two to one place."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from wsisc.cli import files
from wsisc.writers import WRITERS

type Targets = Mapping[tuple[str, str], Path | None]
"""Where documents go, by the name of the input and the format; None is standard output."""

_SOURCES = {".yaml", ".yml"}


def of(inputs: Sequence[files.Input], formats: Sequence[str], output: str | None, is_alone: bool) -> Targets:
    """Return where the documents go; `is_alone` tells that one file was named, and one format.

    Raises UsageError where that cannot be, or would write over a source or another document.
    """
    found = {(each.name, format): _target(each, format, output, is_alone) for each in inputs for format in formats}
    taken = {given.path.resolve() for given in inputs if given.path}
    for target in found.values():
        place = target.resolve() if target else None
        if place in taken:
            raise click.UsageError(f"{target} would be written over by another document, or over its source")
        if place:
            taken.add(place)
    return found


def _target(given: files.Input, format: str, output: str | None, is_alone: bool) -> Path | None:
    name = f"{given.path.stem if given.path else 'submission'}.{format}"
    if output == "-":
        if not is_alone:
            raise click.UsageError("-o - takes one submission in one format")
        return None
    if output is None:
        if given.path is None:
            raise click.UsageError("say with -o where the document of standard input shall go")
        return given.path.with_name(name)
    if not is_alone and Path(output).suffix[1:] in WRITERS and not Path(output).is_dir():
        raise click.UsageError(f"{output} is the name of one document; for several, -o names a folder")
    if not is_alone or output.endswith(("/", "\\")) or Path(output).is_dir():
        return Path(output) / given.place / name
    target = Path(output)
    if target.suffix in _SOURCES or (target.suffix[1:] in WRITERS and target.suffix[1:] != format):
        raise click.UsageError(f"{output} does not end as a document in the format {format} does: .{format}")
    return target
