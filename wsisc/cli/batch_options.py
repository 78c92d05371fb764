"""Options of commands that work on many files -> the arguments `jobs`, `use_cache` and `scheduler` of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from wsisc.cli import arguments
from wsisc.messages import t


def add_options[F: Callable[..., Any]](command: F) -> F:
    """Add the options to a command, which then receives the arguments of the API."""

    @wraps(command)
    def checked(*words: Any, executor: str, **options: Any) -> Any:
        if (executor == "dask") != bool(options["scheduler"]):
            raise click.UsageError(t("--executor dask and --scheduler must be used together"))
        return command(*words, **options)

    decorated: Any = checked
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 256), help="Number of parallel jobs (default: all cores)."),
            arguments.off_switch("--no-cache", "use_cache", help="Neither read nor write the cache."),
            click.option(
                "--executor",
                type=click.Choice(["local", "dask"]),
                default="local",
                help="Where to run the jobs: on this machine or on a Dask cluster.",
            ),
            click.option(
                "--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler, such as tcp://10.0.0.1:8786."
            ),
        )
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]
