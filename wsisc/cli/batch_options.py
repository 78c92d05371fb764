"""Options of commands that work on many files -> the arguments `jobs`, `use_cache` and `scheduler` of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from wsisc.cli import arguments


def add_options[F: Callable[..., Any]](command: F) -> F:
    """Add the options to a command, which then receives the arguments of the API."""

    @wraps(command)
    def checked(*words: Any, executor: str, **options: Any) -> Any:
        if (executor == "dask") != bool(options["scheduler"]):
            raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
        return command(*words, **options)

    decorated: Any = checked
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 256), help="How many at a time; else as many as cores."),
            arguments.off_switch("--no-cache", "use_cache", help="Do everything anew, and keep nothing for next time."),
            click.option(
                "--executor",
                type=click.Choice(["local", "dask"]),
                default="local",
                help="Where: here, or on a cluster.",
            ),
            click.option("--scheduler", metavar="ADDRESS", help="Dask's scheduler, as tcp://10.0.0.1:8786."),
        )
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]
