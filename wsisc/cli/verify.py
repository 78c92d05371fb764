"""`wsisc verify FILE [SOURCE]`: a document -> whether it matches its source, with the differences."""

from collections.abc import Iterator

import click

from wsisc import api
from wsisc.api import Answer, Call, Verification
from wsisc.cli import complete, messages
from wsisc.messages import addresses, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.report import full
from wsisc.report.common import translate_file
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize

_MAX_LINES = 50  # a guess: a person compares no more differences one by one


@click.command("verify")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("source_name", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.option("--words", "words_only", is_flag=True, help="Compare only the words of the text, which proves less.")
@click.pass_context
def command(ctx: click.Context, document: str, source_name: str | None, words_only: bool) -> None:
    """Verify that FILE matches SOURCE, or without SOURCE, that it matches its embedded source.

    The document of the source is built again, in the same format and theme, and as a draft if FILE is one. A PDF or an
    HTML page must be equal to it, byte by byte. A Word file that was saved again must have the same content.

    Without SOURCE, a document is only verified to be consistent with itself: whoever can write a file can embed another
    source in it. With SOURCE, the call is the built-in one or the one next to SOURCE, and so is the theme, whatever
    FILE contains. A document that was built with --no-embed requires SOURCE.

    The exit code is 0 if FILE matches. It is 1 if it differs (where, is listed), if it is the same only with a call or
    a theme of its own, if SOURCE has errors, or if FILE was built by other versions of wsisc, Pandoc, Typst or the
    fonts: nothing is proven then. It is 3 if FILE cannot be read.

    --words asks less, for documents of any version: whether the words of the text are those of the source.
    """
    try:
        verification = api.verify_document(document, source_name, words_only=words_only)
    except WsiscError as error:
        raise click.ClickException(str(error)) if error.exit_code == 1 else error from None
    if verification.errors:
        messages.print_report(full.report([translate_file(verification.errors)]))
    if verification.call is None:
        raise click.ClickException(verification.differences[0])
    for warning in verification.warnings:
        messages.show("warning", warning)
    for line in _report(document, source_name, verification, verification.call):
        messages.print_line(sanitize(line))
    ctx.exit(0 if verification.is_match else 1)


def _report(document: str, source_name: str | None, verification: Verification, call: Call) -> Iterator[str]:
    """Yield the lines of a report: the answer, and the differences."""
    if verification.is_match:
        yield from () if messages.is_quiet() else _describe_match(document, source_name, verification, call)
        return
    yield from _describe_answer(document, source_name, verification)
    yield from verification.differences[:_MAX_LINES]
    if len(verification.differences) > _MAX_LINES:
        yield t("and {count} more", count=len(verification.differences) - _MAX_LINES)
    if len(verification.differences) > 1:
        yield t("{count} differences", count=len(verification.differences))


def _describe_answer(document: str, source_name: str | None, verification: Verification) -> Iterator[str]:
    """Yield what was found of a document that does not match."""
    if verification.answer == Answer.UNPROVEN:
        yield from _describe_versions(document, source_name, verification)
    elif verification.answer == Answer.OWN_PARTS:
        same = t("the same bytes") if verification.is_identical else t("the same content")
        what = t("the same words") if verification.is_words_only else same
        yield t("{document}: {what}, but only with the document's own call or theme", document=document, what=what)
        if not source_name:
            path = portable_names.quote_path(document)
            yield t("if they are yours, name the source that they are next to: wsisc verify {path} SOURCE", path=path)
    elif verification.is_words_only:
        yield t("the words of {document} are not those of its source", document=document)
    elif not verification.is_by_content:
        yield t("{document} is not what its source gives: its bytes differ", document=document)


def _describe_versions(document: str, source_name: str | None, verification: Verification) -> Iterator[str]:
    """Yield what can be known of a document of other versions, and the command that can prove it."""
    versions = ", ".join(verification.versions)
    yield t(
        "{document} was built by another version, according to itself: cannot be proven here: {versions}",
        document=document,
        versions=versions,
    )
    if verification.builder and addresses.IS_REGISTERED:
        names = " ".join(portable_names.quote_path(name) for name in (document, source_name) if name)
        yield t("to prove it, run: uvx wsisc@{version} verify {names}", version=verification.builder, names=names)
    if verification.is_identical:
        yield t("the versions here build the same bytes, apart from what it says of versions")
    elif not verification.differences:
        yield t("no difference of words, links, images or notes was found; the layout was not compared")


def _describe_match(document: str, source_name: str | None, verification: Verification, call: Call) -> Iterator[str]:
    """Yield the report on a document that matches."""
    if verification.is_words_only:
        yield t("the words of {document} are those of its source", document=document)
        yield t(
            "only the words of the text were compared, which proves less: not links, images, layout or what hides words"
        )
        return
    named_call = t("the call {id} ({origin})", id=call.id, origin=verification.call_origin)
    saved = [] if verification.is_identical else [t("it was saved again without changes")]
    if source_name:
        values = {"document": document, "source": source_name, "call": named_call}
        verdict = t("{document} matches its source: {source}, an answer to {call}", **values)
        if verification.is_identical:
            verdict = t("{document} matches its source exactly: {source}, an answer to {call}", **values)
        yield from (verdict, *saved)
        return
    yield from (t("{document} is consistent with itself: it matches its embedded source", document=document), *saved)
    yield t("it claims to answer {call}", call=named_call)
    yield t(
        "to verify its origin, compare it with its source: wsisc verify {path} SOURCE",
        path=portable_names.quote_path(document),
    )
