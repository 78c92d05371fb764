"""`wsisc import FILE`: a Word file, or a document that wsisc built -> a submission in YAML, and its figures."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import click

from wsisc import api
from wsisc.api import building
from wsisc.cli import arguments, complete, import_report, messages, own_calls
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.report.common import sanitize
from wsisc.workspace import document_output


@click.command("import")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option(
    "-o", "--output", help="YAML file to write (default: FILE with the extension .yaml); - writes to standard output."
)
@click.option(
    "--call", "id", metavar="CALL", help="Call that FILE answers (default: detected from its cover and prompts)."
)
@own_calls.WITH_CALL_OPTION
@arguments.file_option(
    "--into",
    metavar="SOURCE",
    help="Merge the changes and comments of reviewers into the submission that FILE was built from.",
)
@arguments.file_option(
    "--base",
    metavar="SOURCE",
    help="With --into: submission as it was sent out (default: the source embedded in FILE).",
)
@click.option("--interactive", is_flag=True, help="With --into: accept, reject or edit the changes one by one.")
@click.option("--accept-from", metavar="NAME", multiple=True,
              help="With --into: merge only the tracked changes of NAME; can be repeated.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --into: list the changes without writing them.")
@click.pass_context
def command(
    ctx: click.Context, /, document: str, output: str | None, id: str | None, with_call: bool, into: str | None,
    **reviewed: Any
) -> None:  # fmt: skip
    """Import FILE, any Word file, as a submission in YAML, with its images in figures/.

    A document that wsisc built and that was not changed, including PDF and HTML, is converted back to exactly its
    source. Words that belong to no part are written under unplaced:, and everything that has no place in a submission
    is reported. The exit code is 1 if something must be checked by hand.

    From a document built by wsisc, only the images that its source names are written. Its call is written only with
    --with-call and never replaces a known one, because a call defines what every submission that answers it prints.

    With --into, FILE is a reviewed document, and its differences from the version that was sent out are merged into the
    submission. Where its author has changed the same words, these are kept, and the change of the reviewer is added as
    a comment.
    """
    if into is not None:
        if output or id or with_call:
            problem = "--into cannot be used with -o, --call or --with-call"
            raise click.UsageError(problem)
        from wsisc.cli import import_into

        code = import_into.merge(document, into, **reviewed)
        if code == 0 and not (reviewed["dry_run"] or reviewed["accept_from"]):
            _report_deletable(document, into)
        ctx.exit(code)
    if any(reviewed.values()):
        raise click.UsageError("--base, --interactive, --accept-from and --dry-run require --into")
    target = None if output == "-" else Path(output or Path(document).with_suffix(".yaml"))
    if with_call and target is None:
        raise click.UsageError("--with-call cannot be used with -o -")
    ctx.exit(1 if _import(document, target, id or "", with_call) else 0)


def _report_deletable(document: str, into: str) -> None:
    """Report that a reviewed document is no longer needed, if it has the place that `build` writes to."""
    with contextlib.suppress(WsiscError, OSError):
        target = building.default_target(into, "docx")
        if target and target.samefile(document) and document_output.is_changed(target, "docx"):
            source = portable_names.quote_path(into)
            messages.print_result(
                f"{document} can be deleted or moved now, so that wsisc build {source} can write it again", err=True
            )


def _import(document: str, target: Path | None, id: str, with_call: bool) -> bool:
    """Import a document, and return whether a person must look at something."""
    imported, written = api.import_document(document, target, call=id, with_call=with_call, write=target is not None)
    if target is None:
        sys.stdout.buffer.write(imported.text.encode())
    for path in written:
        messages.print_result(str(path))
    for line in import_report.format_lines(imported):
        (click.echo if imported.needs_person else messages.print_result)(sanitize(line), err=True)
    if target:
        (click.echo if imported.errors else messages.print_result)(
            sanitize(f"to list what is missing or wrong, run wsisc validate {portable_names.quote_path(target)}"),
            err=True,
        )
    return imported.needs_person
