"""`wsisc calls list|show|check|new`: the calls for contributions of wsisc and of a repository, and new ones."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wsisc.calls.call import Call, Catalogue
from wsisc.cli import arguments, complete, messages, own_calls
from wsisc.diagnostic import find_errors
from wsisc.workspace import output_files, repository

if TYPE_CHECKING:
    from wsisc.report import CheckedFile


@click.group("calls")
def command() -> None:
    """List, show, check and derive the calls for contributions: those of wsisc, and those in a folder calls/ here."""


@command.command("list")
def list_() -> None:
    """List the calls, one a line: id, session, place and dates, and whether something in it is still to be checked."""
    known = repository.load_catalogue(Path())
    width = max(map(len, known.ids()))
    for id in known.ids():
        if id in known.invalid:
            click.echo(f"{id:{width}}  cannot be used: {known.invalid[id]}")
        else:
            place = "  (here, instead of that of wsisc)" if id in known.find_shadowing() else "  (here)"
            click.echo(f"{id:{width}}  {_describe(known.load(id))}{place if id in known.own else ''}")


def _describe(call: Call) -> str:
    session = call.session
    if session is None:
        what = call.subject[call.languages[0]].rpartition("(CSTD)")[2].strip(", ") or "any session"
    else:
        what = ", ".join(filter(None, (f"session {session.number}", session.place, session.dates or str(session.year))))
    return what + (f"  [{len(call.to_check)} to check]" if call.to_check else "")


@command.command("show")
@click.argument("id", metavar="CALL", shell_complete=complete.calls)
def show(id: str) -> None:
    """Show a call: its file, with the wording of the cover and of every prompt."""
    known = repository.load_catalogue(Path())
    click.echo(known.text(_require_known(id, known)), nl=False)


@command.command("check")
@click.argument("ids", metavar="[CALL]...", nargs=-1, shell_complete=complete.calls)
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Check the files of calls, by default those in the folder calls/ here, and list what nobody has verified in them.

    The exit code is 1 where one cannot be used.
    """
    from wsisc import report, source
    from wsisc.calls import checker

    known = repository.load_catalogue(Path())
    names = [_require_known(id, known) for id in ids] or sorted(known.own)
    if not names:
        raise click.UsageError("there is no folder calls/ with calls here; name one: wsisc calls check cstd-26")
    checked = []
    for id in names:
        read = source.read(
            repository.encode_call(known.text(id)), f"calls/{id}.yaml" if id in known.own else f"{id}.yaml"
        )
        checked.append(report.CheckedFile(read.file, read.lines, checker.check(read, id)))
    click.echo(report.load("full")(checked))
    for id in names:
        own_calls.warn_if_shadowed(known, id)
    for id, file in zip(names, checked, strict=True):
        for each in [] if _has_errors(file) else known.load(id).to_check:
            click.echo(f"{id}, to check: {each}")
    ctx.exit(1 if any(map(_has_errors, checked)) else 0)


def _has_errors(file: "CheckedFile") -> bool:
    return bool(find_errors(file.diagnostics))


@command.command("new")
@click.option(
    "--from",
    "base",
    required=True,
    metavar="CALL",
    shell_complete=complete.calls,
    help="The call whose wording it takes over.",
)
@click.option("--session", "number", required=True, type=click.IntRange(12, 200), help="The number of the session.")
@click.option("--dates", default="", help='The dates as printed, "27-31 March 2023"; else they are left out.')
@click.option("--place", default="", help="The place as printed; else that of the other call.")
@click.option("--id", "id", metavar="ID", help="Its name; else that of the other call with the new number.")
@arguments.file_option("-o", "--output", help="Where it goes; else calls/ID.yaml. - is standard output.")
def new(base: str, number: int, dates: str, place: str, id: str | None, output: str | None) -> None:
    """Derive the call for another session: what follows from its number is computed, all else is listed to be checked.

    Submissions in this folder and below may answer it as soon as its file lies in calls/.
    """
    from wsisc.calls import successor

    _refuse_unprintable({"--dates": dates, "--place": place, "--id": id or ""})
    known = repository.load_catalogue(Path())
    call = known.load(_require_known(base, known))
    name = id or successor.successor_id(call, number)
    text = _derive(call, name, number, dates.strip(), place.strip())
    if output == "-":
        click.echo(text, nl=False)
        return
    target = _target_path(output, name)
    if name in known.ids() or os.path.lexists(target):
        raise click.UsageError(f"{target if os.path.lexists(target) else f'a call named {name}'} exists already")
    if target.name != f"{name}.yaml":
        raise click.UsageError(f"{target}: a call's file is named as the call: {name}.yaml, or say another --id")
    output_files.write(target, text.encode())
    click.echo(f"{target}: to check before it is used:")
    for each in successor.read_to_check(text):
        click.echo(f"- {each}")


def _target_path(output: str | None, id: str) -> Path:
    """Return where the file of a call goes: to the folder calls/, to the folder that `output` names, or to `output`."""
    is_folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    return Path(output or "calls", f"{id}.yaml") if output is None or is_folder else Path(output)


def _refuse_unprintable(values: dict[str, str]) -> None:
    from wsisc.calls import checker

    for option, value in values.items():
        if found := checker.find_unprintable(value):
            raise click.UsageError(f"{option}: an invisible character (U+{ord(found[0]):04X}): delete it")


def _derive(call: Call, id: str, number: int, dates: str, place: str) -> str:
    """Return the file of a derived call. Raises UsageError if it cannot be used."""
    from wsisc import source
    from wsisc.calls import checker, successor

    try:
        text = successor.derive(call, id, number, dates, place)
    except successor.NoSession:
        hint = "take another call, as cstd-26"
        raise click.UsageError(f"{call.id} prepares no session in particular: {hint}") from None
    for fault in checker.check(source.read(text.encode(), id), id):
        raise click.UsageError(
            f"the {fault.path[-1] if fault.path else 'call'} is wrong: {messages.in_one_line(fault)}"
        )
    return text


def _require_known(id: str, known: Catalogue) -> str:
    repository.refuse_unknown_call(id, known)
    return id
