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
from wsisc.report.common import translate_file
from wsisc.text.sanitize import sanitize
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

    The exit code is 0 if everything that a reader perceives is equal. It is 1 if anything differs (the places are
    listed), if SOURCE has errors, or if the document uses a font that wsisc does not include. It is also 1 if other
    versions of wsisc, Pandoc, Typst or the fonts were used to build the document, since nothing is proven then: the
    words are compared, and what hides or replaces words, but not the layout. It is 3 if the document cannot be read.
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
    if found.versions:
        versions = sanitize(", ".join(found.versions))
        named = t(
            "{document} was built by another version, according to itself: cannot be proven here: {versions}",
            document=document,
            versions=versions,
        )
        messages.print_line(named)
    lines = list(found.differences[:_MAX_LINES])
    if len(found.differences) > _MAX_LINES:
        lines.append(t("and {count} more", count=len(found.differences) - _MAX_LINES))
    for line in lines:
        messages.print_line(sanitize(line))
    if not lines and not messages.is_quiet():
        for line in _describe_match(document, source_name, found, call):
            messages.print_line(sanitize(line))
    if len(found.differences) > 1:
        messages.print_line(t("{count} differences", count=len(found.differences)))


def _describe_match(document: str, source_name: str | None, found: Verification, call: Call) -> Sequence[str]:
    """Return the report on a document without differences."""
    if found.versions:
        return [t("no difference of words, links, images or notes was found; the layout was not compared")]
    named_call = t("the call {id} ({origin})", id=call.id, origin=found.call_origin)
    lines = [] if found.is_identical else [t("it was saved again without changes")]
    if source_name:
        values = {"document": document, "source": source_name, "call": named_call}
        verdict = t("{document} matches its source: {source}, an answer to {call}", **values)
        if found.is_identical:
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
