"""The calls for contributions of wsisc and of the current folder -> their files and schemas, their check, new ones."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wsisc import source
from wsisc.api import folders
from wsisc.calls import call_check, editor_schema, locale, reporting, schema, successor
from wsisc.calls.call import Call, Catalogue, shadowing_message
from wsisc.calls.reporting import ReportingPeriod
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.report import CheckedFile
from wsisc.report.common import message_with_hint
from wsisc.text import portable_names
from wsisc.workspace import output_files, repository
from wsisc.workspace.input_files import Names, list_names


class KnownCall(NamedTuple):
    """A call that is known: its id, what it says, and the period that it asks about, in words.

    `call` is None if it cannot be used; then `problem` says why. `is_own`: its file is in the folder calls/;
    `is_shadowing`: and used in place of the built-in call with its id.
    """

    id: str
    call: Call | None
    problem: str
    period: str
    is_own: bool
    is_shadowing: bool


def list_calls(language: str = "en") -> list[KnownCall]:
    """Return the calls that are known in the current folder, with periods in a language.

    Raises WsiscError if the file of one cannot be read.

    Example::

        from wsisc.api import list_calls

        for known in list_calls():
            print(known.id, known.problem or known.period)
    """
    known, wording = folders.load_calls(), locale.load(language)
    shadowing = known.find_shadowing()
    listed = []
    for id in known.ids():
        problem = known.invalid.get(id, "")
        call = None if problem else known.load(id)
        period = reporting.describe(call.reporting, wording, is_adverbial=False) if call else ""
        listed.append(KnownCall(id, call, problem, period, id in known.own, id in shadowing))
    return listed


def read_call(id: str, output: str | Path | None = None) -> str:
    """Return the file of a call, with the wording of the cover and of every prompt; with `output`, write it there.

    Raises WsiscError if the call does not exist or its file is empty, or if the output exists.

    Example::

        from wsisc.api import read_call

        print(read_call("cstd-26"))
    """
    text = folders.load_calls(id).text(id)
    if not text.strip():
        raise WsiscError(
            t("calls/{id}.yaml is empty, perhaps because the shell has just created it: delete it, and use -o", id=id),
            exit_code=1,
        )
    if output is not None:
        output_files.write_new({Path(output): text})
    return text


def compose_schema(call: str | None = None, *, plain: bool = False) -> dict[str, Any]:
    """Return the JSON Schema of submissions to a call that is known in the current folder, by default to any call.

    With `plain`, without the keywords that only editors understand. Raises WsiscError if the call does not exist.

    Example::

        from wsisc.api import compose_schema

        print(compose_schema("cstd-26")["$id"])
    """
    known = folders.load_calls(*([call] if call is not None else []))
    return (schema.compose if plain else editor_schema.compose)(known.find(call))


class CheckedCall(NamedTuple):
    """A checked call: what is wrong with its file, what nobody has verified in it, and a warning, "" for none."""

    id: str
    checked_file: CheckedFile
    unverified: Sequence[str]
    warning: str

    @property
    def is_valid(self) -> bool:
        """Whether the call can be used."""
        return not find_errors(self.checked_file.diagnostics)


def check_calls(ids: Names = ()) -> list[CheckedCall]:
    """Check the files of calls, by default those in the folder calls/.

    Raises WsiscError if a call does not exist, or if there is none.

    Example::

        from wsisc.api import check_calls

        print([(checked.id, checked.is_valid, checked.unverified) for checked in check_calls(["cstd-26"])])
    """
    chosen = list_names(ids)
    known = folders.load_calls(*chosen)
    names = chosen or sorted(known.own)
    if not names:
        message = t("no calls were found in calls/; name a call, such as wsisc calls check cstd-26")
        raise WsiscError(message, exit_code=2)
    return [_check(id, known) for id in names]


def _check(id: str, known: Catalogue) -> CheckedCall:
    name = f"calls/{id}.yaml" if id in known.own else f"{id}.yaml"
    read = source.read(repository.encode_call(known.text(id)), name)
    checked = CheckedFile(read.file, read.lines, call_check.check(read, id, known.themes.names()))
    unverified = [] if find_errors(checked.diagnostics) else _list_unverified(known.load(id))
    return CheckedCall(id, checked, unverified, shadowing_message(id) if id in known.find_shadowing() else "")


def _list_unverified(call: Call) -> list[str]:
    """Return what is not verified in a call, in its vocabularies, and in the rules on its languages."""
    ours = [
        t("wording of wsisc: {names}", names=", ".join(note.wordings))
        for note in call.provenance
        if note.form == "ours"
    ]
    vocabularies = call.vocabularies
    named = {
        vocabulary.id: vocabulary
        for vocabulary in (*vocabularies.tags, *([vocabularies.types] if vocabularies.types else ()))
    }
    of_terms = [
        t("to check in {id}: {what}", id=id, what=entry)
        for id, vocabulary in named.items()
        for entry in vocabulary.to_check
    ]
    of_rules = [
        t("to check in templates/style/{language}: {what}", language=language, what=line)
        for language in call.languages
        for line in wrong_forms.load_lines("to-check", language)
    ]
    return [*(t("to check: {what}", what=entry) for entry in call.to_check), *ours, *of_terms, *of_rules]


class CallOptions(NamedTuple):
    """What is known of the session of a new call: by default nothing but what the session calendar says.

    `year` is when the session meets; `reporting` the period reported on: "2025", "2025-2026", or
    "2025-07-01/2026-06-30"; `dates` and `place` are as printed. `id` is by default that of the other call with the new
    number.
    """

    year: int | None = None
    reporting: str | None = None
    dates: str = ""
    place: str = ""
    id: str | None = None


class CreatedCall(NamedTuple):
    """A new call: its id, its file, the path if it was written, and the entries to check before it is used."""

    id: str
    text: str
    written: Path | None
    to_check: Sequence[str]


def create_call(
    base: str,
    session: int,
    output: str | Path | None = None,
    *,
    options: CallOptions = CallOptions(),
    write: bool = True,
) -> CreatedCall:
    """Create the call for another session, with the wording of an existing one, and write it to the folder calls/.

    `output` is another file or folder. With `write=False` nothing is written. Raises WsiscError if the other call does
    not exist, an option is wrong, or there is such a call or file already.

    Example::

        from wsisc.api import CallOptions, create_call

        created = create_call("cstd-26", 60, options=CallOptions(place="Geneva"), write=False)
        print(created.id, created.to_check)
    """
    if not isinstance(session, int):  # a program may pass what a file or a person says
        raise WsiscError(t("the session {session!r} is not a number", session=session), exit_code=2)
    _refuse_unprintable({"--dates": options.dates, "--place": options.place, "--id": options.id or ""})
    known = folders.load_calls(base)
    call = known.load(base)
    name = options.id or successor.successor_id(call, session)
    if problem := portable_names.find_problem(name):
        values = {"name": name, "problem": problem}
        text = t("--id: {name!r} {problem}; choose another one, since the file of the call is named by it", **values)
        raise WsiscError(text, exit_code=2)
    period = _read_period(options.reporting) if options.reporting else None
    new = successor.NewSession(session, options.dates.strip(), options.place.strip(), options.year, period)
    text = _derive(call, name, new)
    target = _find_target(None if output is None else str(output), name, known) if write else None
    if target:
        output_files.write(target, text.encode())
    return CreatedCall(name, text, target, successor.read_to_check(text))


def _find_target(output: str | None, name: str, known: Catalogue) -> Path:
    """Return where the file of a new call goes. Raises WsiscError if there is a file, or if it has another name."""
    target = _target_path(output, name)
    if name in known.ids() or os.path.lexists(target):
        what = target if os.path.lexists(target) else t("the call {id}", id=name)
        raise WsiscError(t("{what} already exists", what=what), exit_code=2)
    if target.name != f"{name}.yaml":
        raise WsiscError(
            t(
                "{target}: expected the name {name}.yaml, which is the id of the call; rename the file or change --id",
                target=target,
                name=name,
            ),
            exit_code=2,
        )
    return target


def _target_path(output: str | None, id: str) -> Path:
    """Return where the file of a call goes: to the folder calls/, to the folder that `output` names, or to `output`."""
    is_folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    return Path(output or "calls", f"{id}.yaml") if output is None or is_folder else Path(output)


def _refuse_unprintable(values: dict[str, str]) -> None:
    for option, value in values.items():
        if found := call_check.find_unprintable(value):
            raise WsiscError(
                t(
                    "{option} contains an invisible character (U+{code:04X}): delete it",
                    option=option,
                    code=ord(found[0]),
                ),
                exit_code=2,
            )


def _read_period(text: str) -> ReportingPeriod:
    """Return the period that an option names. Raises WsiscError if it names none."""
    try:
        if "/" in text:
            first, _, last = text.partition("/")
            period = ReportingPeriod(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
        else:
            years = [int(year) for year in text.split("-")]
            period = ReportingPeriod(datetime.date(years[0], 1, 1), datetime.date(years[-1], 12, 31))
    except ValueError:
        hint = t("write 2025, 2025-2026 or 2025-07-01/2026-06-30")
        problem = t("--reporting: {text!r} is not a period: {hint}", text=text, hint=hint)
        raise WsiscError(problem, exit_code=2) from None
    if period.last < period.first:
        problem = t("--reporting: {text!r} ends before it begins; write the earlier one first", text=text)
        raise WsiscError(problem, exit_code=2)
    return period


def _derive(call: Call, id: str, new: successor.NewSession) -> str:
    """Return the file of a derived call. Raises WsiscError if it cannot be used."""
    text = successor.derive(call, id, new)
    for fault in call_check.check(source.read(text.encode(), id), id):
        field = str(fault.path[-1]) if fault.path else "call"
        raise WsiscError(t("the {field} is invalid: {error}", field=field, error=message_with_hint(fault)), exit_code=2)
    return text
