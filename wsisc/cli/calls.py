"""`wsisc calls list` and `wsisc calls show CALL`: what calls for contributions wsisc knows."""

import click

from wsisc import call as calls


@click.group("calls", short_help="List the calls for contributions, or show one.")
def command() -> None:
    """List the calls for contributions that wsisc knows, or show one."""


@command.command("list")
def list_() -> None:
    """List the calls, one a line: id, session, place and dates."""
    for id in calls.names():
        session = calls.load(id).session
        click.echo(f"{id}  session {session.number}, {session.place}, {session.dates}")


@command.command("show")
@click.argument("id", metavar="CALL")
def show(id: str) -> None:
    """Show a call: its file, with the wording of the cover and of every prompt."""
    if id not in calls.names():
        raise click.UsageError(f"no call is named {id!r}; known: {', '.join(calls.names())}")
    click.echo(calls.text(id), nl=False)
