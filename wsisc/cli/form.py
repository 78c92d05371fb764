"""`wsisc form CALL`: a call -> a Word form to fill in; with --all, the forms of the newest calls."""

import sys
from collections.abc import Collection
from pathlib import Path

import click

from wsisc import api
from wsisc.calls.call import Catalogue
from wsisc.cli import arguments, complete, messages
from wsisc.diagnostic import WsiscError
from wsisc.document import form
from wsisc.localization import translate
from wsisc.messages import t
from wsisc.workspace import repository


@click.command("form")
@click.argument("id", metavar="[CALL]", required=False, shell_complete=complete.calls)
@arguments.file_option(
    "-o",
    "--output",
    help="Word file to write (default: CALL-LANGUAGE.docx), - for standard output; with --all, a folder.",
)
@click.option("--language", metavar="CODE", shell_complete=complete.languages,
              help="Language of the form, one of the call (default: its first).")  # fmt: skip
@click.option(
    "--theme", metavar="NAME", shell_complete=complete.themes, help="Look of the form (default: that of the call)."
)
@click.option(
    "--all", "is_all", is_flag=True, help="Write the forms of CALL, or of the newest calls, in all their languages."
)
def command(id: str | None, output: str | None, language: str | None, theme: str | None, is_all: bool) -> None:
    """Create a Word form to fill in, with the cover, the questions and the limits of CALL.

    Those who fill it in need nothing but Word or LibreOffice: they click the grey texts, write below the questions, and
    send the file. wsisc import converts it to a submission.

    With --all, the forms in all languages are written to the folder that -o names, for a secretariat to publish: those
    of CALL, otherwise those of the newest session among the calls in calls/, otherwise those of the coming session. A
    form that somebody has filled in is never overwritten.
    """
    if is_all:
        if language or not output or output == "-":
            raise click.UsageError(t("--all requires -o FOLDER, and does not take --language"))
        created_forms = api.create_forms(output, call=id or "", theme=theme or "")
        for each in created_forms:
            messages.print_result(str(each.written))
        if not id:
            known = repository.load_catalogue(Path())
            _report_left_out(known, {each.call for each in created_forms})
            _report_invalid(known)
        return
    if not id:
        raise click.UsageError(t("name a call, such as cstd-26, or use --all"))
    if output not in (None, "-") and not str(output).lower().endswith(".docx"):
        raise click.UsageError(t("{output}: expected a name ending in .docx", output=output))
    known = repository.load_catalogue(Path())
    repository.refuse_unknown_call(id, known)
    first = next(iter(form.find_languages(known.load(id))), "")
    target = output or f"{id}-{language or first}.docx"
    created = api.create_form(id, None if target == "-" else target, language=language or "", theme=theme or "")
    if created.written:
        messages.print_result(str(created.written))
    else:
        sys.stdout.buffer.write(created.content)


def _report_left_out(known: Catalogue, written: Collection[str]) -> None:
    """Report the calls of the repository whose forms were not written, because others are newer."""
    older = [id for id in known.own if id not in written and id not in known.invalid]
    if older:
        kind = t("older calls, left out: {ids}; to write their forms, run wsisc form CALL --all", ids=", ".join(older))
        messages.note(translate(kind))


def _report_invalid(known: Catalogue) -> None:
    """Report each call whose form was not written, as its file has errors, and end with exit code 1 if there is one."""
    for id in known.invalid:
        try:
            known.load(id)
        except WsiscError as error:
            messages.error(str(error), error.hint)
    if known.invalid:
        click.get_current_context().exit(1)
