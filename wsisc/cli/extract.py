"""`wsisc extract FILE`: a document -> the source that it carries, with the figures and the call of that."""

from pathlib import Path

import click

from wsisc import model, source
from wsisc.cli import arguments, complete, own_calls
from wsisc.cli.own_calls import CarriedCall
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.document.provenance import SourcePackage
from wsisc.importer import import_document
from wsisc.importer.import_document import SourceFiles
from wsisc.readers import embedded_source
from wsisc.report.common import sanitize
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState
from wsisc.workspace import repository, source_files
from wsisc.workspace.input_files import read_document


@click.command("extract")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@arguments.file_option(
    "-o", "--output", help="The YAML file to write, with its figures beside it; else standard output."
)
@own_calls.WITH_CALL_OPTION
@click.pass_context
def command(ctx: click.Context, document: str, output: str | None, with_call: bool) -> None:
    """Give back the source that FILE, a Word file, a PDF or a page that wsisc has built, carries.

    It is the canonical YAML: what was written, without comments and contact. With -o the files of its figures are
    written too, and with --with-call its call, where none of that id is known. The exit code is 1 where one of them is
    refused or missing.

    Where the document no longer shows what that source gives, as after a review in Word, this is reported and changes
    neither what is written nor the exit code: wsisc verify lists what differs, wsisc import --into takes it.
    """
    target = Path(output) if output and output != "-" else None
    if output == "" or (with_call and target is None):
        raise click.UsageError("--with-call goes with -o FILE" if with_call else "--output: an empty path")
    content = read_document(document)
    package = embedded_source.find(content)
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    folder = target.parent if target else Path()
    call = own_calls.resolve_carried(package, folder, repository.load_catalogue(folder), with_call)
    found = _write(target, content, package, call) if target else SourceFiles({}, {})
    if target is None:
        click.echo(package.source, nl=False)
    _report(document, found, call)
    if remark := _describe_changes(document, content, package, call):
        click.echo(sanitize(remark), err=True)
    ctx.exit(1 if found.refused or found.missing or (target and call.is_missing) else 0)


def _write(target: Path, content: bytes, package: SourcePackage, call: CarriedCall) -> SourceFiles:
    """Write a source and the files that belong to it, and return those, with what is refused or missing."""
    submission = model.from_data(source.read(package.source.encode(), "").data)
    figures = import_document.embedded_files(submission, package, embedded_source.read_figures(content, package))
    found = source_files.select_safe(target, {**call.files, **figures.files})
    for path in source_files.write(target, package.source.encode(), found.files):
        click.echo(str(path))
    return SourceFiles(found.files, {**figures.refused, **found.refused}, figures.missing)


def _report(document: str, found: SourceFiles, call: CarriedCall) -> None:
    lines = [f"{file} is not written: {reason}" for file, reason in found.refused.items()]
    lines += [f"{document} no longer holds {file} as it was" for file in found.missing]
    for line in filter(None, [*lines, call.remark]):
        click.echo(sanitize(line), err=True)


def _describe_changes(document: str, content: bytes, package: SourcePackage, call: CarriedCall) -> str:
    """Return a note if a document differs from the source that it carries, "" if it does not."""
    try:
        found = round_trip.classify(content, package, call.known)
    except WsiscError as error:
        return f"note: {document} is not compared with the source that it carries: {error}"
    if found is None:
        return f"note: {document} is not compared with the source that it carries, which has errors"
    if found.state != DocumentState.CHANGED:
        return ""
    seen = f"wsisc verify {portable_names.quote_path(document)}"
    return f"note: {document} differs from the source that it carries, given here: {seen}"
