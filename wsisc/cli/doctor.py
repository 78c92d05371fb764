"""`wsisc doctor`: the installation -> a table of what works, what is missing and how to install it."""

from collections.abc import Sequence

import click

from wsisc import __version__, api
from wsisc.api.installation import MISSING, OK, OPTIONAL, ComponentStatus
from wsisc.cli import messages
from wsisc.messages import plural, t
from wsisc.messages.localization import translate

_STATES = {OK: t("ok"), MISSING: t("missing"), OPTIONAL: t("optional")}
_COLOURS = {OK: "green", MISSING: "red", OPTIONAL: "yellow"}


@click.command("doctor")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Output format; attach the json output to a bug report.",
)
@click.pass_context
def command(ctx: click.Context, /, output_format: str) -> None:
    """Check the installation, and list missing components with the command to install them.

    Every component but LibreOffice is tested: Pandoc converts a word, and Typst typesets one in each language. The exit
    code is 0 if all required components work, 3 otherwise. Word and LibreOffice are not required.
    """
    lines = list(api.check_installation())
    missing = sum(line.state == MISSING for line in lines)
    if output_format == "json":
        report = {"wsisc": __version__, "ok": not missing, "checks": [line._asdict() for line in lines]}
        from wsisc.report.common import to_json

        click.echo(to_json(report))
    else:
        shown = [line for line in lines if line.state == MISSING] if messages.is_quiet() else lines
        if shown:
            click.echo(f"{_format_table(shown)}\n\n{translate(_conclusion(missing))}")
    ctx.exit(3 if missing else 0)


def _conclusion(missing: int) -> str:
    if not missing:
        return t("All required components are installed. (Word and LibreOffice are not required.)")
    return plural(
        "1 required component is missing: follow the instructions after the arrows, then run wsisc doctor again.",
        "{count} required components are missing: follow the instructions after the arrows, then run wsisc doctor"
        " again.",
        missing,
    )


def _format_table(lines: Sequence[ComponentStatus]) -> str:
    names = [translate(line.name) for line in lines]
    states = {state: translate(name) for state, name in _STATES.items()}
    width, state_width = max(map(len, names)), max(map(len, states.values()))
    rows = []
    for line, name in zip(lines, names, strict=True):
        shown = states[line.state].ljust(state_width)
        state = click.style(shown, fg=_COLOURS[line.state], bold=line.state == MISSING)
        rows.append(f"{state}  {name.ljust(width)}  {translate(line.found)}".rstrip())
        if line.remedy:
            rows.append(f"{'':{state_width + width + 4}}-> {translate(line.remedy)}")
    return "\n".join(rows)
