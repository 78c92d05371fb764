"""A folder -> the settings that apply to it; the current one -> what can be named there: submissions, calls, rules.

A shell waits for these while somebody types, so each function imports only what it needs.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from wsisc.calls.call import Catalogue


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
    import tomllib

    from wsisc.messages import t
    from wsisc.messages.diagnostic import WsiscError
    from wsisc.workspace import repository

    repository.refresh()
    place = Path(path)
    if not place.exists():
        raise WsiscError(t("{path} does not exist", path=path), exit_code=2)
    folder = (place if place.is_dir() else place.parent).resolve()
    _, _, file = repository.load_settings(folder, Path(config) if config else None)
    values = tomllib.loads(file.read_text("utf-8").removeprefix("\ufeff")) if file.is_file() else {}
    return FolderSettings(file, values, repository.find_calls_folder(folder))


def load_calls(*ids: str) -> "Catalogue":
    """Return the calls that are known in the current folder as it is now. Raises WsiscError if an id is unknown."""
    from wsisc.workspace import repository

    repository.refresh()
    known = repository.load_catalogue(Path())
    for id in ids:
        repository.refuse_unknown_call(id, known)
    return known


def list_call_names() -> list[str]:
    """Return the calls that are known, also those that cannot be used."""
    from wsisc.messages import resources
    from wsisc.workspace import repository

    return sorted({*resources.names("schemas/calls", ".yaml"), *_list_stems(repository.find_calls_folder(Path()))})


def list_theme_names() -> list[str]:
    """Return the themes that are known."""
    from wsisc import theme
    from wsisc.workspace import repository

    return sorted({*theme.names(), *_list_stems(repository.find_themes_folder(Path()))})


def _list_stems(folder: Path | None) -> set[str]:
    return {file.stem for file in folder.glob("*.yaml")} if folder else set()


def list_entity_types() -> list[str]:
    """Return the types of entities that the format defines."""
    from wsisc.document import scaffold

    return sorted(scaffold.entity_types())


def list_groupings() -> list[str]:
    """Return what a compendium can be grouped by: parts, and the terms of the built-in vocabularies."""
    from wsisc.calls import vocabularies
    from wsisc.publication.collate import topic_passages

    tags = vocabularies.choose(vocabularies.names_for("tags")).tags
    return sorted([*(vocabulary.one for vocabulary in tags), topic_passages.PART])


def list_formats() -> list[str]:
    """Return the formats of documents."""
    from wsisc.writers import WRITERS

    return list(WRITERS)


def list_languages() -> list[str]:
    """Return the languages that have a locale."""
    from wsisc.messages import resources

    return sorted(resources.names("templates/locales", ".yaml"))


def list_site_languages() -> list[str]:
    """Return the languages that a site can have."""
    from wsisc.messages import resources

    return sorted(resources.names("templates/site", ".yaml"))


def list_rule_names(*, has_aliases: bool) -> set[str]:
    """Return the names of rules and their groups, with the aliases that only the choice of rules to run can have."""
    from wsisc.lint import rules
    from wsisc.lint.selection import GROUP_ALIASES

    return {*rules.GROUPS, *rules.codes(), *(GROUP_ALIASES if has_aliases else ())}


def find_repository() -> str | None:
    """Return the repository of submissions around the current folder, relative to it; None if there is none."""
    from wsisc.workspace import repository

    folder = repository.find_repository(Path())
    return None if folder is None else os.path.relpath(folder)


def list_submissions(folder: str, notify: Callable[[str], None]) -> list[str]:
    """Return the names of the submissions in a folder. Raises WsiscError as `find_submissions` does."""
    from wsisc.workspace import input_files

    return [file.name for file in input_files.find_submissions(folder, notify)]
