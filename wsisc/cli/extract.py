"""`wsisc extract FILE`: a document -> the source that it carries, with the figures and the call of that."""

import click

from wsisc import api
from wsisc.cli import arguments, complete, messages
from wsisc.messages import t
from wsisc.text.sanitize import sanitize


@click.command("extract")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option(
    "-o", "--output", help="YAML file to write, with its figures next to it (default: standard output)."
)
@arguments.WITH_CALL
@click.pass_context
def command(ctx: click.Context, document: str, output: str | None, with_call: bool) -> None:
    """Extract the source that is embedded in FILE, a Word, PDF or HTML document built by wsisc.

    The result is canonical YAML: the source without its comments and contact. With -o, the files of its figures are
    also written, and with --with-call its call, unless a call with that id is known. The exit code is 1 if one of these
    files is refused or missing.

    If the document differs from its embedded source, for example after a review in Word, this is reported; the result
    and the exit code do not change. Use wsisc verify to list the differences, and wsisc import --into to merge them.
    """
    target = output if output != "-" else None
    extracted = api.extract_source(document, target, with_call=with_call)
    for path in extracted.written:
        messages.print_result(str(path))
    if target is None:
        click.echo(extracted.source, nl=False)
    lines = [
        t("{file} was not written: {reason}", file=file, reason=reason) for file, reason in extracted.refused.items()
    ]
    lines += [
        t("{document} no longer contains the original {file}", document=document, file=file)
        for file in extracted.missing
    ]
    for line in filter(
        None,
        [*lines, extracted.call_remark, extracted.theme_remark],
    ):
        messages.print_line(sanitize(line), err=True)
    if extracted.changes:
        messages.show("note", extracted.changes)
    ctx.exit(0 if extracted.is_complete else 1)
