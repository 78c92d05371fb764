"""`wsisc calls list` and `wsisc calls show CALL`: what calls for contributions wsisc knows."""

from pathlib import Path

import click

from wsisc.cli import files


@click.group("calls", short_help="List the calls for contributions, or show one.")
def command() -> None:
    """List the calls for contributions that wsisc knows, or show one."""


@command.command("list")
def list_() -> None:
    """List the calls, one a line: id, session, place and dates."""
    known = files.catalogue(Path())
    for id in known.names():
        session = known.load(id).session
        click.echo(f"{id}  session {session.number}, {session.place}, {session.dates}")


@command.command("show")
@click.argument("id", metavar="CALL")
def show(id: str) -> None:
    """Show a call: its file, with the wording of the cover and of every prompt."""
    known = files.catalogue(Path())
    if id not in known.names():
        raise click.UsageError(f"no call is named {id!r}; known: {', '.join(known.names())}")
    click.echo(known.text(id), nl=False)
