"""`wsisc doctor`: the installation -> a table of what works, what is missing and how to install it."""

from collections.abc import Sequence

import click

from wsisc import __version__
from wsisc.cli.component_checks import MISSING, OK, OPTIONAL, ComponentStatus, run_checks

_COLOURS = {OK: "green", MISSING: "red", OPTIONAL: "yellow"}


@click.command("doctor")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", help="json: to send with a question."
)
@click.pass_context
def command(ctx: click.Context, /, output_format: str) -> None:
    """Tell what is installed and works, what is missing, and the command that brings it.

    Pandoc converts a word and Typst sets one in each language, so what is called ok was tried. The exit code is 0
    where all that is needed is there, 3 where something is missing. Word and LibreOffice are not needed.
    """
    lines = list(run_checks())
    missing = sum(line.state == MISSING for line in lines)
    if output_format == "json":
        report = {"wsisc": __version__, "ok": not missing, "checks": [line._asdict() for line in lines]}
        from wsisc.report.common import to_json

        click.echo(to_json(report))
    else:
        click.echo(_format_table(lines))
        click.echo(f"\n{_conclusion(missing)}")
    ctx.exit(3 if missing else 0)


def _conclusion(missing: int) -> str:
    if not missing:
        return "All that is needed is there. (Word and LibreOffice are not: wsisc writes its files itself.)"
    what = "1 thing that is needed is" if missing == 1 else f"{missing} things that are needed are"
    return f"{what} missing: do what stands after the arrows, and ask again."


def _format_table(lines: Sequence[ComponentStatus]) -> str:
    width = max(len(line.name) for line in lines)
    rows = []
    for line in lines:
        state = click.style(line.state.ljust(len(OPTIONAL)), fg=_COLOURS[line.state], bold=line.state == MISSING)
        rows.append(f"{state}  {line.name.ljust(width)}  {line.found}".rstrip())
        if line.remedy:
            rows.append(f"{'':{len(OPTIONAL) + width + 4}}-> {line.remedy}")
    return "\n".join(rows)
