"""`wsisc import FILE`: a Word file, or a document that wsisc built -> a submission in YAML, and its figures."""

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wsisc import pipeline, source
from wsisc.calls.call import Catalogue
from wsisc.cli import arguments, build, complete, import_report, messages, own_calls
from wsisc.cli.import_options import MergeOptions
from wsisc.cli.own_calls import CarriedCall
from wsisc.diagnostic import Severity, WsiscError
from wsisc.document import portable_names, scaffold
from wsisc.importer import import_document
from wsisc.importer.import_document import ImportedDocument
from wsisc.report.common import sanitize
from wsisc.workspace import document_output, repository, source_files
from wsisc.workspace.input_files import add_name_to_errors, find_submissions, read_document


@click.command("import")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option("-o", "--output", help="The YAML file to write; else FILE with .yaml. - is standard output.")
@click.option("--call", "id", metavar="CALL", help="The call that it answers; else its cover and prompts tell.")
@own_calls.WITH_CALL_OPTION
@arguments.file_option(
    "--into",
    metavar="SOURCE",
    help="The submission that FILE was made from: what reviewers changed and said goes into it.",
)
@arguments.file_option(
    "--base", metavar="SOURCE", help="With --into: what FILE was made from, where it does not carry that."
)
@click.option("--interactive", is_flag=True, help="With --into: accept, reject or edit the changes one by one.")
@click.option("--accept-from", metavar="NAME", multiple=True,
              help="With --into: take what NAME changed with tracking on, no other changes.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --into: list the changes, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context, /, document: str, output: str | None, id: str | None, with_call: bool, into: str | None,
    **reviewed: Any
) -> None:  # fmt: skip
    """Turn FILE, any Word file, into a submission in YAML, its images beside it in figures/.

    A document that wsisc made and nobody changed, also a PDF or a page, gives exactly its source. Words that fit no
    part go under unplaced:, what has no place at all is told. The exit code is 1 where a person must look at something.

    Of a document of wsisc the images are written that its source names; its call is written with --with-call alone, and
    never in the place of one that is known: it says what every submission that answers it prints.

    With --into, FILE is a reviewed document: what differs from what was sent out goes into the submission, but for what
    its author changed too, which is left for a person as a comment there.
    """
    if into is not None:
        if output or id or with_call:
            problem = "--into says where everything goes and what it answers: leave -o, --call and --with-call out"
            raise click.UsageError(problem)
        from wsisc.cli import import_into

        code = import_into.merge(document, into, MergeOptions(**reviewed))
        if code == 0 and not (reviewed["dry_run"] or reviewed["accept_from"]):
            _report_deletable(document, into)
        ctx.exit(code)
    if any(reviewed.values()):
        raise click.UsageError("--base, --interactive, --accept-from and --dry-run go with --into")
    target = _target_path(document, output)
    if with_call and target is None:
        raise click.UsageError("--with-call goes with a file: leave -o - out")
    ctx.exit(1 if _import(document, target, id or "", with_call) else 0)


def _report_deletable(document: str, into: str) -> None:
    """Report that a reviewed document is no longer needed, if it has the place that `build` writes to."""
    [file] = find_submissions([into], messages.note)
    with contextlib.suppress(WsiscError, OSError):
        target = build.default_target(file, "docx")
        if target and target.samefile(document) and document_output.is_changed(target, "docx"):
            source = portable_names.quote_path(into)
            note = f"{document} can be deleted or moved now, so that wsisc build {source} writes it anew"
            click.echo(sanitize(note), err=True)


def _import(document: str, target: Path | None, id: str, with_call: bool) -> bool:
    """Import a document, and return whether a person must look at something."""
    content, folder = read_document(document), target.parent if target else Path()
    call = own_calls.resolve_carried(
        import_document.find_package(content), folder, repository.load_catalogue(folder), with_call
    )
    if id:
        repository.refuse_unknown_call(id, call.known)
    try:
        with add_name_to_errors(document):
            read = import_document.import_file(document, content, call.known, id)
    except import_document.ImportRefused as error:
        raise WsiscError(str(error), error.hint, exit_code=2) from None
    imported = _check_files(read, call, target)
    text = import_document.to_yaml(
        imported, Path(document).name, _find_schema(imported.submission.call, folder), call.known
    )
    _write(text.encode(), imported, target)
    lines = [*import_report.format_lines(imported), *filter(None, [call.remark])]
    if errors := _count_errors(text, target, call.known):
        lines.append(
            f"{errors} to be mended by a person: wsisc validate {target}" if target else f"{errors} to be mended"
        )
    for line in lines:
        click.echo(sanitize(line), err=True)
    needs_person = bool(errors) or call.is_missing or any(item.needs_person for item in imported.items)
    return needs_person or bool(imported.report and imported.report.needs_person)


def _target_path(document: str, output: str | None) -> Path | None:
    """Return the path of the YAML, None for standard output. Raises WsiscError if the path exists already."""
    if output == "-":
        return None
    target = Path(output) if output else Path(document).with_suffix(".yaml")
    if os.path.lexists(target):
        raise WsiscError(f"{target} exists already", "choose another name with -o", exit_code=2)
    return target


def _check_files(imported: ImportedDocument, call: CarriedCall, target: Path | None) -> ImportedDocument:
    """Return an import with the files that may be written next to its YAML; the others become items of it."""
    if target is None:
        return imported
    found = source_files.select_safe(target, {**call.files, **imported.files})
    return replace(imported, files=found.files, items=(*imported.items, *import_document.file_items(found)))


def _find_schema(call: str, folder: Path) -> str:
    """Return the path from a folder to the schema of a call, "" if none is found."""
    name = f"{call}.schema.json"
    for place in repository.folders_up(folder):
        for found in (place / name, place / scaffold.SCHEMA_FOLDER / name):
            if found.is_file():
                return repository.relative_reference(found, folder)
    return ""


def _write(text: bytes, imported: ImportedDocument, target: Path | None) -> None:
    """Write the YAML and the files that belong to it. Raises WsiscError if another file is there already."""
    if target is None:
        sys.stdout.buffer.write(text)
        return
    for path in source_files.write(target, text, imported.files):
        click.echo(str(path))


def _count_errors(text: str, target: Path | None, known: Catalogue) -> str:
    """Return the number of errors of a submission in words, "" for none."""
    checked = source.read(text.encode(), str(target or "submission.yaml"))
    found = [each for each in pipeline.check(checked, catalogue=known).diagnostics if each.severity == Severity.ERROR]
    return f"{len(found)} error{'s' if len(found) > 1 else ''}" if found else ""
