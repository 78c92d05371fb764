"""`wsisc cache prune`: results that were cached and are no longer needed -> deleted."""

import click

from wsisc import api
from wsisc.api.installation import CACHE_DAYS
from wsisc.cli import help_text, messages
from wsisc.messages import plural


@click.group("cache", cls=help_text.CommandGroup)
def command() -> None:
    """Manage the build cache in the cache folder of the current user."""


@command.command("prune")
@click.option(
    "--days",
    type=click.FloatRange(0),
    default=CACHE_DAYS,
    show_default=True,
    help="Keep entries that were used within this number of days.",
)
@click.option("--all", "everything", is_flag=True, default=False, help="Delete all entries.")
def prune(days: float, everything: bool) -> None:
    """Delete cache entries that were not used recently.

    Nothing is lost: they are created again when they are needed.
    """
    count, size = api.prune_cache(0 if everything else days)
    messages.print_line(
        plural("1 file deleted, {size:,.1f} MB", "{count:,} files deleted, {size:,.1f} MB", count, size=size / 1e6)
    )
