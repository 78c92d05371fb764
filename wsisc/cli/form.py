"""`wsisc form CALL`: a call -> a Word form to fill in; with --all, the forms of the newest calls."""

import sys
from collections.abc import Collection

import click

from wsisc import api
from wsisc.api import forms
from wsisc.cli import arguments, complete, messages
from wsisc.messages import t
from wsisc.messages.localization import current_language, translate


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
        for created in created_forms:
            messages.print_result(str(created.written))
        if not id:
            _report_left_out({created.call for created in created_forms})
        return
    if not id:
        raise click.UsageError(t("name a call, such as cstd-26, or use --all"))
    if output not in (None, "-") and not str(output).lower().endswith(".docx"):
        raise click.UsageError(t("{output}: expected a name ending in .docx", output=output))
    target = None if output == "-" else output or forms.suggest_name(id, language or "")
    created = api.create_form(id, target, language=language or "", theme=theme or "")
    if created.written:
        messages.print_result(str(created.written))
        _note_language(created, language or "")
    else:
        sys.stdout.buffer.write(created.content)


def _note_language(form: "api.FormResult", chosen: str) -> None:
    """Say in which language a form is, if nobody chose it, and there is one in the language of messages."""
    own, language = current_language(), form.language
    if not chosen and language != own and forms.has_form_in(form.call, own):
        messages.note(
            t("the form is in {language}; for one in {own}, use --language {own}", language=language, own=own)
        )


def _report_left_out(written: Collection[str]) -> None:
    """Report the calls of the repository whose forms were not written; exit with 1 if the file of one has errors."""
    older, failures = forms.find_left_out(written)
    if older:
        kind = t("older calls, left out: {ids}; to write their forms, run wsisc form CALL --all", ids=", ".join(older))
        messages.note(translate(kind))
    for error in failures:
        messages.error(str(error), error.hint)
    if failures:
        click.get_current_context().exit(1)
