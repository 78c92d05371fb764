"""A call and a language -> a Word form to fill in; or the forms of the newest calls in a folder."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from wsisc.api import folders
from wsisc.calls.call import Call, Catalogue
from wsisc.document import form, scaffold
from wsisc.messages import t, use_one_of
from wsisc.messages.diagnostic import WsiscError
from wsisc.verification import output_check
from wsisc.workspace import output_files, protected
from wsisc.writers.docx.fillable_form import write_form

_FORMAT = "docx"


class FormResult(NamedTuple):
    """A form: the call and the language that it is for, its bytes, and the file that was written, if any."""

    call: str
    language: str
    content: bytes
    written: Path | None = None


def create_form(call: str, output: str | Path | None = None, *, language: str = "", theme: str = "") -> FormResult:
    """Return a Word form to fill in, with the cover, prompts and limits of a call, and with `output` write it.

    The call is one of those that the current folder has, or a built-in one.

    `language` is one of the call, by default its first; `theme` is the look, by default that of the call.

    Raises WsiscError if the call, the language or the theme does not exist, or if a form that was filled in is in the
    place of the file.

    Example::

        from wsisc.api import create_form

        form = create_form("cstd-26", "form.docx")
        print(form.language, form.written, len(form.content))
    """
    known = folders.load_calls(call)
    return _create(known.load(call), known, language, theme, Path(output) if output else None)


def create_forms(folder: str | Path, *, call: str = "", theme: str = "") -> tuple[FormResult, ...]:
    """Write the forms of the newest calls, in all their languages, to a folder, as CALL-LANGUAGE.docx, and return them.

    The newest calls are those of the current folder for the newest session, by default the built-in one for the coming
    session. With `call`, only the forms of that one are written, also if it is older.

    Raises WsiscError if the call does not exist, or if a file of the folder is in the place of a form, and is no form
    as it was written.

    Example::

        from wsisc.api import create_forms

        for form in create_forms("forms"):
            print(form.call, form.language, form.written)
    """
    known = folders.load_calls(*([call] if call else []))
    chosen = [known.load(id) for id in ([call] if call else _newest_calls(known))]
    combinations = [(known_call, language) for known_call in chosen for language in form.find_languages(known_call)]
    return tuple(
        _create(known_call, known, language, theme, Path(folder) / f"{known_call.id}-{language}.{_FORMAT}")
        for known_call, language in combinations
    )


def suggest_name(call: str, language: str = "") -> str:
    """Return the name of the file of a form. Raises WsiscError if the call does not exist."""
    known_call = folders.load_calls(call).load(call)
    return f"{call}-{language or next(iter(form.find_languages(known_call)), '')}.{_FORMAT}"


def has_form_in(call: str, language: str) -> bool:
    """Return whether a call has a form in a language. Raises WsiscError if the call does not exist."""
    return language in form.find_languages(folders.load_calls(call).load(call))


def find_left_out(written: Collection[str]) -> tuple[list[str], list[WsiscError]]:
    """Return the calls of the current folder that are older than the written ones, and the errors of unusable ones."""
    known = folders.load_calls()
    failures = []
    for id in known.invalid:
        try:
            known.load(id)
        except WsiscError as error:
            failures.append(error)
    return [id for id in known.own if id not in written and id not in known.invalid], failures


def _newest_calls(catalogue: Catalogue) -> list[str]:
    """Return the calls that people answer now: those of the repository for the newest session of their body.

    A repository without calls of its own has the built-in call of the coming session.
    """
    described = list(scaffold.describe_calls(catalogue))
    own_calls = [catalogue.load(id) for id in described if id in catalogue.own]
    newest = {_body(call): call.session.number for call in sorted(own_calls, key=_session_number) if call.session}
    chosen = [call.id for call in own_calls if not call.session or call.session.number == newest[_body(call)]]
    return chosen or described[:1]


def _session_number(call: Call) -> int:
    return call.session.number if call.session else 0


def _body(call: Call) -> str:
    return call.vocabularies.sessions.id if call.vocabularies.sessions else ""


def _create(call: Call, known: Catalogue, language: str, theme: str, target: Path | None) -> FormResult:
    languages = form.find_languages(call)
    if language not in ("", *languages):
        hint = use_one_of(languages) if languages else t("choose another call")
        raise WsiscError(
            t("the call {id} has no form in the language {language}", id=call.id, language=repr(language)),
            hint,
            exit_code=2,
        )
    if not languages:
        raise WsiscError(t("the call {id} has no language in which there are forms", id=call.id), exit_code=2)
    chosen = language or languages[0]
    content = write_form(call, chosen, known.load_theme(call, theme))
    if target:
        if protected.is_foreign(target, _is_empty_form, content):
            hint = t("choose another name with -o, or move it")
            raise WsiscError(
                t("{target} exists and is not an empty form; it is not overwritten", target=target),
                hint,
                exit_code=2,
            )
        output_files.write(target, content)
    return FormResult(call.id, chosen, content, target)


def _is_empty_form(content: bytes) -> bool:
    """Return whether a file is unchanged since wsisc wrote it, so that no answers can be lost."""
    return output_check.is_unchanged(content, _FORMAT)
