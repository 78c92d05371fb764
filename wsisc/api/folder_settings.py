"""A folder -> the settings that apply to it, and the schema of the calls that are known there."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wsisc.calls import editor_schema, schema
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import repository


class FolderSettings(NamedTuple):
    """The settings of a folder: those that are set, by table and key, and where they are from.

    `file` does not exist if none are set. `calls_folder` has the calls that the folder adds to the built-in ones.
    """

    file: Path
    values: Mapping[str, Mapping[str, Any]]
    calls_folder: Path | None


def find_settings(path: str | Path = ".", config: str | Path | None = None) -> FolderSettings:
    """Return the settings that apply to a file or folder: those of `config`, or of the nearest wsisc.toml.

    Raises WsiscError if the path does not exist, or the settings cannot be used or read.

    Example::

        from wsisc.api import find_settings

        settings = find_settings()
        print(settings.file, settings.values)
    """
    repository.refresh()
    place = Path(path)
    if not place.exists():
        raise WsiscError(t("{path} does not exist", path=path), exit_code=2)
    folder = (place if place.is_dir() else place.parent).resolve()
    _, _, file = repository.load_settings(folder, Path(config) if config else None)
    values = tomllib.loads(file.read_text("utf-8").removeprefix("\ufeff")) if file.is_file() else {}
    return FolderSettings(file, values, repository.find_calls_folder(folder))


def compose_schema(call: str | None = None, *, plain: bool = False) -> dict[str, Any]:
    """Return the JSON Schema of submissions to a call that is known in the current folder, by default to any call.

    With `plain`, without the keywords that only editors understand. Raises WsiscError if the call does not exist.

    Example::

        from wsisc.api import compose_schema

        print(compose_schema("cstd-26")["$id"])
    """
    repository.refresh()
    known = repository.load_catalogue(Path())
    if call is not None:
        repository.refuse_unknown_call(call, known)
    compose = schema.compose if plain else editor_schema.compose
    return compose(known.find(call))
