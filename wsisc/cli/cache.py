"""`wsisc cache prune`: results that were cached and are no longer needed -> deleted."""

import click

from wsisc.jobs import cache
from wsisc.report.full import pluralize


@click.group("cache")
def command() -> None:
    """Look after what `build` keeps for next time, in this user's cache folder."""


@command.command("prune")
@click.option("--days", type=click.FloatRange(0), default=cache.DAYS, show_default=True, help="Keep what is younger.")
@click.option("--all", "everything", is_flag=True, default=False, help="Delete all of it.")
def prune(days: float, everything: bool) -> None:
    """Delete what was not used for some days. Nothing is lost: it is made anew where it is wanted again."""
    count, size = cache.Cache(cache.folder()).prune(0 if everything else days)
    click.echo(f"{pluralize(count, 'file')} deleted, {size / 1e6:,.1f} MB")
