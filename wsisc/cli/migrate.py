"""`wsisc migrate FILE --to CALL`: a submission -> the same for another call, and a report of what does not fit."""

import sys

import click

from wsisc import api
from wsisc.cli import arguments, complete, messages
from wsisc.messages import t
from wsisc.text.portable_names import quote_path


@click.command("migrate")
@click.argument("file", metavar="FILE", shell_complete=complete.paths)
@click.option("--to", "id", required=True, metavar="CALL", shell_complete=complete.calls, help="Call to migrate to.")
@arguments.file_option("-o", "--output", help="Output file (default: change FILE itself); - writes to standard output.")
@click.pass_context
def command(ctx: click.Context, file: str, id: str, output: str | None) -> None:
    """Migrate FILE, a submission, to another call without losing a word or a comment.

    Text that the other call does not ask for stays where it is and is reported. The exit code is 0 if everything has a
    place, and 1 if some text must be moved by hand.
    """
    is_printed = output == "-"
    migrated = api.migrate_submission(
        file, id, None if is_printed else output, write=not is_printed, notify=messages.note
    )
    if is_printed:
        sys.stdout.buffer.write(migrated.content)
    for note in migrated.notes:
        messages.print_line(t("{file}:{line}: {text}", file=migrated.file, line=note.line, text=note.text), err=True)
    if migrated.missing_schema:
        command = f"wsisc schema {id} -o {quote_path(migrated.missing_schema)}"
        messages.print_line(t("to create the schema for your editor, run {command}", command=command), err=True)
    done = t("{name} answers {id} already: nothing had to be changed", name=migrated.file, id=id)
    if migrated.is_changed:
        done = t("{name}: migrated to {id}", name=migrated.file, id=id)
    if not migrated.is_complete:
        done = t("{migrated}; some content has no place in that call", migrated=done)
    messages.print_result(done, err=True)
    ctx.exit(0 if migrated.is_complete else 1)
