"""`wsisc schema CALL`: the schema of a call -> standard output."""

import json
from pathlib import Path

import click

from wsisc import schema
from wsisc.cli import files


@click.command("schema", short_help="Print the schema of a call, for editors and other checkers.")
@click.argument("id", metavar="[CALL]", required=False)
def command(id: str | None) -> None:
    """Print the JSON Schema (draft 2020-12) of submissions to CALL; without CALL, what all have in common.

    An editor with YAML support that is pointed to it shows the prompts, completes names and marks mistakes.
    """
    known = files.catalogue(Path())
    if id and id not in known.names():
        raise click.UsageError(f"no call is named {id!r}; known: {', '.join(known.names())}")
    found = known.named(id)
    click.echo(json.dumps(schema.compose(found), ensure_ascii=False, indent=2))
