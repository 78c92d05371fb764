"""`wsisc recycled`: last year's submissions and this year's -> the passages that repeat others, and their share."""

from collections.abc import Sequence
from pathlib import Path

import click

from wsisc import model, source
from wsisc.calls import schema
from wsisc.cli import arguments, complete, messages, recycled_report, report_output
from wsisc.diagnostic import WsiscError, find_errors
from wsisc.document.prose import Reading
from wsisc.report.common import sanitize
from wsisc.reuse import recycled
from wsisc.reuse.recycled import ComparedText, TextIndex
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, find_submissions


@click.command("recycled")
@click.argument("paths", nargs=-1, required=True, metavar="[LAST...] THIS", shell_complete=complete.paths)
@click.option("--summary", is_flag=True, help="Of several submissions show the table alone.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="How it is shown.")
@arguments.file_option("-o", "--output-file", help="Where it goes; else standard output.")
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
    latest = list(find_submissions(paths[-1:], messages.note))
    own = {_resolved_path(file) for file in latest}
    earlier = [file for file in find_submissions(paths[:-1], messages.note) if _resolved_path(file) not in own]
    if len(latest) + len(earlier) < 2:
        raise click.UsageError("one submission alone repeats nobody: name before it what to compare it with")
    report_output.refuse_overwrite(output_file, (*latest, *earlier), recycled_report.is_earlier_report)
    reader = _SubmissionReader()
    others, texts = reader.read(earlier), reader.read(latest)
    index = TextIndex([*others, *texts] if len(texts) > 1 else others)
    results = [recycled_report.compare(text, index.find_matches(text)) for text in texts]
    report = (
        recycled_report.format_json(results, others)
        if output_format == "json"
        else recycled_report.format_full(results, others, summary)
    )
    report_output.write(report, output_file, recycled_report.is_earlier_report)
    ctx.exit(reader.exit_code)


def _resolved_path(file: InputFile) -> Path | None:
    return file.path and file.path.resolve()


class _SubmissionReader:
    """Reads files one after another; its exit code is for those that could not be read."""

    def __init__(self) -> None:
        self.exit_code = 0

    def read(self, inputs: Sequence[InputFile]) -> list[ComparedText]:
        """Return the texts of files to compare, and report which have errors."""
        found = []
        for file in inputs:
            try:
                text, has_errors = _read_text(file)
            except WsiscError as error:
                self._report(file, f"not compared: {error}", 3)
                continue
            if not text.runs and has_errors:
                self._report(file, "has errors, so it is not compared; wsisc validate shows them", 1)
                continue
            if has_errors:
                self._report(file, "has errors, so not all of it may be compared; wsisc validate shows them", 1)
            found.append(text)
        return found

    def _report(self, file: InputFile, problem: str, exit_code: int) -> None:
        click.echo(f"{sanitize(file.name)}: {problem}", err=True)
        self.exit_code = max(self.exit_code, exit_code)


def _read_text(file: InputFile) -> tuple[ComparedText, bool]:
    """Return the text of a file, and whether it has errors of form. Raises WsiscError if it cannot be read."""
    content, known = file.content, repository.load_catalogue(file.folder)
    read = source.read(content, file.name)
    name = read.value(("call",))
    call = known.find(name) or known.find_nearest(name)
    problems = [*read.diagnostics, *(schema.check(read, call, known).diagnostics if read.data is not None else ())]
    text = recycled.from_reading(Reading(model.from_data(read.data), call), file.name, content)
    return text, bool(find_errors(problems))
