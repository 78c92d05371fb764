"""`wsisc schema CALL`: the schema of a call -> standard output, or a file."""

import json
import re
from pathlib import Path

import click

from wsisc import api
from wsisc.cli import arguments, complete, reports
from wsisc.messages import t
from wsisc.report import previous

# The `$id` of the schema of a call, of any version, wherever that was published.
_ID = re.compile(r"https://[^/]+/(?:.+/)?schemas/\d+/[a-z0-9-]+\.schema\.json")


@click.command("schema")
@click.argument("id", metavar="[CALL]", required=False, shell_complete=complete.calls)
@click.option("--plain", is_flag=True, help="Leave out keywords that only editors understand.")
@arguments.file_option("-o", "--output", help="Output file, with the extension .json (default: standard output).")
def command(id: str | None, plain: bool, output: str | None) -> None:
    """Print the JSON Schema (draft 2020-12) of submissions to CALL.

    Without CALL, print the schema that all submissions have in common. An editor with YAML support uses the schema to
    show prompts, complete names and mark errors.
    """
    if output not in (None, "-") and Path(output).suffix != ".json":
        raise click.UsageError(t("{output}: expected a name ending in .json", output=output))
    text = json.dumps(api.compose_schema(id, plain=plain), ensure_ascii=False, indent=2)
    reports.write(text, output, _is_earlier_schema)


def _is_earlier_schema(content: bytes) -> bool:
    """Return whether a content is the schema of a call, of any version."""
    data = previous.parse_json(content.decode("utf-8", "replace"))
    return isinstance(data, dict) and _ID.fullmatch(str(data.get("$id"))) is not None
