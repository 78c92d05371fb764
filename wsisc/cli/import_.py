"""`wsisc import FILE`: a Word file, or a document that wsisc built -> a submission in YAML, and its figures."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import click

from wsisc import api
from wsisc.api import building
from wsisc.cli import arguments, complete, import_report, own_calls
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.report.common import sanitize
from wsisc.workspace import document_output


@click.command("import")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option("-o", "--output", help="The YAML file to write; else FILE with .yaml. - is standard output.")
@click.option("--call", "id", metavar="CALL", help="The call that it answers; else its cover and prompts tell.")
@own_calls.WITH_CALL_OPTION
@arguments.file_option(
    "--into",
    metavar="SOURCE",
    help="The submission that FILE was made from: what reviewers changed and said goes into it.",
)
@arguments.file_option(
    "--base", metavar="SOURCE", help="With --into: what FILE was made from, where it does not carry that."
)
@click.option("--interactive", is_flag=True, help="With --into: accept, reject or edit the changes one by one.")
@click.option("--accept-from", metavar="NAME", multiple=True,
              help="With --into: take what NAME changed with tracking on, no other changes.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --into: list the changes, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context, /, document: str, output: str | None, id: str | None, with_call: bool, into: str | None,
    **reviewed: Any
) -> None:  # fmt: skip
    """Turn FILE, any Word file, into a submission in YAML, its images beside it in figures/.

    A document that wsisc made and nobody changed, also a PDF or a page, gives exactly its source. Words that fit no
    part go under unplaced:, what has no place at all is told. The exit code is 1 where a person must look at something.

    Of a document of wsisc the images are written that its source names; its call is written with --with-call alone, and
    never in the place of one that is known: it says what every submission that answers it prints.

    With --into, FILE is a reviewed document: what differs from what was sent out goes into the submission, but for what
    its author changed too, which is left for a person as a comment there.
    """
    if into is not None:
        if output or id or with_call:
            problem = "--into says where everything goes and what it answers: leave -o, --call and --with-call out"
            raise click.UsageError(problem)
        from wsisc.cli import import_into

        code = import_into.merge(document, into, **reviewed)
        if code == 0 and not (reviewed["dry_run"] or reviewed["accept_from"]):
            _report_deletable(document, into)
        ctx.exit(code)
    if any(reviewed.values()):
        raise click.UsageError("--base, --interactive, --accept-from and --dry-run go with --into")
    target = None if output == "-" else Path(output or Path(document).with_suffix(".yaml"))
    if with_call and target is None:
        raise click.UsageError("--with-call goes with a file: leave -o - out")
    ctx.exit(1 if _import(document, target, id or "", with_call) else 0)


def _report_deletable(document: str, into: str) -> None:
    """Report that a reviewed document is no longer needed, if it has the place that `build` writes to."""
    with contextlib.suppress(WsiscError, OSError):
        target = building.default_target(into, "docx")
        if target and target.samefile(document) and document_output.is_changed(target, "docx"):
            source = portable_names.quote_path(into)
            note = f"{document} can be deleted or moved now, so that wsisc build {source} writes it anew"
            click.echo(sanitize(note), err=True)


def _import(document: str, target: Path | None, id: str, with_call: bool) -> bool:
    """Import a document, and return whether a person must look at something."""
    imported, written = api.import_document(document, target, call=id, with_call=with_call, write=target is not None)
    if target is None:
        sys.stdout.buffer.write(imported.text.encode())
    for path in written:
        click.echo(str(path))
    for line in import_report.format_lines(imported, target):
        click.echo(sanitize(line), err=True)
    return imported.needs_person
