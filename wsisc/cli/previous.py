"""A submission and the folder of last year's -> the files of what the same entity submitted then."""

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click

from wsisc import model, source
from wsisc.cli import files, repository
from wsisc.diagnostic import WsiscError
from wsisc.report.common import sanitize
from wsisc.settings import SETTINGS_FILE


class _EarlierSubmission(NamedTuple):
    """A submission of last year: its path, the names of its entity in small letters, its file's name and bytes."""

    path: Path
    names: frozenset[str]
    content: tuple[str, bytes]


def find_earlier(file: files.InputFile) -> tuple[tuple[str, bytes], ...]:
    """Return the files, names and bytes, of the entity of a file in the folder that its wsisc.toml calls last year's.

    An entity is known by its name or acronym. Raises UsageError where the folder is not there or holds no submission.
    """
    settings, place = repository.load_settings(file.folder)
    if not settings.last_year:
        return ()
    try:
        names = _entity_names(file.content, file.name)
    except WsiscError:
        return ()  # whoever reads it tells of it
    own = file.path.resolve() if file.path else None
    return tuple(
        each.content for each in _read_folder(place, settings.last_year) if each.names & names and each.path != own
    )


@cache
def _read_folder(place: Path, name: str) -> tuple[_EarlierSubmission, ...]:
    """Return the submissions in a folder, named from that of the settings."""
    folder = place / name
    if not folder.is_dir():
        told = "set it to the path of that folder from here, or delete the line"
        raise click.UsageError(f"{place / SETTINGS_FILE}: [validate] last-year: there is no folder {name}; {told}")
    try:
        found = list(files.find_submissions([str(folder)]))
    except click.UsageError:
        raise click.UsageError(f"{place / SETTINGS_FILE}: [validate] last-year: no submission in {name}") from None
    return tuple(each for given in found if (each := _read_submission(given)))


def _read_submission(file: files.InputFile) -> _EarlierSubmission | None:
    name = _relative_path(file.name)
    try:
        content = file.content
    except WsiscError as error:
        click.echo(f"{sanitize(name)}: not compared: {error}", err=True)
        return None
    names = _entity_names(content, name)
    if not names:
        click.echo(f"{sanitize(name)}: not compared: it cannot be read, or names no entity", err=True)
    return _EarlierSubmission(Path(file.name).resolve(), names, (name, content))


def _entity_names(content: bytes, name: str) -> frozenset[str]:
    """Return the name and the acronym of the entity of a file, as far as it has them."""
    entity = model.from_data(source.read(content, name).data).entity
    return frozenset(" ".join(each.split()).casefold() for each in (entity.name, entity.acronym) if each.strip())


def _relative_path(name: str) -> str:
    """Return a path as it leads from the current folder, where one does."""
    try:
        return os.path.relpath(name)
    except ValueError:  # on another drive of Windows
        return name
