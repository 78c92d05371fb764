"""A submission and the folder of last year's submissions -> the files that the same entity submitted then."""

import os
from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.text.sanitize import sanitize
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, Notify, find_submissions


class _EarlierSubmission(NamedTuple):
    """A submission of last year: its path, the names of its entity in lower case, its file's name and bytes."""

    path: Path
    names: frozenset[str]
    content: tuple[str, bytes]


type EarlierFolders = dict[Path, tuple[_EarlierSubmission, ...]]
"""The folders that were read so far, each read once however many files are compared with it."""


def find_earlier(file: InputFile, folders: EarlierFolders, notify: Notify) -> tuple[tuple[str, bytes], ...]:
    """Return the files, names and bytes, of the entity of a file in the folder that its wsisc.toml sets as last year's.

    An entity is identified by its name or acronym. The folder is added to `folders`. Raises WsiscError if it does not
    exist or has no submission, or is outside the repository of a wsisc.toml, which may come from a stranger: only the
    one that the user names with --config can lead anywhere.
    """
    settings, settings_folder, settings_file = file.settings
    if not settings.last_year:
        return ()
    try:
        names = _entity_names(file.content, file.name)
    except WsiscError:
        return ()  # reported where it is read
    if not file.config:
        _refuse_outside(settings_folder, settings.last_year, settings_file)
    own, folder = file.path.resolve() if file.path else None, settings_folder / settings.last_year
    if folder not in folders:
        folders[folder] = _read_folder(settings_folder, settings.last_year, settings_file, notify)
    return tuple(
        submission.content for submission in folders[folder] if submission.names & names and submission.path != own
    )


def _refuse_outside(place: Path, name: str, settings_file: Path) -> None:
    root = repository.find_root(place)
    if not (place / name).resolve().is_relative_to(root):
        values = {"settings_file": settings_file, "name": name, "root": root}
        problem = t("{settings_file}: [validate] last-year: {name} is outside the folder {root}", **values)
        hint = t("name a folder in it, or the settings with --config {settings_file}", settings_file=settings_file)
        raise WsiscError(sanitize(problem), sanitize(hint), exit_code=2)


def _read_folder(place: Path, name: str, settings_file: Path, notify: Notify) -> tuple[_EarlierSubmission, ...]:
    """Return the submissions in a folder, which is relative to that of the settings."""
    folder, values = place / name, {"settings_file": settings_file, "name": name}
    if not folder.is_dir():
        hint = t("set it to the path of a folder, relative to wsisc.toml, or delete the line")
        message = t(
            "{settings_file}: [validate] last-year: the folder {name} does not exist; {hint}", hint=hint, **values
        )
        raise WsiscError(message, exit_code=2)
    try:
        found = list(find_submissions([str(folder)], notify))
    except WsiscError:
        message = t("{settings_file}: [validate] last-year: {name} contains no submissions", **values)
        raise WsiscError(message, exit_code=2) from None
    return tuple(each for file in found if (each := _read_submission(file, notify)))


def _read_submission(file: InputFile, notify: Notify) -> _EarlierSubmission | None:
    name = _relative_path(file.name)
    try:
        content = file.content
    except WsiscError as error:
        notify(t("{name}: not compared: {error}", name=sanitize(name), error=error))
        return None
    names = _entity_names(content, name)
    if not names:
        notify(t("{name}: not compared: it cannot be read, or has no entity", name=sanitize(name)))
    return _EarlierSubmission(Path(file.name).resolve(), names, (name, content))


def _entity_names(content: bytes, name: str) -> frozenset[str]:
    """Return the name and the acronym of the entity of a file, those that it has."""
    entity = model.from_data(source.read(content, name).data).entity
    return frozenset(" ".join(words.split()).casefold() for words in (entity.name, entity.acronym) if words.strip())


def _relative_path(name: str) -> str:
    """Return a path relative to the current folder, if that is possible."""
    try:
        return os.path.relpath(name)
    except ValueError:  # on another drive of Windows
        return name
