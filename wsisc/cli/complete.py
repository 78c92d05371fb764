"""What is typed so far -> its completions: files, calls, rules. Little is imported, since a shell waits for them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wsisc.workspace import repository

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def paths(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Have the shell complete the name of a file or folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def versions(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Have the shell complete the name of a file; after a Git revision and a colon, complete a file of the folder."""
    revision, colon, path = incomplete.rpartition(":")
    if not colon or Path(incomplete).exists() or not path.startswith("./"):
        return paths(ctx, param, incomplete)
    from click.shell_completion import CompletionItem

    folder = Path(path.rpartition("/")[0])
    try:
        found = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError:
        return []
    names = (f"./{each.as_posix()}{'/' if each.is_dir() else ''}" for each in found)
    return [CompletionItem(f"{revision}:{name}") for name in names if name.startswith(path)]


def calls(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the calls for contributions that are known in this folder."""
    from wsisc import resources

    own = _own_names(repository.find_calls_folder(Path()))
    return _filter_by_prefix({*resources.names("schemas/calls", ".yaml"), *own}, incomplete)


def themes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the themes that are known in this folder."""
    from wsisc import theme

    return _filter_by_prefix({*theme.names(), *_own_names(repository.find_themes_folder(Path()))}, incomplete)


def _own_names(folder: Path | None) -> set[str]:
    return {file.stem for file in folder.glob("*.yaml")} if folder else set()


def types(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the types of entities that the format defines."""
    from wsisc.document import scaffold

    return _filter_by_prefix(scaffold.entity_types(), incomplete)


def groupings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return what a compendium can be grouped by: parts, and the terms of the built-in vocabularies."""
    from wsisc.calls import vocabularies
    from wsisc.collate import topics

    found = [each.one for each in vocabularies.choose(vocabularies.names_for("tags")).tags]
    return _filter_by_prefix([*found, topics.PART], incomplete)


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the languages that have a locale."""
    from wsisc import resources

    return _filter_by_prefix(resources.names("templates/locales", ".yaml"), incomplete)


def rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names that `wsisc explain` knows: rules, groups of rules, and other problems."""
    from wsisc.lint import explanations, rules

    return _filter_by_prefix({*rules.GROUPS, *explanations.codes(), explanations.FORM_GROUP}, incomplete)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return rules and groups of rules for the last of several names separated by commas."""
    from wsisc.lint import rules
    from wsisc.lint.selection import GROUP_ALIASES

    before, comma, last = incomplete.rpartition(",")
    known = {*rules.GROUPS, *rules.codes(), *(GROUP_ALIASES if param.name == "select" else ())}
    found = _filter_by_prefix(known - set(before.split(",")), last)
    return [f"{before}{comma}{each}" for each in found]


def _filter_by_prefix(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in sorted(names) if name.startswith(incomplete)]
