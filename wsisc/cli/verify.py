"""`wsisc verify FILE [SOURCE]`: a document -> whether it matches its source, with the differences."""

from collections.abc import Sequence

import click

from wsisc import api
from wsisc.calls.call import Call
from wsisc.cli import complete, messages
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.report import full
from wsisc.report.common import sanitize
from wsisc.verification.verify_document import Verification

_MAX_LINES = 50
"""A guess: a person compares no more differences one by one."""


@click.command("verify")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("source_name", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.pass_context
def command(ctx: click.Context, document: str, source_name: str | None) -> None:
    """Verify that FILE matches SOURCE, or without SOURCE that it matches the source that it carries itself.

    A document that was built with --no-embed needs SOURCE, and is compared with what it builds.

    Without SOURCE a document is only found consistent with itself: whoever can write a file can write another source
    into it. With SOURCE its call is that of wsisc, or the one beside SOURCE, whatever call the document carries.

    The exit code is 0 if all that a reader perceives is equal, also if other versions of wsisc, Pandoc, Typst or the
    fonts made the document: this is reported, and its layout is then not compared, apart from what hides words or
    shows others. It is 1 if anything else differs, with the places, if SOURCE has errors, or if the document is in a
    font that wsisc does not hold, and 3 if the document cannot be read.
    """
    try:
        found = api.verify_document(document, source_name)
    except WsiscError as error:
        raise click.ClickException(str(error)) if error.exit_code == 1 else error from None
    if found.errors:
        click.echo(full.report([found.errors]))
    if found.call is None:
        raise click.ClickException(found.differences[0])
    for warning in found.warnings:
        messages.show("warning", warning)
    _report(document, source_name, found, found.call)
    ctx.exit(0 if found.is_match else 1)


def _report(document: str, source_name: str | None, found: Verification, call: Call) -> None:
    """Report the differences, or that there are none."""
    lines = list(found.differences[:_MAX_LINES])
    if len(found.differences) > _MAX_LINES:
        lines.append(f"and {len(found.differences) - _MAX_LINES} more")
    for line in lines or _describe_match(document, source_name, found, call):
        click.echo(sanitize(line))
    if found.versions:
        without = "" if found.is_identical else "; its layout is not compared"
        click.echo(sanitize(f"made by other versions, as it says itself: {', '.join(found.versions)}{without}"))
    if len(found.differences) > 1:
        click.echo(f"{len(found.differences)} differences")


def _describe_match(document: str, source_name: str | None, found: Verification, call: Call) -> Sequence[str]:
    """Return the report on a document without differences."""
    named_call = f"the call {call.id}, which is {found.call_origin}"
    is_exact = found.is_identical and not found.versions
    lines = [] if found.is_identical or found.versions else ["it was stored anew, which changed nothing in it"]
    if source_name:
        verdict = "is exactly what its source gives" if is_exact else "holds what its source gives"
        return [f"{document} {verdict}: {source_name}, an answer to {named_call}", *lines]
    hint = f"only its source proves more: wsisc verify {portable_names.quote_path(document)} SOURCE"
    return [
        f"{document} is consistent with itself: it matches the source that it carries",
        *lines,
        f"it claims {named_call}",
        hint,
    ]
