"""Arguments and options that several commands share -> decorators."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce, wraps
from typing import Any

import click

from wsisc import api
from wsisc.api import folders
from wsisc.cli import complete
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity
from wsisc.text.nearest import find_nearest


class _FileName(click.ParamType):  # type: ignore[type-arg]
    """The name of a file or folder, which is not empty."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name. Raises UsageError if it is empty."""
        if value == "":
            self.fail(t("the path is empty"), param, ctx)
        return value


FILE_NAME = _FileName()

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
"""The submissions that a command reads, as `find_submissions` understands them."""


def _default_paths(ctx: click.Context, parameter: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths; where there are none, the repository that contains the current folder.

    Raises UsageError without a repository, and in a Git hook: of a commit without submissions, it checks none.
    """
    if paths or ctx.resilient_parsing:
        return paths
    repository = None if ctx.params.get("only_submissions") else folders.find_repository()
    if repository is None:
        message = t("PATH is missing: name a submission or a folder; only in a folder with a wsisc.toml is it optional")
        raise click.UsageError(message, ctx)
    return (repository,)


PATHS_OR_REPOSITORY = click.argument(
    "paths", nargs=-1, metavar="[PATH]...", callback=_default_paths, shell_complete=complete.paths
)
"""The submissions that a command reads, by default those of the repository around the current folder."""


def file_option[F: Callable[..., Any]](*names: str, help: str, **attributes: Any) -> Callable[[F], F]:
    """Return an option that names a file or folder."""
    return click.option(*names, type=FILE_NAME, shell_complete=complete.paths, help=help, **attributes)


CONFIG = file_option("--config", metavar="FILE", help="Settings file to use instead of the nearest wsisc.toml.")
"""The settings of a command, as `load_settings` understands them."""


class CommaSeparated(click.ParamType):  # type: ignore[type-arg]
    """Names separated by commas, as in `--select facts,spelling`, each one of `choices` if there are any.

    The value is a tuple of names; of an option that can be repeated, a tuple of such tuples, which `flatten` joins.
    """

    name = "NAMES"

    def __init__(self, choices: Sequence[str] = ()) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names. Raises UsageError if one is not among the choices."""
        if isinstance(value, tuple):
            return value
        names = tuple(name for piece in value.split(",") if (name := piece.strip()))
        if not names and self.choices:  # for rules, an empty list overrides that of the settings
            self.fail(t("the list is empty"), param, ctx)
        for name in names if self.choices else ():
            if name not in self.choices:
                near = find_nearest(name, self.choices)
                hint = (
                    t("use {near}", near=near) if near else t("use one of {choices}", choices=", ".join(self.choices))
                )
                self.fail(t("{name} does not exist; {hint}", name=repr(name), hint=hint), param, ctx)
        return names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return what help shows for the value."""
        return f"[{'|'.join(self.choices)}]" if self.choices else None

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the choices that complete the last name."""
        from click.shell_completion import CompletionItem  # only while a shell completes a line

        before, comma, last = incomplete.rpartition(",")
        remaining = [name for name in self.choices if name not in before.split(",")]
        return [CompletionItem(before + comma + name) for name in remaining if name.startswith(last)]


def pick[T](kind: type[T], options: Mapping[str, Any]) -> T:
    """Return a value of options of `api`, which has the same names as the options of a command."""
    return kind(**{name: options[name] for name in kind.__annotations__})


def flatten(values: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of an option of comma-separated names that can be repeated."""
    return tuple(name for names in values for name in names)


def off_switch[F: Callable[..., Any]](option: str, name: str, help: str) -> Callable[[F], F]:
    """Return a flag that makes an argument False; it is True without the flag."""
    return click.option(
        option, name, is_flag=True, default=False, callback=lambda ctx, parameter, value: not value, help=help
    )


WITH_CALL = click.option(
    "--with-call", is_flag=True, help="Also write the embedded call to calls/, unless a call with its id is known."
)
"""Writes what a document carries of a call that is not known here."""


def combine[F: Callable[..., Any]](*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that adds several options, in their order."""
    return lambda function: reduce(lambda decorated, option: option(decorated), reversed(options), function)


_BATCH_OPTIONS = combine(
    click.option("--jobs", type=click.IntRange(1, 256), help="Number of parallel jobs (default: all cores)."),
    off_switch("--no-cache", "use_cache", help="Neither read nor write the cache."),
    click.option(
        "--executor",
        type=click.Choice(["local", "dask"]),
        default="local",
        help="Where to run the jobs: on this machine or on a Dask cluster.",
    ),
    click.option("--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler, such as tcp://10.0.0.1:8786."),
)


def batch_options[**P, R](command: Callable[P, R]) -> Callable[..., R]:
    """Add the options of commands that work on many files: the arguments `jobs`, `use_cache`, `scheduler` of `api`."""

    @wraps(command)
    def checked(*words: Any, executor: str, **options: Any) -> R:
        if (executor == "dask") != bool(options["scheduler"]):
            raise click.UsageError(t("--executor dask and --scheduler must be used together"))
        return command(*words, **options)

    return _BATCH_OPTIONS(checked)


RULE_OPTIONS = combine(
    click.option(
        "--select",
        type=CommaSeparated(),
        multiple=True,
        shell_complete=complete.rules,
        help="Rules or groups to run instead of the default ones (all: every rule).",
    ),
    click.option(
        "--ignore",
        type=CommaSeparated(),
        multiple=True,
        shell_complete=complete.rules,
        help="Rules or groups to skip.",
    ),
    click.option(
        "--severity",
        multiple=True,
        metavar="RULE=LEVEL",
        help="Override the severity of a rule: error, warning or info.",
    ),
    click.option("--strict/--no-strict", default=None, help="Fail on warnings too."),
    click.option("--draft/--no-draft", default=None, help="Allow empty parts, and report them as warnings."),
)
"""The options that choose the rules of a check."""


def choose_rules(options: Mapping[str, Any]) -> "api.RuleOptions":
    """Return the options that choose rules as one value. Raises UsageError if they are wrong."""
    severity = {}
    for value in options["severity"]:
        code, _, level = value.partition("=")
        if level not in list(Severity):
            message = t("--severity {value}: expected RULE=LEVEL, where LEVEL is error, warning or info", value=value)
            raise click.UsageError(message)
        severity[code] = level
    select, ignore = (flatten(options[name]) if options[name] else None for name in ("select", "ignore"))
    return api.RuleOptions(select, ignore, severity, options["strict"], options["draft"])
