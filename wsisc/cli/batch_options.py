"""Options of commands that work on many files -> the arguments of the functions of the API."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import click


class BatchArguments(TypedDict):
    """How to run a batch, as the functions of the API take it."""

    jobs: int
    use_cache: bool
    scheduler: str


def add_options[F: Callable[..., Any]](command: F) -> F:
    """Add the options that `parse_options` reads to a command."""
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 256), help="How many at a time; else as many as cores."),
            click.option("--no-cache", is_flag=True, help="Do everything anew, and keep nothing for next time."),
            click.option(
                "--executor",
                type=click.Choice(["local", "dask"]),
                default="local",
                help="Where: here, or on a cluster.",
            ),
            click.option("--scheduler", metavar="ADDRESS", help="Dask's scheduler, as tcp://10.0.0.1:8786."),
        )
    ):
        command = option(command)
    return command


def parse_options(values: Mapping[str, Any]) -> BatchArguments:
    """Return how to run a batch. Raises UsageError if the options contradict each other."""
    if (values["executor"] == "dask") != bool(values["scheduler"]):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    return BatchArguments(
        jobs=values["jobs"] or 0, use_cache=not values["no_cache"], scheduler=values["scheduler"] or ""
    )
