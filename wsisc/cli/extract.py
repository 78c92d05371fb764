"""`wsisc extract FILE`: a document -> the source that it carries, with the figures and the call of that."""

import click

from wsisc import api
from wsisc.cli import arguments, complete, own_calls
from wsisc.report.common import sanitize


@click.command("extract")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option(
    "-o", "--output", help="The YAML file to write, with its figures beside it; else standard output."
)
@own_calls.WITH_CALL_OPTION
@click.pass_context
def command(ctx: click.Context, document: str, output: str | None, with_call: bool) -> None:
    """Give back the source that FILE, a Word file, a PDF or a page that wsisc has built, carries.

    It is the canonical YAML: what was written, without comments and contact. With -o the files of its figures are
    written too, and with --with-call its call, where none of that id is known. The exit code is 1 where one of them is
    refused or missing.

    Where the document no longer shows what that source gives, as after a review in Word, this is reported and changes
    neither what is written nor the exit code: wsisc verify lists what differs, wsisc import --into takes it.
    """
    target = output if output != "-" else None
    extracted = api.extract_source(document, target, with_call=with_call)
    for path in extracted.written:
        click.echo(str(path))
    if target is None:
        click.echo(extracted.source, nl=False)
    lines = [f"{file} is not written: {reason}" for file, reason in extracted.refused.items()]
    lines += [f"{document} no longer holds {file} as it was" for file in extracted.missing]
    for line in filter(None, [*lines, extracted.call_remark, extracted.changes and f"note: {extracted.changes}"]):
        click.echo(sanitize(line), err=True)
    ctx.exit(0 if extracted.is_complete else 1)
