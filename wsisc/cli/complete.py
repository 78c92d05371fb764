"""What is typed so far -> its completions: files, calls, rules. Little is imported, since a shell waits for them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wsisc.api import folders

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
        children = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
    names = (f"./{path.as_posix()}{'/' if path.is_dir() else ''}" for path in children)
    return [CompletionItem(f"{revision}:{name}") for name in names if name.startswith(path)]


def _from_names(list_names: Callable[[], Iterable[str]]) -> Callable[..., list[str]]:
    """Return what completes one of the names that a function lists."""
    return lambda ctx, param, incomplete: _filter_by_prefix(list_names(), incomplete)


calls = _from_names(folders.list_call_names)
themes = _from_names(folders.list_theme_names)
types = _from_names(folders.list_entity_types)
groupings = _from_names(folders.list_groupings)
languages = _from_names(folders.list_languages)


def rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names that `wsisc explain` knows: rules, groups of rules, and other problems."""
    from wsisc.api import explaining

    names = [name for group, codes in explaining.list_rules().items() for name in (group, *codes)]
    return _filter_by_prefix(names, incomplete)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return rules and groups of rules for the last of several names separated by commas."""
    before, comma, last = incomplete.rpartition(",")
    known = folders.list_rule_names(has_aliases=param.name == "select")
    matching = _filter_by_prefix(known - set(before.split(",")), last)
    return [f"{before}{comma}{name}" for name in matching]


def _filter_by_prefix(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in sorted(names) if name.startswith(incomplete)]
