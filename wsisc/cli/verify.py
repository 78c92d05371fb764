"""`wsisc verify FILE [SOURCE]`: a document -> whether it matches its source, with the differences."""

from collections.abc import Sequence

import click

from wsisc import api
from wsisc.calls.call import Call
from wsisc.cli import complete, messages
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.messages import t
from wsisc.report import full
from wsisc.report.common import sanitize, translate_file
from wsisc.verification.verify_document import Verification

_MAX_LINES = 50  # a guess: a person compares no more differences one by one


@click.command("verify")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("source_name", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.pass_context
def command(ctx: click.Context, document: str, source_name: str | None) -> None:
    """Verify that FILE matches SOURCE, or without SOURCE, that it matches its embedded source.

    A document that was built with --no-embed requires SOURCE, and is compared with the document that SOURCE produces.

    Without SOURCE, a document is only verified to be consistent with itself: whoever can write a file can embed another
    source in it. With SOURCE, the call is the built-in one or the one next to SOURCE, whatever call the document
    contains.

    The exit code is 0 if everything that a reader perceives is equal. If other versions of wsisc, Pandoc, Typst or the
    fonts were used to build the document, this is reported, and the layout is not compared, apart from what hides or
    replaces words. The exit code is 1 if anything else differs (the places are listed), if SOURCE has errors, or if the
    document uses a font that wsisc does not include; it is 3 if the document cannot be read.
    """
    try:
        found = api.verify_document(document, source_name)
    except WsiscError as error:
        raise click.ClickException(str(error)) if error.exit_code == 1 else error from None
    if found.errors:
        messages.print_report(full.report([translate_file(found.errors)]))
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
        lines.append(t("and {count} more", count=len(found.differences) - _MAX_LINES))
    for line in lines:
        messages.print_line(sanitize(line))
    if not lines and not messages.is_quiet():
        for line in _describe_match(document, source_name, found, call):
            messages.print_line(sanitize(line))
    if found.versions:
        versions = sanitize(", ".join(found.versions))
        built = t("built by other versions, according to the document: {versions}", versions=versions)
        if not found.is_identical:
            built = t("{built}; the layout was not compared", built=built)
        messages.print_line(built)
    if len(found.differences) > 1:
        messages.print_line(t("{count} differences", count=len(found.differences)))


def _describe_match(document: str, source_name: str | None, found: Verification, call: Call) -> Sequence[str]:
    """Return the report on a document without differences."""
    named_call = t("the call {id} ({origin})", id=call.id, origin=found.call_origin)
    is_exact = found.is_identical and not found.versions
    lines = [] if found.is_identical or found.versions else [t("it was saved again without changes")]
    if source_name:
        values = {"document": document, "source": source_name, "call": named_call}
        verdict = t("{document} matches its source: {source}, an answer to {call}", **values)
        if is_exact:
            verdict = t("{document} matches its source exactly: {source}, an answer to {call}", **values)
        return [verdict, *lines]
    hint = t(
        "to verify its origin, compare it with its source: wsisc verify {path} SOURCE",
        path=portable_names.quote_path(document),
    )
    return [
        t("{document} is consistent with itself: it matches its embedded source", document=document),
        *lines,
        t("it claims to answer {call}", call=named_call),
        hint,
    ]
