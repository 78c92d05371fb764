"""`wsisc recycled`: last year's submissions and this year's -> which passages repeat others, and their share."""

from collections.abc import Sequence
from pathlib import Path

import click

from wsisc import model, source
from wsisc.calls import schema
from wsisc.cli import complete, files, protected, recycled_report
from wsisc.diagnostic import Severity, WsiscError
from wsisc.document.prose import Reading
from wsisc.report.reported import shown
from wsisc.reuse import recycled
from wsisc.reuse.recycled import Shelf, Text


@click.command("recycled", short_help="Show which passages repeat last year's or another's text.")
@click.argument("paths", nargs=-1, required=True, metavar="[LAST...] THIS", shell_complete=complete.paths)
@click.option("--summary", is_flag=True, help="Of several submissions show the table alone.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="How it is shown.")
@click.option(
    "-o",
    "--output-file",
    type=protected.FILE_NAME,
    shell_complete=complete.paths,
    help="Where it goes; else standard output.",
)
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], summary: bool, output_format: str, output_file: str | None
) -> None:
    """Show which passages of THIS repeat those of LAST, or of another submission in THIS.

    Each is a submission, a folder of them, or a pattern as 2022/**/*.yaml; THIS is the last one. A folder alone is
    compared in itself. A passage is told from 15 equal words on, with few changed between, as a year. What a call
    says and what stands in quotation marks are nobody's words and not counted. schemas/recycled.schema.json documents
    the JSON. The exit code is 1 where a submission has errors that keep it from being read as a whole.
    """
    asked = list(files.read(paths[-1:]))
    own = {_place(given) for given in asked}
    earlier = [given for given in files.read(paths[:-1]) if _place(given) not in own]
    if len(asked) + len(earlier) < 2:
        raise click.UsageError("one submission alone repeats nobody: name before it what to compare it with")
    if output_file not in (None, "-"):
        protected.Inputs(each.path for each in (*asked, *earlier)).refuse(
            Path(output_file), is_own=recycled_report.is_earlier
        )
    row = _Row()
    others, texts = row.read(earlier), row.read(asked)
    shelf = Shelf([*others, *texts] if len(texts) > 1 else others)
    found = [recycled_report.compared(text, shelf.matches(text)) for text in texts]
    told = (
        recycled_report.as_json(found, others)
        if output_format == "json"
        else recycled_report.full(found, others, summary)
    )
    if output_file and output_file != "-":
        files.write(
            Path(output_file), f"{click.unstyle(told)}\n".encode("utf-8", "replace"), recycled_report.is_earlier
        )
    else:
        click.echo(told)
    ctx.exit(row.code)


def _place(given: files.Input) -> Path | None:
    return given.path and given.path.resolve()


class _Row:
    """Files as they are read one after another, and the exit code for those that could not be."""

    def __init__(self) -> None:
        self.code = 0

    def read(self, inputs: Sequence[files.Input]) -> list[Text]:
        """Return what can be compared of files, and tell which have errors."""
        found = []
        for given in inputs:
            try:
                text, has_errors = _text(given)
            except WsiscError as error:
                self._tell(given, f"not compared: {error}", 3)
                continue
            if not text.runs and has_errors:
                self._tell(given, "has errors, so it is not compared; wsisc validate shows them", 1)
                continue
            if has_errors:
                self._tell(given, "has errors, so not all of it may be compared; wsisc validate shows them", 1)
            found.append(text)
        return found

    def _tell(self, given: files.Input, told: str, code: int) -> None:
        click.echo(f"{shown(given.name)}: {told}", err=True)
        self.code = max(self.code, code)


def _text(given: files.Input) -> tuple[Text, bool]:
    """Return a file as it is compared, and whether it has errors of form. Raises WsiscError where it is unreadable."""
    content, known = given.content, files.catalogue(given.folder)
    read = source.read(content, given.name)
    name = read.value(("call",))
    call = known.named(name) or known.nearest(name)
    problems = [*read.diagnostics, *(schema.check(read, call, known) if read.data is not None else ())]
    text = recycled.of(Reading(model.from_data(read.data), call), given.name, content)
    return text, any(each.severity == Severity.ERROR for each in problems)
