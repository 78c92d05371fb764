"""A Word file, or a document that wsisc built -> a submission in YAML, written with its figures."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wsisc.api import source_files
from wsisc.importer import import_document as importing
from wsisc.importer.account.report import ReportItem
from wsisc.importer.import_document import ImportedDocument
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.review import own_comments
from wsisc.workspace import repository
from wsisc.workspace.input_files import YAML_SUFFIXES, read_document


class ImportResult(NamedTuple):
    """A document as a submission, and the paths of the files that were written: its figures, its call and the YAML."""

    document: ImportedDocument
    written: tuple[Path, ...] = ()


def import_document(
    document: str | Path, output: str | Path | None = None, *, call: str = "", with_call: bool = False,
    write: bool = True, mapping: Mapping[str, str] | None = None
) -> ImportResult:  # fmt: skip
    """Convert a document to a submission in YAML, write it with its figures next to it, and return both.

    `document` is any Word file, or a PDF or an HTML page of wsisc, which contains its source. `output` is the YAML
    file to write, by default `document` with the ending .yaml; with `write=False` nothing is written. `call` is the id
    of the call that it answers, "" to detect it; `with_call` writes the call that the document carries, if none of that
    id is known. `mapping` has the parts of headings that the call does not have, such as {"Next steps": "three.b"}.

    Raises WsiscError if the document cannot be imported, or if another file is in the place of one.

    Example::

        from wsisc.api import import_document

        imported = import_document("submission.docx", "imported.yaml")
        print(imported.written, imported.document.needs_person, imported.document.items)
    """
    if Path(document).suffix.lower() in YAML_SUFFIXES:
        hint = t("import Word files, and PDF and HTML files of wsisc; to check YAML, use wsisc validate")
        raise WsiscError(t("{document} is a submission already, not a document", document=document), hint, exit_code=2)
    received = read_document(str(document))  # before the place of the result: what is missing is said first
    target = Path(output or Path(document).with_suffix(".yaml")) if write else None
    if target and os.path.lexists(target):
        raise WsiscError(t("{target} already exists", target=target), t("choose another name with -o"), exit_code=2)
    repository.refresh()
    content, removed = own_comments.remove_earlier(received)
    imported = importing.import_bytes(
        content,
        str(document),
        repository.load_catalogue(target.parent if target else Path()),
        call_id=call,
        with_call=with_call,
        destination=source_files.describe_destination(target),
        mapping=mapping or {},
    )
    imported = _report_removed(imported, removed)
    written = source_files.write(target, imported.text.encode(), imported.files) if target else ()
    return ImportResult(imported, tuple(written))


def _report_removed(imported: ImportedDocument, count: int) -> ImportedDocument:
    """Return an import that reports how many comments of a review it has left out."""
    if not count:
        return imported
    item = ReportItem(t("comments of wsisc review, not imported"), f"{count:,}", needs_person=False)
    return replace(imported, items=(*imported.items, item))
