"""`wsisc calls list|show|check|new`: the calls for contributions of wsisc and of a repository, and new ones."""

import click

from wsisc import api, report
from wsisc.cli import arguments, complete, help_text, messages
from wsisc.messages import join, plural, t
from wsisc.messages.localization import current_language, translate
from wsisc.report.common import translate_file


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
    known = api.list_calls(current_language())
    width = max(len(known_call.id) for known_call in known)
    for known_call in known:
        described = (
            _describe(known_call.call, known_call.period)
            if known_call.call
            else t("cannot be used: {error}", error=known_call.problem)
        )
        if known_call.call and known_call.is_own:
            place = t("(in calls/, instead of the built-in call)") if known_call.is_shadowing else t("(in calls/)")
            described = t("{call}  {place}", call=described, place=place)
        click.echo(f"{known_call.id:{width}}  {translate(described)}")


def _describe(call: "api.Call", period: str) -> str:
    session = call.session
    if session is None:
        pieces = [call.subject[call.languages[0]].rpartition("(CSTD)")[2].strip(", ") or t("any session")]
    else:
        dates = session.dates or str(session.year)
        pieces = [t("session {number}", number=session.number), *filter(None, (session.place, dates))]
    if period:
        pieces.append(t("on {reported}", reported=period))
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
    text = api.read_call(id, None if output == "-" else output)
    if output in (None, "-"):
        click.echo(text, nl=False)
    else:
        messages.print_result(str(output))


@command.command("check")
@click.argument("ids", metavar="[CALL]...", nargs=-1, shell_complete=complete.calls)
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Check call files and list unverified entries.

    By default, the calls in the folder calls/ are checked. The exit code is 1 if a call cannot be used.
    """
    checked = api.check_calls(ids)
    messages.print_report(report.load("full")([translate_file(call.checked_file) for call in checked]))
    for call in checked:
        if call.warning:
            messages.show("warning", call.warning)
    for call in checked:
        for entry in call.unverified:
            messages.print_line(t("{call}, {what}", call=call.id, what=entry))
    ctx.exit(0 if all(call.is_valid for call in checked) else 1)


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
    is_printed = output == "-"
    options = api.CallOptions(year, period, dates, place, id)
    created = api.create_call(base, number, None if is_printed else output, options=options, write=not is_printed)
    if is_printed:
        click.echo(created.text, nl=False)
        return
    messages.print_line(t("{target}: check these entries before you use the call:", target=created.written))
    for entry in created.to_check:
        click.echo(f"- {entry}")
