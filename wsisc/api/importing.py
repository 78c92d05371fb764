"""A Word file, or a document that wsisc built -> a submission in YAML, written with its figures."""

import os
from pathlib import Path
from typing import NamedTuple

from wsisc.diagnostic import WsiscError
from wsisc.importer import import_document as importing
from wsisc.importer.import_document import ImportedDocument
from wsisc.workspace import repository, source_files
from wsisc.workspace.input_files import read_document


class ImportResult(NamedTuple):
    """A document as a submission, and the paths of the files that were written: its figures, its call and the YAML."""

    document: ImportedDocument
    written: tuple[Path, ...] = ()


def import_document(
    document: str | Path,
    output: str | Path | None = None,
    *,
    call: str = "",
    with_call: bool = False,
    write: bool = True,
) -> ImportResult:
    """Return a document as a submission in YAML, and write it, with its figures beside it.

    `document` is any Word file, or a PDF or an HTML page of wsisc, which gives exactly its source. `output` is the YAML
    file to write, by default `document` with the ending .yaml; with `write=False` nothing is written. `call` is the id
    of the call that it answers, "" to detect it; `with_call` writes the call that the document carries, if none of that
    id is known.

    Raises WsiscError if the document cannot be imported, or if another file is in the place of one.

    Example::

        from wsisc.api import import_document

        imported = import_document("submission.docx", "imported.yaml")
        print(imported.written, imported.document.needs_person, imported.document.items)
    """
    target = Path(output or Path(document).with_suffix(".yaml")) if write else None
    if target and os.path.lexists(target):
        raise WsiscError(f"{target} already exists", "choose another name with -o", exit_code=2)
    repository.refresh()
    imported = importing.import_document(
        read_document(str(document)),
        str(document),
        repository.load_catalogue(target.parent if target else Path()),
        call_id=call,
        with_call=with_call,
        destination=source_files.describe_destination(target),
    )
    written = source_files.write(target, imported.text.encode(), imported.files) if target else ()
    return ImportResult(imported, tuple(written))
