"""`wsisc calls list|show|check|new`: the calls for contributions of wsisc and of a repository, and new ones."""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wsisc import locale
from wsisc.calls import reporting
from wsisc.calls.call import Call, Catalogue
from wsisc.calls.reporting import ReportingPeriod
from wsisc.cli import arguments, complete, help_text, messages, own_calls
from wsisc.diagnostic import find_errors
from wsisc.document import portable_names
from wsisc.localization import current_language, translate
from wsisc.messages import join, plural, t
from wsisc.report.common import message_with_hint, translate_file
from wsisc.workspace import new_files, output_files, repository

if TYPE_CHECKING:
    from wsisc.calls import successor
    from wsisc.report import CheckedFile


@click.group("calls", cls=help_text.CommandGroup)
def command() -> None:
    """List, show, check and create calls for contributions.

    Calls are built in, or files in the folder calls/ of a repository.
    """


@command.command("list")
def list_() -> None:
    """List the calls, one per line.

    Each line has the id, the session with its place and dates, the period reported on, the deadline, and the number of
    unverified entries, which wsisc calls check CALL lists.
    """
    known = repository.load_catalogue(Path())
    width = max(map(len, known.ids()))
    for id in known.ids():
        if id in known.invalid:
            described = t("cannot be used: {error}", error=known.invalid[id])
        else:
            described = _describe(known.load(id))
            if id in known.own:
                is_shadowing = id in known.find_shadowing()
                place = t("(in calls/, instead of the built-in call)") if is_shadowing else t("(in calls/)")
                described = t("{call}  {place}", call=described, place=place)
        click.echo(f"{id:{width}}  {translate(described)}")


def _describe(call: Call) -> str:
    session = call.session
    if session is None:
        pieces = [call.subject[call.languages[0]].rpartition("(CSTD)")[2].strip(", ") or t("any session")]
    else:
        dates = session.dates or str(session.year)
        pieces = [t("session {number}", number=session.number), *filter(None, (session.place, dates))]
    if reported := reporting.describe(call.reporting, locale.load(current_language()), is_adverbial=False):
        pieces.append(t("on {reported}", reported=reported))
    if call.deadline:
        pieces.append(t("until {deadline}", deadline=call.deadline))
    described = join(pieces)
    if call.to_check:
        entries = plural("1 unverified entry", "{count} unverified entries", len(call.to_check))
        described = t("{call}  [{entries}]", call=described, entries=entries)
    return described


@command.command("show")
@click.argument("id", metavar="CALL", shell_complete=complete.calls)
@arguments.file_option("-o", "--output", help="New file to write, such as calls/CALL.yaml; its folder is created.")
def show(id: str, output: str | None) -> None:
    """Print the file of a call.

    It contains the wording of the cover and of every prompt.
    """
    known = repository.load_catalogue(Path())
    text = known.text(_require_known(id, known))
    if not text.strip():
        problem = t(
            "calls/{id}.yaml is empty, perhaps because the shell has just created it: delete it, and use -o", id=id
        )
        raise click.ClickException(problem)
    if output in (None, "-"):
        click.echo(text, nl=False)
    else:
        new_files.write({Path(output): text})
        messages.print_result(str(output))


