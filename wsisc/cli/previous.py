"""A submission and the folder of last year's -> the files of what the same entity submitted then."""

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click

from wsisc import model, source
from wsisc.cli import files
from wsisc.diagnostic import WsiscError
from wsisc.report.reported import shown
from wsisc.settings import FILE


class _Earlier(NamedTuple):
    """A submission of last year: its path, the names of its entity in small letters, its file's name and bytes."""

    path: Path
    names: frozenset[str]
    file: tuple[str, bytes]


def of(given: files.Input) -> tuple[tuple[str, bytes], ...]:
    """Return the files, names and bytes, of the entity of a file in the folder that its wsisc.toml calls last year's.

    An entity is known by its name or acronym. Raises UsageError where the folder is not there or holds no submission.
    """
    settings, place = files.settings(given.folder)
    if not settings.last_year:
        return ()
    try:
        names = _names(given.content, given.name)
    except WsiscError:
        return ()  # whoever reads it tells of it
    own = given.path.resolve() if given.path else None
    return tuple(each.file for each in _all(place, settings.last_year) if each.names & names and each.path != own)


@cache
def _all(place: Path, name: str) -> tuple[_Earlier, ...]:
    """Return the submissions in a folder, named from that of the settings."""
    folder = place / name
    if not folder.is_dir():
        told = "set it to the path of that folder from here, or delete the line"
        raise click.UsageError(f"{place / FILE}: [validate] last-year: there is no folder {name}; {told}")
    try:
        found = list(files.read([str(folder)]))
    except click.UsageError:
        raise click.UsageError(f"{place / FILE}: [validate] last-year: no submission in {name}") from None
    return tuple(each for given in found if (each := _read(given)))


def _read(given: files.Input) -> _Earlier | None:
    name = _from_here(given.name)
    try:
        content = given.content
    except WsiscError as error:
        click.echo(f"{shown(name)}: not compared: {error}", err=True)
        return None
    names = _names(content, name)
    if not names:
        click.echo(f"{shown(name)}: not compared: it cannot be read, or names no entity", err=True)
    return _Earlier(Path(given.name).resolve(), names, (name, content))


def _names(content: bytes, name: str) -> frozenset[str]:
    """Return the name and the acronym of the entity of a file, as far as it has them."""
    entity = model.from_data(source.read(content, name).data).entity
    return frozenset(" ".join(each.split()).casefold() for each in (entity.name, entity.acronym) if each.strip())


def _from_here(name: str) -> str:
    """Return a path as it leads from the current folder, where one does."""
    try:
        return os.path.relpath(name)
    except ValueError:  # on another drive of Windows
        return name
