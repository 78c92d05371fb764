"""A document -> the source that it carries, with the figures and the call of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wsisc import source
from wsisc.api import source_files
from wsisc.calls.call import Catalogue
from wsisc.document import carried_files
from wsisc.document.carried_files import CarriedCall
from wsisc.document.provenance import SourcePackage
from wsisc.importer import embedded_document
from wsisc.importer.embedded_document import SourceFiles
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.text import portable_names
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState
from wsisc.workspace import repository
from wsisc.workspace.input_files import read_document


@dataclass(frozen=True)
class ExtractResult:
    """The source that a document carries: canonical YAML, without comments and contact.

    `written` are the files that were written: the source, its figures, and its call if that was requested. `refused`
    maps files that must not be written to the reasons, `missing` are figures that the document no longer holds as they
    were. `call_remark` and `theme_remark` say what is special about call and theme, `changes` how the document differs
    from what its source builds; all are "" if there is nothing to say. `is_complete` is whether all that was requested
    is written.
    """

    source: str
    written: tuple[Path, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    call_remark: str = ""
    theme_remark: str = ""
    changes: str = ""
    is_complete: bool = True


def extract_source(document: str | Path, output: str | Path | None = None, *, with_call: bool = False) -> ExtractResult:
    """Return the source that a document of wsisc carries, and with `output` write it, with its figures in its folder.

    `document` is a Word file, a PDF or an HTML page. `output` is the YAML file to write; `with_call` writes the call of
    the source too, to calls/ in that folder, if none of that id is known there.

    Raises WsiscError if the document carries no source or is damaged, or if another file is in the place of one.

    Example::

        from wsisc.api import extract_source

        extracted = extract_source("submission.docx", "again/submission.yaml")
        print(extracted.written, extracted.changes or "the document is that of its source")
    """
    name, target = str(document), Path(output) if output else None
    if with_call and target is None:
        raise WsiscError(t("--with-call requires -o FILE"), exit_code=2)
    received = ReceivedDocument(read_document(name))
    package = received.package
    if package is None:
        raise WsiscError(
            t("{name} has no embedded source: it was built with --no-embed, or not by wsisc", name=name), exit_code=1
        )
    folder = target.parent if target else Path()
    repository.refresh()
    known = repository.load_catalogue(folder)
    call = carried_files.resolve_call(package, known, with_call, repository.find_hidden_calls(folder))
    written, files = _write(target, received, package, call) if target else ((), SourceFiles({}, {}))
    is_complete = not (files.refused or files.missing or (target and call.is_missing))
    changes = _describe_changes(name, received, package, call)
    remarks = call.remark, _describe_theme(package, known)
    return ExtractResult(package.source, written, files.refused, files.missing, *remarks, changes, is_complete)


def _write(
    target: Path, received: ReceivedDocument, package: SourcePackage, call: CarriedCall
) -> tuple[tuple[Path, ...], SourceFiles]:
    """Write a source and the files that belong to it, and return their paths, and what is refused or missing."""
    submission = model.from_data(source.read(package.source.encode(), "").data)
    figures = embedded_document.embedded_files(submission, package, received.figures)
    safe = source_files.select_safe(target, {**call.files, **figures.files})
    written = source_files.write(target, package.source.encode(), safe.files)
    return tuple(written), SourceFiles(safe.files, {**figures.refused, **safe.refused}, figures.missing)


def _describe_theme(package: SourcePackage, known: Catalogue) -> str:
    """Return what is special about the theme of a document: a stranger's is never written."""
    if not package.theme_text or known.themes.own.get(package.theme) == package.theme_text:
        return ""
    return t(
        "the embedded theme {theme} was not written: the source builds in the theme of its call", theme=package.theme
    )


def _describe_changes(document: str, received: ReceivedDocument, package: SourcePackage, call: CarriedCall) -> str:
    """Return how a document differs from the source that it carries, "" if it does not."""
    try:
        compared = round_trip.classify(received, package, call.known)
    except WsiscError as error:
        return t("{document} was not compared with its embedded source: {error}", document=document, error=error)
    if compared is None:
        return t("{document} was not compared with its embedded source, which has errors", document=document)
    if compared.state != DocumentState.CHANGED and not compared.changes and not compared.versions:
        return ""
    if compared.versions:
        versions = ", ".join(compared.versions)
        return t(
            "{document} was built by another version, according to itself: cannot be proven here: {versions}",
            document=document,
            versions=versions,
        )
    seen = f"wsisc verify {portable_names.quote_path(document)}"
    return t(
        "{document} differs from its embedded source, which was extracted; run {seen} to list the differences",
        document=document,
        seen=seen,
    )