@command.command("check")
@click.argument("ids", metavar="[CALL]...", nargs=-1, shell_complete=complete.calls)
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Check call files and list unverified entries.

    By default, the calls in the folder calls/ are checked. The exit code is 1 if a call cannot be used.
    """
    from wsisc import report, source
    from wsisc.calls import checker

    known = repository.load_catalogue(Path())
    names = [_require_known(id, known) for id in ids] or sorted(known.own)
    if not names:
        raise click.UsageError(t("no calls were found in calls/; name a call, such as wsisc calls check cstd-26"))
    checked = []
    for id in names:
        read = source.read(
            repository.encode_call(known.text(id)), f"calls/{id}.yaml" if id in known.own else f"{id}.yaml"
        )
        checked.append(report.CheckedFile(read.file, read.lines, checker.check(read, id, known.themes.names())))
    messages.print_report(report.load("full")([translate_file(each) for each in checked]))
    for id in names:
        own_calls.warn_if_shadowed(known, id)
    for id, file in zip(names, checked, strict=True):
        for each in [] if _has_errors(file) else _list_unverified(known.load(id)):
            messages.print_line(t("{call}, {what}", call=id, what=each))
    ctx.exit(1 if any(map(_has_errors, checked)) else 0)


def _list_unverified(call: Call) -> list[str]:
    """Return what is not verified in a call, in its vocabularies, and in the rules on its languages."""
    from wsisc.lint import wrong_forms

    ours = [
        t("wording of wsisc: {names}", names=", ".join(each.wordings))
        for each in call.provenance
        if each.form == "ours"
    ]
    own = call.vocabularies
    named = {each.id: each for each in (*own.tags, *([own.types] if own.types else ()))}
    of_terms = [
        t("to check in {id}: {what}", id=id, what=each)
        for id, vocabulary in named.items()
        for each in vocabulary.to_check
    ]
    of_rules = [
        t("to check in templates/style/{language}: {what}", language=language, what=line)
        for language in call.languages
        for line in wrong_forms.load_lines("to-check", language)
    ]
    return [*(t("to check: {what}", what=each) for each in call.to_check), *ours, *of_terms, *of_rules]


def _has_errors(file: "CheckedFile") -> bool:
    return bool(find_errors(file.diagnostics))


@command.command("new")
@click.option(
    "--from",
    "base",
    required=True,
    metavar="CALL",
    shell_complete=complete.calls,
    help="Call to copy the wording from.",
)
@click.option("--session", "number", required=True, type=click.IntRange(12, 200), help="Number of the session.")
@click.option(
    "--year", type=click.IntRange(1993, 9999), help="Year in which the session meets (default: as far as it is known)."
)
@click.option(
    "--reporting",
    "period",
    metavar="PERIOD",
    help="Period reported on: 2025, 2025-2026, or 2025-07-01/2026-06-30 (default: as far as it is known).",
)
@click.option("--dates", default="", help='Dates as printed, such as "27-31 March 2023" (default: none).')
@click.option("--place", default="", help="Place as printed (default: the place of the other call).")
@click.option(
    "--id", "id", metavar="ID", help="Id of the new call (default: the id of the other call with the new number)."
)
@arguments.file_option("-o", "--output", help="Output file (default: calls/ID.yaml); - writes to standard output.")
def new(
    base: str, number: int, year: int | None, period: str | None, dates: str, place: str, id: str | None,
    output: str | None
) -> None:  # fmt: skip
    """Create the call for another session.

    Its wording is copied from an existing call. What is known about the session is filled in, and everything is listed
    for you to check. A reporting period that is unknown is not printed: none follows from the number of a session.
    Submissions in this folder and below can answer the call when its file is in calls/.
    """
    from wsisc.calls import successor

    _refuse_unprintable({"--dates": dates, "--place": place, "--id": id or ""})
    known = repository.load_catalogue(Path())
    call = known.load(_require_known(base, known))
    name = id or successor.successor_id(call, number)
    if problem := portable_names.find_problem(name):
        values = {"name": name, "problem": problem}
        text = t("--id: {name!r} {problem}; choose another one, since the file of the call is named by it", **values)
        raise click.UsageError(text)
    reported = _read_period(period) if period else None
    text = _derive(call, name, successor.NewSession(number, dates.strip(), place.strip(), year, reported))
    if output == "-":
        click.echo(text, nl=False)
        return
    target = _find_target(output, name, known)
    output_files.write(target, text.encode())
    messages.print_line(t("{target}: check these entries before you use the call:", target=target))
    for each in successor.read_to_check(text):
        click.echo(f"- {each}")


def _find_target(output: str | None, name: str, known: Catalogue) -> Path:
    """Return where the file of a new call goes. Raises UsageError if there is a file, or if it has another name."""
    target = _target_path(output, name)
    if name in known.ids() or os.path.lexists(target):
        what = target if os.path.lexists(target) else t("the call {id}", id=name)
        raise click.UsageError(t("{what} already exists", what=what))
    if target.name != f"{name}.yaml":
        raise click.UsageError(
            t(
                "{target}: expected the name {name}.yaml, which is the id of the call; rename the file or change --id",
                target=target,
                name=name,
            )
        )
    return target


def _target_path(output: str | None, id: str) -> Path:
    """Return where the file of a call goes: to the folder calls/, to the folder that `output` names, or to `output`."""
    is_folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    return Path(output or "calls", f"{id}.yaml") if output is None or is_folder else Path(output)


def _refuse_unprintable(values: dict[str, str]) -> None:
    from wsisc.calls import checker

    for option, value in values.items():
        if found := checker.find_unprintable(value):
            raise click.UsageError(
                t(
                    "{option} contains an invisible character (U+{code:04X}): delete it",
                    option=option,
                    code=ord(found[0]),
                )
            )


def _read_period(text: str) -> ReportingPeriod:
    """Return the period that an option names. Raises UsageError if it names none."""
    try:
        if "/" in text:
            first, _, last = text.partition("/")
            period = ReportingPeriod(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
        else:
            years = [int(each) for each in text.split("-")]
            period = ReportingPeriod(datetime.date(years[0], 1, 1), datetime.date(years[-1], 12, 31))
    except ValueError:
        hint = t("write 2025, 2025-2026 or 2025-07-01/2026-06-30")
        raise click.UsageError(t("--reporting: {text!r} is not a period: {hint}", text=text, hint=hint)) from None
    if period.last < period.first:
        raise click.UsageError(t("--reporting: {text!r} ends before it begins; write the earlier one first", text=text))
    return period


def _derive(call: Call, id: str, new: "successor.NewSession") -> str:
    """Return the file of a derived call. Raises UsageError if it cannot be used."""
    from wsisc import source
    from wsisc.calls import checker, successor

    text = successor.derive(call, id, new)
    for fault in checker.check(source.read(text.encode(), id), id):
        field = str(fault.path[-1]) if fault.path else "call"
        raise click.UsageError(t("the {field} is invalid: {error}", field=field, error=message_with_hint(fault)))
    return text


def _require_known(id: str, known: Catalogue) -> str:
    repository.refuse_unknown_call(id, known)
    return id
