"""What is typed so far -> its completions: files, calls, rules. Little is imported, since a shell waits for them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    from wsisc.api import known_names

    return _filter_by_prefix(known_names.list_call_names(Path()), incomplete)


def themes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the themes that are known in this folder."""
    from wsisc.api import known_names

    return _filter_by_prefix(known_names.list_theme_names(Path()), incomplete)


def types(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the types of entities that the format defines."""
    from wsisc.api import known_names

    return _filter_by_prefix(known_names.list_entity_types(), incomplete)


def groupings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return what a compendium can be grouped by."""
    from wsisc.api import known_names

    return _filter_by_prefix(known_names.list_groupings(), incomplete)


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the languages that have a locale."""
    from wsisc.api import known_names

    return _filter_by_prefix(known_names.list_languages(), incomplete)


def rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names that `wsisc explain` knows: rules, groups of rules, and other problems."""
    from wsisc.api import explaining

    names = [name for group, codes in explaining.list_rules().items() for name in (group, *codes)]
    return _filter_by_prefix(names, incomplete)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return rules and groups of rules for the last of several names separated by commas."""
    from wsisc.api import known_names

    before, comma, last = incomplete.rpartition(",")
    known = {*known_names.list_rule_names(), *(known_names.list_rule_aliases() if param.name == "select" else ())}
    matching = _filter_by_prefix(known - set(before.split(",")), last)
    return [f"{before}{comma}{name}" for name in matching]


def _filter_by_prefix(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in sorted(names) if name.startswith(incomplete)]
