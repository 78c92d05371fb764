"""`wsisc migrate FILE --to CALL`: a submission -> the same for another call, and a report of what does not fit."""

import os
import sys
from pathlib import Path

import click

from wsisc import source
from wsisc.calls import migration
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import arguments, complete, messages
from wsisc.diagnostic import WsiscError, find_errors
from wsisc.document import portable_names
from wsisc.messages import t
from wsisc.source import Source
from wsisc.workspace import output_files, repository, source_edits
from wsisc.workspace.input_files import InputFile, find_submissions


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
    if Path(file).is_dir():
        raise click.UsageError(t("{file} is a folder; name a submission", file=file))
    if output and output != "-" and os.path.lexists(output):
        raise click.UsageError(t("{output} already exists", output=output))
    [input_file] = find_submissions([file], messages.note)
    if input_file.path is None and output is None:
        raise click.UsageError(t("reading from standard input: name the output with -o"))
    known = repository.load_catalogue(input_file.folder)
    repository.refuse_unknown_call(id, known)
    before = input_file.content
    read = source.read(before, input_file.name)
    if read.data is None or find_errors(read.diagnostics):
        raise click.UsageError(
            t(
                "{name} has errors; run wsisc validate {path}, and fix them first",
                name=input_file.name,
                path=portable_names.quote_path(input_file.name),
            )
        )
    changed, notes = migration.migrate(before, read, _find_call(read, known), known.load(id))
    _write(before, changed, output, input_file)
    name = input_file.name if output in (None, "-") else output
    for note in notes:
        messages.print_line(t("{file}:{line}: {text}", file=name, line=note.line, text=note.text), err=True)
    _report_schema(changed, id, Path(output) if output and output != "-" else input_file.path)
    fits = all(note.is_advisory for note in notes)
    migrated = t("{name}: migrated to {id}", name=name, id=id)
    if not fits:
        migrated = t("{migrated}; some content has no place in that call", migrated=migrated)
    messages.print_result(migrated, err=True)
    ctx.exit(0 if fits else 1)


def _find_call(read: Source, known: Catalogue) -> Call | None:
    """Return the call that a submission answers, None if that cannot be used.

    Raises UsageError if it names none.
    """
    id = read.value(("call",))
    if not isinstance(id, str):
        raise click.UsageError(
            t("{file} does not name the call that it answers; add a line such as call: cstd-26", file=read.file)
        )
    return None if id in known.invalid else known.find(id)


def _write(before: bytes, content: bytes, output: str | None, file: InputFile) -> None:
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    target = Path(output) if output else file.path or Path()
    if target.exists() and not os.access(target, os.W_OK):  # otherwise the file would be replaced by another one
        raise WsiscError(t("{target} is read-only", target=target), t("write to another file with -o"))
    if output:
        output_files.write(target, content)
    else:
        source_edits.replace(target, before, content)


def _report_schema(content: bytes, id: str, path: Path | None) -> None:
    """Report how to create the schema that the modeline of a file names, if it does not exist."""
    named = migration.schema_address(content)
    is_missing = path and named and "://" not in named and not (path.parent / named).exists()
    if path and is_missing and (path.parent / named).parent.is_dir():  # a modeline may be of another folder
        command = f"wsisc schema {id} -o {portable_names.quote_path(path.parent / named)}"
        messages.print_line(t("to create the schema for your editor, run {command}", command=command), err=True)
